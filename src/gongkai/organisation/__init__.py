"""Units, posts, the leading group, liaisons, accounts, roles and scope."""
