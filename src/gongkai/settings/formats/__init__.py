"""Formats of dates that people read."""
