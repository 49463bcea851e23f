"""Staff pages of applications for disclosure."""
