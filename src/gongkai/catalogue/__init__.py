"""The standard catalogue: editions, items, import and export."""
