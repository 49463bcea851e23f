"""Drafting an answer: one form whose facts follow the kind."""

from typing import Any

from django import forms

from gongkai.foi.actions import Part, ReplyFacts
from gongkai.foi.forms.common import line, words
from gongkai.foi.models import Application, Reply
from gongkai.foi.queries import earlier_replies
from gongkai.publication.models import Record
from gongkai.rules.foi.replies import BY_CODE, WITHHOLDING

PARTS = 5


class RecordChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A record, shown by title and state."""

    def label_from_instance(self, obj: Any) -> str:
        """Title of the newest version, and the state."""
        newest = max(obj.versions.all(), key=lambda version: version.number)
        return f"{newest.title}（{obj.get_state_display()}，{obj.index_number}）"


class EarlierChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An earlier answer."""

    def label_from_instance(self, obj: Any) -> str:
        """Number, kind, day."""
        kind = BY_CODE[obj.code].name
        return f"{obj.application.number} {obj.application.subject}：{kind}，{obj.issued_on}"


class ReplyForm(forms.Form):
    """The facts of one kind; those that it does not know are not asked."""

    def __init__(self, *given: Any, case: Application, code: str, **options: Any) -> None:
        super().__init__(*given, **options)
        self.code = code
        kind = BY_CODE[code]
        for fact in kind.required:
            self.fields[fact.name] = words(fact.label, required=False, help_text=fact.help)
        if kind.supplies:
            self.fields["record"] = RecordChoice(
                label="提供给申请人的内容",
                queryset=_supplies(case),
                required=False,
                help_text="在案卷的“起草要提供的内容”中起草；涂盖不予公开的部分，经保密审查（发布形式"
                "勾选“依申请公开”）同意以后才能答复。",
            )
        if "parts" in kind.proven:
            self._add_parts()
        if "earlier_reply" in kind.proven:
            self.fields["earlier"] = EarlierChoice(
                label="此前的答复", queryset=earlier_replies(case), required=False
            )

    def _add_parts(self) -> None:
        grounds = [("", "请选择"), *((code, BY_CODE[code].name) for code in WITHHOLDING)]
        for number in range(1, PARTS + 1):
            self.fields[f"what_{number}"] = line(f"不予公开的部分{number}", required=False)
            self.fields[f"ground_{number}"] = forms.ChoiceField(
                label=f"部分{number}的法定理由", choices=grounds, required=False
            )
            self.fields[f"why_{number}"] = words(f"部分{number}的理由", rows=2, required=False)

    def facts(self) -> ReplyFacts:
        """What was given, for the action."""
        given = self.cleaned_data
        kind = BY_CODE[self.code]
        return ReplyFacts(
            code=self.code,
            facts={fact.name: given[fact.name] for fact in kind.required},
            record=given.get("record"),
            earlier=given.get("earlier"),
            parts=self._parts(),
        )

    def _parts(self) -> list[Part]:
        given = self.cleaned_data
        rows = [
            Part(
                given.get(f"what_{n}", ""), given.get(f"ground_{n}", ""), given.get(f"why_{n}", "")
            )
            for n in range(1, PARTS + 1)
        ]
        return [row for row in rows if row.what or row.ground or row.reason]


def initial_of(reply: Reply | None, code: str) -> dict[str, Any]:
    """What a draft of the same kind has already."""
    if reply is None or reply.code != code:
        return {}
    found: dict[str, Any] = {**reply.facts, "record": reply.record_id, "earlier": reply.earlier_id}
    for part in reply.parts.all():
        found[f"what_{part.order}"] = part.what
        found[f"ground_{part.order}"] = part.ground
        found[f"why_{part.order}"] = part.reason
    return found


def _supplies(case: Application) -> Any:
    """Records of the town that may be handed over: not withheld, not ended."""
    return (
        Record.objects.filter(town_id=case.town_id, versions__publicity="on_request")
        .exclude(state__in=["withdrawn", "expired"])
        .distinct()
        .prefetch_related("versions")
        .order_by("-id")
    )
