"""What a template needs to lay out a schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from apidocgen.reference.constraints import Fact
from apidocgen.reference.type_words import Word

EMPTY = Markup()


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value of an enumeration, and what it means."""

    code: str
    description: Markup = EMPTY
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class KindView:
    """A schema that includes another one, and the values of a property that tell it is meant."""

    values: tuple[str, ...]
    schema: Word


@dataclass(frozen=True, slots=True)
class Cut:
    """A part that is too large for the page it belongs to and has one of its own.

    ``owner`` names the schema it is part of, or is the address of the part it is part of.
    """

    address: str
    title: str
    schema: Any
    owner: str = ""


@dataclass(frozen=True, slots=True)
class SchemaView:
    """A schema: what kind of value, what is demanded of it, what is inside.

    ``marks`` are short words such as "deprecated" or "read-only". ``elsewhere`` is the address
    of the page that shows what is left out here, empty if nothing is; ``recursive`` says that it
    is left out because the schema contains itself. ``kinds`` are schemas that include this one
    and are told apart by the property ``by``. ``docs`` is a web address with its words. ``cuts``
    are the parts, however deep, that have pages of their own.
    """

    type: str
    name: Word | None = None
    nullable: bool = False
    marks: tuple[str, ...] = ()
    title: str = ""
    description: Markup = EMPTY
    facts: tuple[Fact, ...] = ()
    values: tuple[ValueView, ...] = ()
    examples: tuple[str, ...] = ()
    includes: tuple[Word, ...] = ()
    fields: tuple[FieldView, ...] = ()
    parts: tuple[PartView, ...] = ()
    by: str = ""
    kinds: tuple[KindView, ...] = ()
    docs: tuple[str, str] = ("", "")
    elsewhere: str = ""
    recursive: bool = False
    cuts: tuple[Cut, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether there is something inside to show."""
        return bool(self.fields or self.parts)

    @property
    def has_notes(self) -> bool:
        """Whether there is more to say below the description."""
        said = self.values or self.includes or self.by or self.docs[0] or self.elsewhere
        return bool(said)


@dataclass(frozen=True, slots=True)
class FieldView:
    """A property: ``anchor`` is its step of the id."""

    name: str
    anchor: str
    required: bool
    schema: SchemaView


@dataclass(frozen=True, slots=True)
class PartView:
    """A schema inside another that is no property: items, an alternative, a condition.

    ``kind`` is "items", "option" or "rule"; ``group`` is said before the first of several. An
    alternative holds when the property ``by`` has one of the values ``when``. ``is_name`` says
    that the label is the document's own and no fixed text.
    """

    label: str
    anchor: str
    kind: str
    schema: SchemaView
    group: str = ""
    by: str = ""
    when: tuple[str, ...] = ()
    is_name: bool = False
