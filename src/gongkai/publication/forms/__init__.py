"""Forms of drafting."""

from gongkai.publication.forms.draft import CreateForm, DraftForm, initial_of
from gongkai.publication.forms.files import AttachForm, ImportForm
from gongkai.publication.forms.filing import FilingForm
from gongkai.publication.forms.lists import RecordFilterForm
from gongkai.publication.forms.relations import LinkFormSet, initial_links

__all__ = [
    "AttachForm",
    "CreateForm",
    "DraftForm",
    "FilingForm",
    "ImportForm",
    "LinkFormSet",
    "RecordFilterForm",
    "initial_links",
    "initial_of",
]
