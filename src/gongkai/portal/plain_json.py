"""JSON as every file of the tree spells it. Pure.

A member of the outermost object on each line, and each element of a list of objects: so two
editions of a file can be compared line by line. Indented any deeper it would be written by the
slow half of the standard library, which a full build feels.
"""

import json
from collections.abc import Mapping
from typing import Any

_compact = json.JSONEncoder(ensure_ascii=False).encode


def to_json(value: Mapping[str, Any]) -> bytes:
    """An object as bytes, with a line end."""
    lines = (f" {_compact(key)}: {_spread(part)}" for key, part in value.items())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _spread(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n  " + ",\n  ".join(map(_compact, value)) + "\n ]"
    return _compact(value)
