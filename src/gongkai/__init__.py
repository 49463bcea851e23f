"""Gongkai (公开): the whole loop of a Chinese town's open-government work."""
