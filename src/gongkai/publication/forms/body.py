"""The text box of a body, which ``editor.js`` makes an editor; without it, it holds the HTML."""

import json
from typing import Any

from django import forms


class BodyInput(forms.Textarea):
    """``files``: the addresses of the pictures by name; ``addresses``: where the editor asks."""

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 16, "data-editor": "", "spellcheck": "false"})

    def serve(self, files: dict[str, str], **addresses: str) -> None:
        """Say where pictures are, and where the editor sends what is pasted or uploaded."""
        self.attrs["data-files"] = json.dumps(files, ensure_ascii=False)
        self.attrs |= {f"data-{name}": address for name, address in addresses.items()}

    def use_required_attribute(self, initial: Any) -> bool:
        """The hidden text box behind the editor could not say that it is missing."""
        return False
