"""The gate, channels, deliveries and their proof, withdrawal."""
