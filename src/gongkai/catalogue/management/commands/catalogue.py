"""``gongkai catalogue read / import / export / diff``: the catalogue from the command line."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gongkai.catalogue.exporting import FORMATS, export
from gongkai.catalogue.reading import Reading, ReadingError, read


class Command(BaseCommand):
    """Read, import, export and compare catalogue files; ``read`` needs no database."""

    help = "标准目录：读表、导入、导出、比较版本"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The verbs and their arguments."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        reader = verbs.add_parser("read", help="读出目录文件里的公开事项（不需要数据库）")
        reader.add_argument("file", type=Path)
        reader.add_argument("--json", action="store_true")
        _import_arguments(verbs.add_parser("import", help="把目录文件导入一个目录草稿"))
        writer = verbs.add_parser("export", help="导出目录")
        writer.add_argument("--town", required=True, help="镇的标识")
        writer.add_argument("--edition", type=int, help="版次；不写为施行中的版本")
        writer.add_argument("--format", required=True, choices=sorted(FORMATS))
        writer.add_argument("file", type=Path)
        differ = verbs.add_parser("diff", help="比较两个目录版本或者目录文件")
        differ.add_argument("old", help="镇标识：版次，或者目录文件")
        differ.add_argument("new", help="镇标识：版次，或者目录文件")
        differ.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the verb."""
        verbs = {
            "read": self._read,
            "import": self._import,
            "export": self._export,
            "diff": self._diff,
        }
        verbs[options["verb"]](options)

    def _read(self, options: dict[str, Any]) -> None:
        reading = _reading(options["file"])
        if options["json"]:
            print(json.dumps(reading.as_json(), ensure_ascii=False, indent=2))
            return
        for row in reading.rows:
            names = (row.values.get(column) or "?" for column in ("field", "level1", "level2"))
            print(f"{row.place}\t{' / '.join(names)}\t{len(row.problems)}处疑点")
        for problem in reading.problems:
            print(f"疑点：{problem}")
        print(f"共读出{len(reading.rows)}项")

    def _import(self, options: dict[str, Any]) -> None:
        from gongkai.catalogue.command_line import import_file

        reading = _reading(options["file"]).as_import_json()
        outcome = import_file(reading, options["file"].name, options)
        if options["json"]:
            print(json.dumps(outcome, ensure_ascii=False, indent=2))
            return
        print(
            f"已导入目录草稿第{outcome['edition']}版：新增{outcome['created']}项，"
            f"更新{outcome['updated']}项，其中待核对{outcome['to_check']}项"
        )
        for left in outcome["left_out"]:
            print(f"未导入：{left['place']}（{left['reason']}）")

    def _export(self, options: dict[str, Any]) -> None:
        from gongkai.catalogue.command_line import edition_named

        edition = edition_named(options["town"], options["edition"])
        options["file"].write_bytes(export(edition, options["format"]))
        print(f"已导出《{edition.name}》到{options['file']}")

    def _diff(self, options: dict[str, Any]) -> None:
        from gongkai.catalogue.command_line import compare_named

        found = compare_named(options["old"], options["new"])
        if options["json"]:
            print(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
            return
        for item in found.added:
            print(f"新增 {item.name}")
        for item in found.removed:
            print(f"移除 {item.name}")
        for change in found.changed:
            print(f"修改 {change.after.name}：{'、'.join(cell.label for cell in change.cells)}")
        print(
            f"新增{len(found.added)}项，移除{len(found.removed)}项，修改{len(found.changed)}项，"
            f"不变{found.unchanged}项"
        )


def _import_arguments(parser: CommandParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--town", required=True, help="镇的标识")
    parser.add_argument("--edition", type=int, help="导入到哪一版草稿；不写则新建一版")
    parser.add_argument("--name", default="", help="新建版本的名称；不写用文件名")
    parser.add_argument("--existing", choices=("update", "keep"), default="")
    parser.add_argument(
        "--leave-out", action="append", default=[], metavar="PLACE", help="不导入的行，可多次"
    )
    parser.add_argument(
        "--township-only", action="store_true", help="不导入只写了县级及以上层级的行"
    )
    parser.add_argument(
        "--field", action="append", default=[], metavar="NAME=CODE", help="领域对应；CODE可写new"
    )
    parser.add_argument("--json", action="store_true")


def _reading(path: Path) -> Reading:
    try:
        return read(path)
    except (ReadingError, OSError) as error:
        message = str(error) if isinstance(error, ReadingError) else f"打不开文件{path}"
        raise CommandError(message) from error
