"""The law as pure functions and tables: no framework, no clock, no input or output.

Every table names its ``source`` and the dates between which it is in force; every function
that depends on time is given the date. Import the module that is needed; nothing is
re-exported here, so that importing one table does not load the others.
"""
