"""Tests of reading catalogue files."""
