"""Forms of the staff pages: registering, the steps of a case, settings."""
