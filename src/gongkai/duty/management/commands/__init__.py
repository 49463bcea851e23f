"""Commands of the duties."""
