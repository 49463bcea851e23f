"""Template tags of drafting."""
