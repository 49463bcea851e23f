"""Commands that load and serve the demonstration town."""
