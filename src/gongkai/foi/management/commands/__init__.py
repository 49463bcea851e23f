"""Commands of the foi package."""
