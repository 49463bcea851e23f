"""Applications for disclosure (依申请公开), Art. 27 to 45, as pure rules (handbook 2)."""

from datetime import date
from typing import Final

REGULATION: Final = "《政府信息公开条例》"
"""As letters and explanations cite it (国务院令第711号)."""

IN_FORCE: Final = date(2019, 5, 15)


def article(provision: str) -> str:
    """Cite a provision of the Regulation, as ``第三十三条``."""
    return f"{REGULATION}{provision}"
