"""A town whose citizens apply on the web, and one citizen with a browser that runs no script."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from foi.world import Office, at
from gongkai.foi.models import Application

DAY = "2026-09-18"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_QUESTION = re.compile(r"([一二三四五六七八九])加([一二三四五六七八九])等于几")
_CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){2}")


def typed(**values: str) -> dict[str, str]:
    """What somebody types into the form."""
    given = {
        "description": "2025年农村公路养护资金的分配方案",
        "feature": "",
        "form": "electronic",
        "route": "email",
        "kind": "natural",
        "name": "王示例",
        "id_type": "resident_id",
        "id_number": "370211199001010011",
        "phone": "13800000001",
        "email": "wang@example.com",
    }
    return {**given, **values}


@dataclass
class Citizen:
    """Goes through the pages as a browser without script does: with what each page carries."""

    client: Client
    slug: str
    files: dict[str, Any] = field(default_factory=dict)

    def get(self, path: str, **given: str) -> HttpResponse:
        return self.client.get(f"/{self.slug}/{path}", given)  # type: ignore[return-value]

    def post(self, path: str, given: dict[str, Any]) -> HttpResponse:
        return self.client.post(f"/{self.slug}/{path}", given)  # type: ignore[return-value]

    def preview(self, **values: str) -> dict[str, str]:
        """What the preview carries, with the right answer to its question."""
        page = self.post("apply/", typed(**values)).content.decode()
        return carried(page)

    def apply(self, **values: Any) -> tuple[Application, str]:
        """An application sent, and its code."""
        extra = {name: values.pop(name) for name in ("proof", "agree") if name in values}
        page = self.post("apply/send/", {**self.preview(**values), **extra}).content.decode()
        code = _CODE.search(page)
        assert code, page
        return Application.objects.latest("id"), code.group()

    def enter(self, case: Application, code: str) -> None:
        """Number and code typed in."""
        answer = self.post("status/", {"number": case.number, "code": code})
        assert answer.status_code == 303, answer.content.decode()


def carried(page: str) -> dict[str, str]:
    """The hidden fields of a preview and the answer to its question."""
    found = dict(_HIDDEN.findall(page))
    question = _QUESTION.search(page)
    assert question, page
    left, right = ("零一二三四五六七八九".index(sign) for sign in question.groups())
    return {**found, "answer": str(left + right)}


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    """A town with an Office, on a Friday in September."""
    with at(DAY):
        yield Office()


@pytest.fixture
def citizen(office: Office, public_client: Client, monkeypatch: pytest.MonkeyPatch) -> Citizen:
    """A citizen of the office's town, quicker than people are."""
    monkeypatch.setattr("gongkai.foi.public.forms.QUICKEST", 0)
    return Citizen(public_client, office.town.slug)
