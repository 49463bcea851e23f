"""The description of all that programs can ask of a town's public host: OpenAPI 3.1, pure.

It stands in the tree beside what it describes (``api/openapi.json``) and is made from the same
addresses and formats; a test compares both.
"""

from typing import Any, Final

from gongkai.portal import addresses as at
from gongkai.portal.feeds.api_schemas import SCHEMAS, answer_of
from gongkai.portal.feeds.facts import FeedSite
from gongkai.portal.plain_json import to_json
from gongkai.rules import columns

VERSION: Final = "1"
_HTML: Final = {"text/html": {"schema": {"type": "string"}}}
_RESPONSES: Final = {
    "Missing": {"description": "没有这个文件", "content": _HTML},
    "Gone": {"description": "这条信息已经撤下，不再提供", "content": _HTML},
    "Unreadable": {"description": "问的内容无法识别", "content": _HTML},
    "TooOften": {
        "description": "问得太密，请按 Retry-After 的秒数等一等",
        "headers": {"Retry-After": {"required": True, "schema": {"type": "integer"}}},
        "content": _HTML,
    },
}
_PARAMETERS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "slug": ("代码，见列表", {"type": "string", "pattern": "^[a-z0-9-]+$", "maxLength": 80}),
    "code": ("代码", {"type": "string", "pattern": "^[0-9A-Za-z-]{1,20}$"}),
    "year": ("首次公开的年份", {"type": "integer", "minimum": 1949, "maximum": 2199}),
    "identity": ("公开事项的标识", {"type": "string", "format": "uuid"}),
    "page": ("页码，从最早的一页数起", {"type": "integer", "minimum": 1, "maximum": 999_999}),
}
_LISTS: Final = (
    (at.ALL, "全部公开信息", ""),
    (at.field_list("{code}"), "一个领域的信息", "code"),
    (at.unit_list("{slug}"), "一个单位的信息", "slug"),
    (at.item_list("{identity}"), "一个公开事项的信息", "identity"),
    (at.matter_list("{slug}"), "一件事的信息", "slug"),
    (at.basis_list("{code}"), "一项法定公开依据的信息", "code"),
    (at.theme_list("{code}"), "一个主题的信息", "code"),
    ("year:{year}", "一年里首次公开的信息", "year"),
)


def description(site: FeedSite) -> bytes:
    """The description, with the names and the address of one town."""
    return to_json(
        {
            "openapi": "3.1.0",
            "info": {
                "title": f"{site.name}数据接口",
                "version": VERSION,
                "description": (
                    "公开信息供程序读取，不用申请、不用密钥。格式的号码不变，已有的内容就不变；"
                    "可能增加新的内容，不认识的请略过。请用 If-None-Match，没有变动时不重复下载。"
                ),
            },
            "servers": [{"url": site.address.removesuffix("/")}],
            "paths": paths(),
            "components": {"schemas": SCHEMAS, "responses": _RESPONSES},
        }
    )


def paths() -> dict[str, Any]:
    """Every address that answers with JSON, below the town's, with what it answers."""
    found: dict[str, Any] = {}
    record = f"/{at.record_address('{slug}')}record.json"
    found[record] = _file("一条信息的数据", "Record", "slug", gone=True)
    for name, about, key in (*_LISTS, *_columns()):
        folder = f"/{at.list_address(name)}"
        found[f"{folder}list.json"] = _file(f"{about}：最新一页", "List", key)
        found[f"{folder}page-{{page}}.json"] = _file(f"{about}：存档的一页", "List", key, "page")
    newest, archived = at.changes_pages(0)[0], "/changes/page-{page}.json"
    found[f"/{at.address_of(newest)}"] = _file("变动记录：最新一页", "Changes")
    found[archived] = _file("变动记录：存档的一页", "Changes", "page")
    found[f"/{at.address_of(at.ITEMS_DATA)}"] = _file("标准目录", "Catalogue")
    found[f"/{at.address_of(at.DATASETS)}"] = _file(
        "数据目录", "Datasets", media_type="application/ld+json"
    )
    found[f"/{at.address_of(at.API)}"] = _file("本说明", "Description")
    found["/search/suggest/"] = _suggesting()
    return found


def _columns() -> list[tuple[str, str, str]]:
    return [(at.column_list(row.code), row.name, "") for row in columns.TABLE.rows]


def _file(
    about: str,
    schema: str,
    *keys: str,
    gone: bool = False,
    media_type: str = "application/json",
) -> dict[str, Any]:
    """A file of the tree. keys: the parts of its address, "" for none."""
    answers = {"200": answer_of(schema, media_type), "404": _answer("Missing")}
    if gone:
        answers["410"] = _answer("Gone")
    get: dict[str, Any] = {"summary": about, "responses": answers}
    given = [_in_path(key) for key in keys if key]
    return {"get": {**get, **({"parameters": given} if given else {})}}


def _in_path(key: str) -> dict[str, Any]:
    about, schema = _PARAMETERS[key]
    return {"name": key, "in": "path", "required": True, "description": about, "schema": schema}


def _suggesting() -> dict[str, Any]:
    words = {"name": "q", "in": "query", "schema": {"type": "string"}, "description": "已输入的字"}
    answers = {
        "200": answer_of("Suggestions"),
        "400": _answer("Unreadable"),
        "429": _answer("TooOften"),
    }
    about = "边输入边给的建议：事项、文号、标题"
    return {"get": {"summary": about, "parameters": [words], "responses": answers}}


def _answer(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/responses/{name}"}
