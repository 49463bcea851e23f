"""Commands that answer line by line: UTF-8 in and out, each answer sent at once."""

import json
import sys
from collections.abc import Callable


def answer_lines(answer: Callable[[str], str]) -> None:
    """Answer every line of standard input with one line of JSON; no line stops the others."""
    write_utf8()
    for raw in sys.stdin.buffer:
        try:
            line = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            said = json.dumps({"error": "这一行不是 UTF-8 编码的文字。"}, ensure_ascii=False)
        else:
            said = answer(line)
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()


def write_utf8() -> None:
    """Print UTF-8 whatever the locale says: half of our readers are programs."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")
