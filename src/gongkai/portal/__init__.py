"""What the public sees: the static tree rendered from released records."""
