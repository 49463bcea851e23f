"""Reading the index once, so that the first who ask after a start do not wait for the disk.

Among a million documents a question that comes first reads thousands of places of the disk, one
after the other; the whole index in its order is read in seconds (docs/decisions/0019).
"""

from django.db import connection

from gongkai.search.engines import engine


class UnwarmableError(Exception):
    """The database has no way to read its index ahead; ``str()`` says what to do, in Chinese."""


def warm() -> int:
    """Read the index as far as the machine keeps it in memory; gives its bytes.

    Changes nothing, and other questions are answered meanwhile. Raises ``UnwarmableError`` on a
    PostgreSQL without its extension pg_prewarm.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_prewarm'")
            if cursor.fetchone() is None:
                raise UnwarmableError(
                    "PostgreSQL还没有pg_prewarm扩展，不能提前读入索引。"
                    "请数据库管理员在这个库里执行：CREATE EXTENSION pg_prewarm;"
                )
        total = 0
        for sql in engine().warm():
            cursor.execute(sql)
            total += int(cursor.fetchone()[0] or 0)
    return total
