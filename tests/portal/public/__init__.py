"""Tests of the dynamic public addresses."""
