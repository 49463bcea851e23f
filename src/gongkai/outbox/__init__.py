"""Effects outside the database, written with the act and delivered later (promise 6)."""
