"""Letters of applications: what each says, written as DOCX and PDF/A, read by whom it is for.

A step seals everything that its letter says (``collecting``, ``content``) with the version of the
text that is in use (``templates``); the worker writes the documents (``writing``) from that alone.
"""
