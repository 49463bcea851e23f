"""What machines read of the public site: feeds, site maps, data of lists, the log of changes.

Pure functions of the same facts as the pages, written in the same delivery, and bounded in
number in the same way: they follow the pages of the lists, whose positions never move.
"""
