"""``gongkai search --warm``: the index is read once, and where it cannot be, that is said."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from gongkai.search.warming import warm
from search.factory import corpus, index

pytestmark = pytest.mark.django_db


def test_it_reads_the_whole_index_and_says_how_much(capsys: pytest.CaptureFixture[str]) -> None:
    if connection.vendor == "postgresql":
        with pytest.raises(CommandError, match="CREATE EXTENSION pg_prewarm"):
            call_command("search", "--warm")
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION pg_prewarm")
    index(*corpus(5))
    few = warm()
    index(*corpus(200))
    assert warm() > few > 0
    call_command("search", "--warm")
    assert re.fullmatch(r"索引已读入内存，共\d+\.\d MB。\n", capsys.readouterr().out)


def test_a_query_is_asked_for() -> None:
    with pytest.raises(CommandError, match="请写明要查找的内容"):
        call_command("search")
