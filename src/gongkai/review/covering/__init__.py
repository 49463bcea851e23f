"""Covering parts of PDF files and pictures: what is proposed, the form, its pages."""
