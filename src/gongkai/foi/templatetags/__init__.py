"""Template tags of the foi package."""
