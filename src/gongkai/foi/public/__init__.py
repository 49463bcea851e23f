"""The citizens' side of applications: the form, its receipt, and the page of a case by its code.

Answered by ``gongkai.public_wsgi``, without accounts and without sessions. What somebody types is
carried in the form itself and stored only when an application was accepted; who looks at a case is
known by a sealed cookie that ends by itself (``session``).
"""
