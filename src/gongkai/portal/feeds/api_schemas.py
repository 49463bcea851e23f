"""What each JSON file of the tree holds, as JSON Schema (2020-12). Pure.

Every key that a format promises is required; further ones may come under the same number
(``docs/feeds.md``), so none is forbidden.
"""

from typing import Any, Final

from gongkai.portal.feeds.data import CATALOGUE_FORMAT, LIST_FORMAT
from gongkai.portal.feeds.district import CHANGES_FORMAT
from gongkai.portal.rendering.data import JSON_FORMAT

Schema = dict[str, Any]


def _kept(about: str, **properties: Schema) -> Schema:
    """An object all of whose named keys are always there."""
    return {
        "type": "object",
        "description": about,
        "required": list(properties),
        "properties": properties,
    }


def _text(about: str = "", **more: Any) -> Schema:
    return {"type": "string", **({"description": about} if about else {}), **more}


def _whole(about: str = "", least: int = 0) -> Schema:
    return {"type": "integer", "minimum": least, **({"description": about} if about else {})}


def _many(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _maybe(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


def _named(key: str) -> Schema:
    return _maybe(_kept("", **{key: _text(), "name": _text()}))


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_MOMENT: Final = _text("带时区的时间（ISO 8601）", format="date-time")
_DIGEST: Final = _text("算法:十六进制", pattern="^[a-z0-9-]+:[0-9a-f]+$")
_IDENTITY: Final = _text("同一条信息始终不变的标识", pattern="^urn:uuid:[0-9a-f-]{36}$")
_PAGE: Final = {"anyOf": [{"const": "newest"}, _whole("页码，从最早的一页数起", 1)]}
_NEIGHBOUR: Final = _maybe(_text("同一目录下的文件名"))

_PUBLIC: Final = _kept(
    "公开中的信息",
    format={"const": JSON_FORMAT},
    state={"const": "public"},
    index_number=_text("索引号"),
    published_at={**_MOMENT, "description": "首次公开"},
    released_at={**_MOMENT, "description": "现在这一版公开"},
    release=_whole("本镇发布的序号", 1),
    change_note=_text("最近一次更正说明"),
    corrections=_many(_kept("", at=_MOMENT, release=_whole(), note=_text())),
    stage=_text("五公开环节，没有的为空"),
    matter=_named("slug"),
    relations=_many(
        _kept(
            "与其他信息的关系",
            kind={"enum": ["interprets", "based_on", "replaces", "corrects"]},
            named_by={"enum": ["this", "other"]},
            title=_text(),
            record=_text(),
            url=_text(),
        )
    ),
    unit=_text("单位代码"),
    field=_named("code"),
    item=_named("identity"),
    digest=_DIGEST,
    content=_kept(
        "摘要值所依据的内容：键排序、不留空白、UTF-8 编码以后可以重新计算",
        index_number=_text(),
        unit=_text(),
        item=_maybe(_text()),
        no_item_reason=_text(),
        title=_text(),
        metadata={"type": "object"},
        body=_text(),
        attachments=_many(_kept("", name=_text(), digest=_DIGEST)),
    ),
    files=_many(
        _kept(
            "附件，和标明 inline 的正文图片",
            name=_text(),
            path=_text("相对于本文件"),
            media_type=_text(),
            bytes=_whole(),
            pages=_maybe(_whole()),
            digest=_DIGEST,
        )
    ),
)
_GONE: Final = _kept(
    "已经撤下或者公开期满的信息：只说明经过，没有内容",
    format={"const": JSON_FORMAT},
    state={"enum": ["withdrawn", "expired"]},
    index_number=_text(),
    withdrawn_at=_MOMENT,
    reason=_text(),
    words=_text(),
    successor=_text("代替它的信息，没有的为空"),
)
_LINE: Final = _kept(
    "一条信息",
    id=_IDENTITY,
    address=_text("网页在本镇之下的地址"),
    data=_text("数据在本镇之下的地址"),
    index_number=_text(),
    title=_text(),
    summary=_text(),
    document_number=_text(),
    issuer=_text(),
    unit=_text(),
    field=_maybe(_text()),
    item=_maybe(_text()),
    validity=_text(),
    published_at=_MOMENT,
    released_at=_MOMENT,
)
_LIST: Final = _kept(
    "列表的一页，新的在前",
    format={"const": LIST_FORMAT},
    town=_text(),
    list=_text(),
    name=_text(),
    page=_PAGE,
    older=_NEIGHBOUR,
    newer=_NEIGHBOUR,
    records=_many(_LINE),
)
_LIST["properties"]["shown"] = _whole("列表里一共有多少条；只在最新一页")
_ITEM: Final = _kept(
    "一个公开事项",
    **{name: _text() for name in ("identity", "address", "field", "level1", "level2")},
    elements=_many(_text()),
    **{name: _text() for name in ("basis", "time_limit", "publisher")},
    channels=_many(_text()),
    audience=_text(),
    mode=_text(),
    levels=_many(_text()),
    units=_many(_text("单位代码")),
    to_check={"type": "boolean", "description": "还没有与来源核对"},
)
_CHANGE: Final = _kept(
    "一次变动，写下以后不再改变",
    number=_whole("从1起，不跳号", 1),
    kind={"enum": ["released", "corrected", "withdrawn"]},
    at=_MOMENT,
    id=_IDENTITY,
    index_number=_text(),
    release=_whole(),
    page=_text(format="uri"),
    data=_text(format="uri"),
)
SCHEMAS: Final[dict[str, Schema]] = {
    "Record": {"oneOf": [_PUBLIC, _GONE]},
    "List": _LIST,
    "Changes": _kept(
        "变动记录的一页，新的在前",
        format={"const": CHANGES_FORMAT},
        town=_text(),
        page=_PAGE,
        older=_NEIGHBOUR,
        newer=_NEIGHBOUR,
        changes=_many(_CHANGE),
    ),
    "Catalogue": _kept(
        "施行中的标准目录",
        format={"const": CATALOGUE_FORMAT},
        town=_text(),
        edition=_maybe(_text()),
        effective_from=_maybe(_text(format="date")),
        items=_many(_ITEM),
    ),
    "Datasets": {
        "type": "object",
        "description": "数据目录（DCAT 3，JSON-LD）",
        "required": ["@context", "@id", "@type", "dcat:dataset"],
        "properties": {"@type": {"const": "dcat:Catalog"}, "dcat:dataset": _many(_kept(""))},
    },
    "Description": _kept(
        "本说明", openapi=_text(), info=_kept(""), paths=_kept(""), components=_kept("")
    ),
    "Suggestions": _kept(
        "最多8条",
        suggestions={
            **_many(
                _kept(
                    "",
                    text=_text(),
                    kind=_text("事项、文号或者标题"),
                    url=_text("信息在本镇之下的地址；事项没有"),
                )
            ),
            "maxItems": 8,
        },
    ),
}
"""By name, as the description has them."""


def answer_of(name: str, media_type: str = "application/json") -> dict[str, Any]:
    """The answer 200 that holds such a value."""
    about = SCHEMAS[name].get("description", "信息的数据")
    return {"description": about, "content": {media_type: {"schema": _ref(name)}}}
