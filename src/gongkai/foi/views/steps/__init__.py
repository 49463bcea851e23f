"""Every step of a case as a page: which form, what it says, what it does.

``STEPS`` maps the address to a ``StepPage``; ``verb`` is that of the table of states, so that the
case page shows what is possible now and why the rest is not. Their order is that of the page.
"""

from gongkai.foi.views.steps import asking, beginning, beside, ending, excess, extending
from gongkai.foi.views.steps.page import StepPage

STEPS: dict[str, StepPage] = {
    name: page
    for part in (beginning, asking, extending, excess, ending, beside)
    for name, page in part.STEPS.items()
}

__all__ = ["STEPS", "StepPage"]
