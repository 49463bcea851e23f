"""Changing documents without harming the rest."""
