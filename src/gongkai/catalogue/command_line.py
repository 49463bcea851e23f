"""What the command line asks of the catalogue, as actions and editions."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from gongkai.catalogue.actions import import_reading, start_edition
from gongkai.catalogue.comparing import compared_edition, compared_reading
from gongkai.catalogue.difference import ComparedItem, Difference, difference
from gongkai.catalogue.fields import codes_by_name, national_codes
from gongkai.catalogue.importing.decisions import Decisions
from gongkai.catalogue.importing.plan import above_township
from gongkai.catalogue.models import Edition, EditionState
from gongkai.catalogue.reading import ReadingError, read
from gongkai.organisation.actor import system_actor
from gongkai.organisation.admission import aside
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Refused


def import_file(
    reading: Mapping[str, Any], name: str, options: Mapping[str, Any]
) -> dict[str, Any]:
    """Import a reading as the options say; all or nothing. CommandError in plain words."""
    town = _town(options["town"])
    actor = system_actor(town, "命令行")
    try:
        with aside(actor), transaction.atomic():
            if options["edition"] is None:
                title = options["name"] or Path(name).stem
                edition = start_edition(actor, town, title, f"导入文件《{name}》")
            else:
                edition = edition_named(town.slug, options["edition"])
            decisions = _decisions(reading, options)
            outcome = import_reading(actor, edition, reading, decisions, name=name)
    except Refused as refused:
        raise CommandError(str(refused)) from refused
    return {"town": town.slug, "edition": edition.number, **outcome.as_json()}


def _decisions(reading: Mapping[str, Any], options: Mapping[str, Any]) -> Decisions:
    places = {row["place"]: number for number, row in enumerate(reading["rows"])}
    unknown = [place for place in options["leave_out"] if place not in places]
    if unknown:
        raise CommandError(f"文件里没有这一行：{'、'.join(unknown)}")
    left_out = {places[place]: "命令行指定不导入" for place in options["leave_out"]}
    if options["township_only"]:
        left_out = {**above_township(reading), **left_out}
    fields = dict(_pair(text) for text in options["field"])
    return Decisions(left_out=left_out, fields=fields, existing=options["existing"])


def _pair(text: str) -> tuple[str, str]:
    name, mark, code = text.partition("=")
    if not (name and mark and code):
        raise CommandError(f"--field 请写成 领域名称=代码，现在是“{text}”")
    return name, code


def edition_named(slug: str, number: int | None) -> Edition:
    """A town's edition by number; the one in force for None. CommandError where there is none."""
    editions = Edition.objects.select_related("town").filter(town=_town(slug))
    wanted = {"state": EditionState.IN_FORCE} if number is None else {"number": number}
    found = editions.filter(**wanted).first()
    if found is None:
        which = "施行中的目录" if number is None else f"第{number}版目录"
        raise CommandError(f"{slug}没有{which}")
    return found


def compare_named(old: str, new: str) -> Difference:
    """Compare two catalogues, each named ``town:number`` or as a file.

    Two files are compared without the database.
    """
    files = _edition_name(old) is None and _edition_name(new) is None
    codes = national_codes() if files else codes_by_name()
    return difference(_compared(old, codes), _compared(new, codes))


def _edition_name(named: str) -> tuple[str, int] | None:
    """Town and number in ``town:number``; None for the name of a file."""
    slug, mark, number = named.rpartition(":")
    if not mark or not number.isdigit() or Path(named).exists():
        return None
    return slug, int(number)


def _compared(named: str, codes: Mapping[str, str]) -> list[ComparedItem]:
    edition = _edition_name(named)
    if edition is not None:
        return compared_edition(edition_named(*edition))
    try:
        return compared_reading(read(Path(named)).as_import_json(), codes)
    except (ReadingError, OSError) as error:
        message = str(error) if isinstance(error, ReadingError) else f"打不开文件{named}"
        raise CommandError(message) from error


def _town(slug: str) -> Town:
    try:
        return Town.objects.get(slug=slug)
    except Town.DoesNotExist as error:
        raise CommandError(f"没有标识为{slug}的镇街") from error
