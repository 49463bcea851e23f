"""What a form of a letter is made of."""

from dataclasses import dataclass

from gongkai.rules.tables import Row


@dataclass(frozen=True)
class Field:
    """A place in a text, written ``{name}``; filled by the product, never typed into a letter.

    says: what stands there. example: of an invented case, for the preview. must: no text of the
    form may leave it out. optional: it may be empty, and then its whole paragraph is not printed.
    """

    name: str
    says: str
    example: str
    must: bool = False
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class LetterForm(Row):
    """A form: its title, its fields, its packaged text and the words that close it.

    to: applicant, third_party, agency or unit. law: the provision that it cites. edition counts
    the packaged texts. slip: the letter has a page on which the addressee answers. decision: the
    sentence that says what was decided, of a reply. closing is printed after the text, and for a
    reply after the remedy.
    """

    to: str
    fields: tuple[Field, ...]
    text: str
    closing: str
    law: str = ""
    edition: int = 1
    slip: bool = False
    decision: str = ""

    @property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @property
    def must(self) -> tuple[str, ...]:
        """The fields that no text may leave out."""
        return tuple(field.name for field in self.fields if field.must)
