"""Reminders: gathered into one message a day for each person, and how they leave the house."""
