"""The scan before review: what it reads, what it found, what may be done about it."""
