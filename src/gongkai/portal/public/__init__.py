"""The few public addresses that the application answers: their town, their look, their headers.

They look like the pages of the tree and stand among them (``/<town>/search/``); links are
relative, so they work wherever the tree does. No session, no account, no cookie but the one of a
form that needs it. A package brings its own in ``public_urls.py`` (docs/architecture.md).
"""
