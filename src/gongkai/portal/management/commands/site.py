"""``gongkai site build`` and ``gongkai site verify``: the public tree."""

import json
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gongkai.organisation.models import Town
from gongkai.portal.building import Verified, build, index_anew, verify
from gongkai.portal.delivering import tree_of
from gongkai.portal.making import MakingError
from gongkai.portal.released import DamagedRenditionError
from gongkai.portal.targets.handlers import plan_pushes
from gongkai.portal.writing import TreeBusyError

WORDS = {"missing": "缺少", "extra": "多余", "different": "内容不同"}


class Command(BaseCommand):
    """Build the public tree from nothing, or compare it with what a build would make."""

    help = "公开网站：整体生成（build），或与整体生成的结果逐字节核对（verify）"

    def add_arguments(self, parser: CommandParser) -> None:
        """The two verbs and their options."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, words in (("build", "整体生成"), ("verify", "核对")):
            sub = verbs.add_parser(verb, help=words)
            sub.add_argument("--town", metavar="SLUG", help="只处理这一个镇街")
            sub.add_argument("--json", action="store_true", help="以JSON输出")
        verbs.choices["verify"].add_argument("--mend", action="store_true", help="改正差异")
        verbs.choices["build"].add_argument(
            "--processes", type=int, metavar="N", help="用几个进程（默认用全部处理器核心）"
        )
        verbs.add_parser("hosts", help="列出各镇街的域名，供nginx的map使用")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run a verb over one town or all. Exit 1 where ``verify`` finds differences."""
        if options["verb"] == "hosts":
            _hosts()
            return
        try:
            towns = _towns(options["town"])
            run = _build if options["verb"] == "build" else _verify
            results = [run(town, options) for town in towns]
        except (TreeBusyError, DamagedRenditionError) as fault:
            raise CommandError(str(fault)) from None
        except MakingError as fault:
            raise CommandError(
                f"写网页的进程中途结束，网站保持原样。请查看磁盘空间和内存后再试。（{fault}）"
            ) from None
        if options["json"]:
            print(json.dumps({"towns": results}, ensure_ascii=False))
        if any(result.get("differences") for result in results) and not options.get("mend"):
            raise SystemExit(1)


def _towns(slug: str | None) -> list[Town]:
    towns = Town.objects.order_by("slug")
    if slug is None:
        return list(towns)
    found = list(towns.filter(slug=slug))
    if not found:
        raise CommandError(f"没有标识为{slug}的镇街。")
    return found


def _hosts() -> None:
    """A line for each town that has a domain: domain and name of its tree."""
    for town in Town.objects.exclude(site_domain="").order_by("slug"):
        print(f"{town.site_domain} {town.slug};")


def _build(town: Town, options: dict[str, Any]) -> dict[str, Any]:
    started = time.monotonic()
    built = build(town, None if options["json"] else Progress(), options.get("processes"))
    seconds = time.monotonic() - started
    if not options["json"]:
        print("正在更新检索……", flush=True)
    index_anew(town)
    plan_pushes(town)
    if not options["json"]:
        speed = f"用时{seconds:.1f}秒，每秒{built.pages / seconds:.0f}页"
        counts = f"{built.records}条信息，{built.pages}页，{built.files}个文件"
        print(f"{town.name}：{counts}，{speed}，在 {tree_of(town)}")
    return {
        "town": town.slug,
        "records": built.records,
        "pages": built.pages,
        "files": built.files,
        "seconds": round(seconds, 3),
    }


def _verify(town: Town, options: dict[str, Any]) -> dict[str, Any]:
    progress = None if options["json"] else Progress()
    verified = verify(town, progress, mending=options["mend"])
    if verified.found and options["mend"]:
        plan_pushes(town)
    if not options["json"]:
        _print(town, verified, mended=options["mend"])
    listed = [{"path": difference.path, "what": difference.what} for difference in verified.found]
    return {"town": town.slug, "differences": listed, "left_out": verified.left_out}


def _print(town: Town, verified: Verified, *, mended: bool) -> None:
    for difference in verified.found:
        print(f"{WORDS[difference.what]}  {difference.path}")
    if verified.found:
        print(f"{town.name}：有{len(verified.found)}处不同" + ("，已改正" if mended else ""))
    elif verified.left_out:
        print(f"{town.name}：其余文件与整体生成的结果完全一致")
    else:
        print(f"{town.name}：与整体生成的结果完全一致")
    if verified.left_out:
        print(f"{town.name}：核对期间正在更新的{verified.left_out}个文件没有计入，下次核对时再看")


class Progress:
    """Says how far the writing is: in its place on a terminal, elsewhere a line for each tenth."""

    def __init__(self) -> None:
        self._done = -1
        self._tenths = 0

    def __call__(self, done: int, total: int) -> None:
        """Pages done, and pages in all."""
        if done == self._done:
            return
        self._done, words = done, f"已写{done}/{total}页"
        if sys.stdout.isatty():
            print(f"\r{words}", end="\n" if done == total else "", flush=True)
        elif total and done * 10 // total > self._tenths:
            self._tenths = done * 10 // total
            print(words, flush=True)
