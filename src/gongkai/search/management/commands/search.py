"""``gongkai search QUERY``: what the public search returns; ``--warm`` reads its index."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gongkai.search.asking import InvalidQueryError
from gongkai.search.document import DIMENSIONS
from gongkai.search.queries import search, towns
from gongkai.search.results import Hit, Results
from gongkai.search.warming import UnwarmableError, warm


class Command(BaseCommand):
    """Print a page of hits."""

    help = "查找已公开的信息，与公众看到的结果相同"

    def add_arguments(self, parser: CommandParser) -> None:
        """The query, the town, the filters, the page."""
        parser.add_argument("query", nargs="?")
        parser.add_argument(
            "--warm", action="store_true", help="把索引从磁盘读入内存，重启机器后第一次查找就不慢"
        )
        parser.add_argument("--town", default="", help="镇的标识；只有一个镇时可以不写")
        parser.add_argument("--page", default="", help="上一页结果给出的下一页标记")
        parser.add_argument("--json", action="store_true")
        for name in DIMENSIONS:
            parser.add_argument(f"--{name}", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Search and print."""
        if options["warm"]:
            print(_warmed())
            return
        if options["query"] is None:
            raise CommandError("请写明要查找的内容。")
        filters = {name: options[name] for name in DIMENSIONS if options[name]}
        town = _town(options["town"])
        try:
            results = search(town, options["query"], filters, options["page"])
        except InvalidQueryError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            print(json.dumps(results.as_dict(), ensure_ascii=False, indent=2))
        else:
            print("\n".join(_lines(results)))


def _warmed() -> str:
    try:
        return f"索引已读入内存，共{warm() / 1_000_000:,.1f} MB。"
    except UnwarmableError as error:
        raise CommandError(str(error)) from error


def _town(named: str) -> str:
    known = towns()
    if named and named not in known:
        raise CommandError(f"没有标识为{named}的镇，或者它还没有公开过信息。")
    if named:
        return named
    if len(known) > 1:
        raise CommandError(f"请用--town写明是哪个镇：{'、'.join(known)}")
    return known[0] if known else ""


def _lines(results: Results) -> list[str]:
    lines = [*results.notes, f"共{results.total_text}条"]
    for hit in results.hits:
        lines.append(f"{hit.published}  {_text(hit)}  {' '.join(hit.numbers)}  {hit.url}")
        snippet = "".join(f"【{one.text}】" if one.marked else one.text for one in hit.snippet)
        if snippet:
            lines.append(f"    {hit.place}{'：' * bool(hit.place)}{snippet}")
    if results.help:
        lines.extend(
            f"{title}：{'、'.join(words)}"
            for title, words in (
                ("没有信息提到", results.help.missing),
                ("可以改查", results.help.fewer),
                ("您要找的是不是", results.help.similar),
            )
            if words
        )
    if results.next_page:
        lines.append(f"下一页：--page {results.next_page}")
    return lines


def _text(hit: Hit) -> str:
    return "".join(piece.text for piece in hit.title)
