"""Entry of the server for the dynamic public pages: apart from the office, without its sessions.

A process of its own, so that a rush of visitors leaves the office alone and nothing of the
office can be asked for by its address.
"""

import os

os.environ["GONGKAI_FACE"] = "public"

# It prepares Django and refuses demonstration data where they must not be.
from gongkai import wsgi  # noqa: F401
from gongkai.portal.public.handler import PublicHandler

application = PublicHandler()
