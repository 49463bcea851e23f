"""The town's own word lists and masking patterns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.review.models import ScanSettings, Word, WordKind
from gongkai.rules.detectors import Kind
from gongkai.rules.masking import DEFAULT, Style

MOST_SHOWN = 6
"""More digits than this may not stay at either end of a masked number."""


@dataclass(frozen=True)
class WordEntry:
    """A word to keep. ``kind`` is a value of WordKind."""

    kind: str
    text: str
    note: str = ""


@action("review.add_words")
def add_words(act: Act, town: Town, entries: Sequence[WordEntry], *, replace: bool = False) -> int:
    """Add words to the town's lists, all or none; gives how many are new.

    replace: what is not among ``entries`` is taken off the lists. Words already there get the
    new note.
    """
    root = _root(act, town)
    if not entries:
        raise Invalid("没有可以添加的词语。")
    settings = _settings(town)
    before = Word.objects.filter(town=town).count()
    Word.objects.bulk_create(
        [
            Word(town=town, kind=e.kind, text=e.text.strip(), note=e.note.strip())
            for e in _checked(entries)
        ],
        update_conflicts=True,
        unique_fields=["town", "kind", "text"],
        update_fields=["note"],
    )
    if replace:
        kept = {(e.kind, e.text.strip()) for e in entries}
        gone = [w.pk for w in Word.objects.filter(town=town) if (w.kind, w.text) not in kept]
        Word.objects.filter(pk__in=gone).delete()
    _count_up(settings)
    after = Word.objects.filter(town=town).count()
    act.record(
        settings,
        unit=root,
        before={"words": before},
        after={"words": after, "given": len(entries), "replace": replace},
        label="词库",
    )
    return after - before


@action("review.remove_word")
def remove_word(act: Act, word: Word) -> None:
    """Take a word off the lists."""
    root = _root(act, word.town)
    settings = _settings(word.town)
    deleted, _ = Word.objects.filter(pk=word.pk).delete()
    if not deleted:
        raise NotAllowedNow("这个词语已经从词库删除。")
    _count_up(settings)
    act.record(settings, unit=root, before={"kind": word.kind, "word": word.text}, label="词库")


@action("review.set_patterns")
def set_patterns(act: Act, town: Town, patterns: Mapping[str, Mapping[str, int]]) -> ScanSettings:
    """Set how many signs stay at the beginning and the end of a masked number, by kind.

    ``patterns``: kind → {"head": n, "tail": n}. At least four signs of a number are always hidden,
    whatever is set (``rules.masking``).
    """
    root = _root(act, town)
    errors = {}
    for kind, given in patterns.items():
        pattern = DEFAULT.get(Kind(kind))
        if pattern is None or pattern.style is not Style.KEEP:
            errors[kind] = "这一类的脱敏方式不能调整。"
        elif any(not 0 <= given.get(end, 0) <= MOST_SHOWN for end in ("head", "tail")):
            errors[kind] = f"开头和结尾各最多保留{MOST_SHOWN}位。"
    if errors:
        raise Invalid(errors)
    settings = _settings(town)
    before = settings.patterns
    settings.patterns = {kind: dict(given) for kind, given in patterns.items()}
    settings.save(update_fields=["patterns"])
    act.record(settings, unit=root, before=before, after=settings.patterns, label="脱敏方式")
    return settings


def _checked(entries: Sequence[WordEntry]) -> list[WordEntry]:
    errors = []
    seen: dict[tuple[str, str], int] = {}
    for number, entry in enumerate(entries, start=1):
        key = (entry.kind, entry.text.strip())
        if entry.kind not in WordKind.values:
            errors.append(f"第{number}条“{entry.text}”：没有“{entry.kind}”这个类别。")
        elif len(key[1]) < 2:
            errors.append(f"第{number}条“{entry.text}”：词语至少两个字。")
        elif len(key[1]) > 60 or len(entry.note) > 200:
            errors.append(f"第{number}条：词语最长60字，提示最长200字，请缩短。")
        elif key in seen:
            errors.append(f"第{number}条“{entry.text}”：与第{seen[key]}条重复。")
        seen.setdefault(key, number)
    if errors:
        more = f"另有{len(errors) - 20}处，改好以后再看。" if len(errors) > 20 else ""
        raise Invalid(" ".join(errors[:20]) + more)
    return list(entries)


def _root(act: Act, town: Town) -> Unit:
    root = Unit.objects.get(town=town, parent=None)
    act.permit(root)
    return root


def _settings(town: Town) -> ScanSettings:
    ScanSettings.objects.get_or_create(town=town, defaults={"edition": 0})
    return ScanSettings.objects.select_for_update().get(town=town)


def _count_up(settings: ScanSettings) -> None:
    settings.edition += 1
    settings.save(update_fields=["edition"])
