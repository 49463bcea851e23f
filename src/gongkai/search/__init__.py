"""Search over what is public: fold, cut, index, query; the same on SQLite and PostgreSQL.

Ground: it knows nothing of records or releases and is fed by those that do. Writes are in
``actions`` (``put``, ``put_many``, ``remove``), reads in ``queries`` (``search``, ``suggest``).
"""
