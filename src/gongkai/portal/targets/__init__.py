"""Taking a town's tree to other places: a folder, by rsync or SFTP, an S3-compatible storage.

Who writes the tree notes each path that changes before it does (``notes``); an effect of the
outbox then takes exactly these files there, what is linked to before what links to it, and
removals last (``pushing``). Each place has its own notes, state and retry, so one that does not
answer holds up no other.
"""
