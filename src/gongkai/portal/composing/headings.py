"""What the lists are called that the law or a table of the house names."""

from gongkai.portal.filing import TABLES_OF
from gongkai.rules import columns, themes
from gongkai.rules.legal_basis import PROACTIVE


def heading_by_law(kind: str, key: str) -> str:
    """The heading of a list by legal basis, theme, year or column; empty for another kind."""
    if kind == "basis":
        return PROACTIVE.get(key, TABLES_OF).name
    if kind == "theme":
        return themes.label(key, TABLES_OF).replace("\\", "：")
    if kind == "column":
        return columns.TABLE.get(key, TABLES_OF).name
    return f"{key}年公开的信息" if kind == "year" else ""


def about_list(kind: str, key: str) -> str:
    """A sentence on what stands in such a list; empty where the heading says it."""
    if kind == "basis":
        return (
            f"《政府信息公开条例》{PROACTIVE.get(key, TABLES_OF).article}规定应当主动公开的内容。"
        )
    if kind == "column":
        return f"{columns.TABLE.get(key, TABLES_OF).about}。"
    return ""
