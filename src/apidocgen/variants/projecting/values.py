"""Values follow schemas: an example loses what the schema of its place hides.

The projection goes through maps, arrays, compositions and references. What depends on a hidden
schema never shows: a key that only hidden schemas declare, an item where a hidden schema stands,
a value of a hidden ``enum`` entry, and a value that fits no visible member of a choice that has
hidden ones. Keys that no schema in their place knows stay, unless a hidden property has that name
and no visible one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.variants.composition import Applying, Composition
from apidocgen.variants.enums import text_of
from apidocgen.variants.fellows import Fellows
from apidocgen.variants.gone import GONE
from apidocgen.variants.losses import Losses
from apidocgen.variants.naming import required_names
from apidocgen.variants.projecting.choosing import Choosing
from apidocgen.variants.projecting.expected_shapes import (
    has_items,
    has_parts,
    has_place,
    takes_no_list,
    takes_text,
)
from apidocgen.variants.projecting.governing import Governing, all_of
from apidocgen.variants.projecting.hidden_words import HiddenWords, hidden_words
from apidocgen.variants.projecting.likely import Likely
from apidocgen.variants.projecting.narrowing import Narrowing
from apidocgen.variants.projecting.untold import Untold
from apidocgen.variants.spellings import mentioned, mentions_any
from apidocgen.variants.written_data import read_json, write_json

_WRITTEN_OUT = re.compile(r"^\s*<|\w=|\S\s*\n")  # XML, a form, lines of CSV or JSON
_AROUND_A_VALUE = frozenset({"name", "summary", "description", "value", "externalValue"})


_Inside = Callable[[Any, Applying, Collection[Any]], Any]
"""Projects what is in a value, under what applies to it and the schemas that lead there."""


class Projector:
    """Projects values for one audience."""

    def __init__(
        self, composition: Composition, losses: Losses, fellows: Fellows, likely: Likely
    ) -> None:
        self.governing = Governing(composition)
        """Which schemas are those of the parts of a value."""
        self._composition = composition
        self._losses = losses
        self._shrunk = losses.shrunk
        self._secret_names = losses.secret_names
        self._words: dict[int, tuple[Applying, HiddenWords]] = {}
        self._choosing = Choosing(composition, losses, likely)
        self._narrowing = Narrowing(composition, likely)
        self._untold = Untold(self.governing, self._narrowing, losses)
        self._fellows = fellows

    def project(self, value: Any, schemas: Collection[Any], hidden: Collection[Any] = ()) -> Any:
        """The value as an audience sees it under all of these schemas.

        ``hidden`` are schemas that apply too, and that the audience does not see. Returns the
        very same object when nothing is hidden in it, GONE when nothing remains.
        """
        if not hidden and all(id(schema) not in self._shrunk for schema in schemas):
            return self._without_secrets(value)
        applying = self.governing.together(schemas, hidden)
        if not applying.visible and applying.hidden:
            return GONE
        return self._projected(value, applying, schemas, always=hidden)

    def project_own(self, value: Any, schema: Tree) -> Any:
        """A value that stands in a schema itself, as an audience sees it.

        It is a value of this schema and of all around it that apply in place, but it tells
        nothing of other branches of a choice in which the schema stands.
        """
        tops = self._composition.inline_tops(schema)
        beside = self.beside(schema)
        around = self._composition.around(schema)
        if beside:
            told = self.governing.together([*around.visible, *beside], around.hidden)
            return self._projected(value, told, [schema], starts=[*tops, *beside])
        return self._projected(value, around, [schema], starts=tops)

    def beside(self, schema: Tree) -> list[Tree]:
        """What other schemas say of the member that a schema describes, if they hide anything."""
        found = self._fellows.beside(schema)
        return found if any(id(each) in self._shrunk for each in found) else []

    def _projected(
        self,
        value: Any,
        applying: Applying,
        roots: Collection[Any],
        starts: Collection[Any] = (),
        always: Collection[Any] = (),
    ) -> Any:
        if isinstance(value, str) and self._is_written_out(value, applying):
            return self._serialized(value, applying, roots)
        if isinstance(value, list) and takes_no_list(all_of(applying)):
            return self._each(value, applying, roots, starts, always)
        if isinstance(value, dict) and self._is_wrapper(value, applying):
            return self._wrapped(value, applying, roots, starts, always)
        applying, roots = self._of_its_kind(value, applying, roots)
        given = (*starts, *roots)
        narrowed, untold = self._narrowing.narrowed(value, applying, given, always)
        if self._is_hidden(value, narrowed, roots):
            return GONE
        kept = self._way_inside(value, narrowed)(value, narrowed, roots)
        return kept if untold is None else self._untold.without_members(kept, untold, applying)

    def _is_written_out(self, text: str, applying: Applying) -> bool:
        """Whether a text is a value as it is sent, and not meant as a text.

        Where both may be meant, JSON and XML are taken for such a value.
        """
        if not takes_text(applying.visible):
            return True
        parted = filter(has_parts, applying.visible)
        may_hide = any(id(schema) in self._shrunk for schema in parted)
        return may_hide and (read_json(text) is not None or text.lstrip()[:1] == "<")

    def _way_inside(self, value: Any, applying: Applying) -> _Inside:
        """What projects that which is in a value.

        It is only chosen here: values may be nested so deep that each call on the way counts.
        """
        content = [each["contentSchema"] for each in applying.visible if "contentSchema" in each]
        if any(id(schema) in self._shrunk for schema in content):
            return self._content
        if (
            not isinstance(value, list)
            and value is not None
            and self.governing.items_alone(applying)
        ):
            return self._as_item
        if isinstance(value, dict):
            return self._object
        if isinstance(value, list):
            return self._array if any(map(has_items, all_of(applying))) else self._each
        return _itself

    def _as_item(self, value: Any, applying: Applying, _: Collection[Any]) -> Any:
        """What stands where a list is wanted, and is taken for one of its items."""
        items = self.governing.items_alone(applying)
        return self.project(value, *items) if items else value

    def _each(
        self,
        value: list[Any],
        applying: Applying,
        roots: Collection[Any],
        starts: Collection[Any] = (),
        always: Collection[Any] = (),
    ) -> Any:
        """Several values where one is expected: each is taken for one."""
        kept = [self._projected(item, applying, roots, starts, always) for item in value]
        if all(a is b for a, b in zip(kept, value, strict=True)):
            return value
        return [item for item in kept if item is not GONE] or GONE

    def _of_its_kind(
        self, value: Any, applying: Applying, roots: Collection[Any]
    ) -> tuple[Applying, Collection[Any]]:
        """What applies, and what leads to it, with the schemas that the value names as its kind."""
        known = 0
        while isinstance(value, dict) and known != len(applying.visible):
            known = len(applying.visible)
            named = (self._composition.named(value, schema) for schema in applying.visible)
            kinds = {id(kind): kind for kind in named if kind is not None}
            if kinds.keys() <= {id(schema) for schema in applying.visible}:
                break
            roots = (*roots, *kinds.values())
            applying = self.governing.together(
                (*applying.visible, *kinds.values()), applying.hidden
            )
        return applying, roots

    def _without_secrets(self, value: Any) -> Any:
        """A value under schemas that hide nothing."""
        if not self._secret_names or not isinstance(value, dict | list):
            return value
        kept: Any
        if isinstance(value, list):
            kept = [self._without_secrets(item) for item in value]
            same = all(a is b for a, b in zip(kept, value, strict=True))
        else:
            secret = self._secret_names
            kept = {k: self._without_secrets(v) for k, v in value.items() if k not in secret}
            same = len(kept) == len(value) and all(kept[key] is value[key] for key in kept)
        return value if same else kept

    def _is_hidden(self, value: Any, applying: Applying, roots: Collection[Any]) -> bool:
        visible = applying.visible
        if any(self._composition.names_gone(value, schema) for schema in visible):
            return True
        asked = (*visible, *filter(self._losses.is_without_values, applying.hidden))
        hiding = [schema for schema in asked if self._is_hidden_value(value, schema)]
        if hiding and not self._choosing.is_of_others(value, hiding, roots):
            return True
        return self._choosing.chose_hidden(value, visible, roots)

    def _is_hidden_value(self, value: Any, schema: Tree) -> bool:
        hidden = self._losses.hidden_values(schema)
        return bool(hidden) and text_of(value) in hidden

    def _content(self, value: Any, applying: Applying, _: Collection[Any]) -> Any:
        """A text that may hold a document of its own (JSON Schema 2020-12 validation, 8.5).

        Examples often have that document itself.
        """
        inner = [each["contentSchema"] for each in applying.visible if "contentSchema" in each]
        document = read_json(value) if isinstance(value, str) else value
        if document is not None and len(inner) > 1:  # one of a branch of which the value is not
            inner = [each for each in inner if self._narrowing.may_be(document, each)] or inner
        for schema in inner:
            applying = self.governing.together([schema])
            if isinstance(value, str):
                value = self._serialized(value, applying, [schema])
            elif value is not GONE:
                value = self._projected(value, applying, [schema])
        return value

    def _serialized(self, text: str, applying: Applying, roots: Collection[Any]) -> Any:
        """A value as it is sent, in JSON, XML, a form: a text where no text is expected.

        JSON is projected and written anew. Of anything else nothing remains if it mentions a
        name or a value that is hidden.
        """
        value = read_json(text)
        if value is None:
            is_hidden = self._mentions_hidden(text, applying) or (
                not _WRITTEN_OUT.search(text) and self._choosing.hides_a_text(applying.visible)
            )
            return GONE if is_hidden else text
        kept = self._projected(value, applying, roots)
        if kept is GONE or kept is value:
            return GONE if kept is GONE else text
        return write_json(kept, text)

    def _mentions_hidden(self, text: str, applying: Applying) -> bool:
        known = self._words.get(id(applying))
        if known is None:
            words = hidden_words(applying, self._composition, self._losses)
            known = self._words[id(applying)] = applying, words
        words = known[1]
        if mentions_any(text, words.anywhere):
            return True
        found = mentioned(text, words.inside.keys())
        return any(mentions_any(text, words.inside[word]) for word in found)

    def _under_its_branch(
        self, value: Tree, key: str, applying: Applying, roots: Collection[Any]
    ) -> Any:
        """A member that some branch of a choice hides: perhaps the value is of another one.

        That one must list it, or it would show what the first one hides.
        """
        meant = self._choosing.meant(value, roots)
        within = tuple(schema for schema in applying.visible if id(schema) in meant)
        if len(within) == len(applying.visible):
            return GONE
        shown, hidden = self.governing.members(key, Applying(within, applying.hidden))
        if not self._choosing.lists(value[key], shown):
            return GONE
        return self.project(value[key], shown, hidden)

    def _wrapped(
        self,
        value: Tree,
        applying: Applying,
        roots: Collection[Any],
        starts: Collection[Any],
        always: Collection[Any],
    ) -> Any:
        """An object around values of the schemas that apply: each of its parts is taken for one."""
        kept: Tree = {}
        parts = 0
        for key, item in value.items():
            seen = item
            if isinstance(item, dict | list) or (isinstance(item, str) and read_json(item)):
                parts += 1
                seen = self._projected(item, applying, roots, starts, always)
            if key not in self._secret_names and seen is not GONE:
                kept[key] = seen
            parts -= seen is GONE
        if not parts:
            return GONE
        same = len(kept) == len(value) and all(kept[key] is value[key] for key in kept)
        return value if same else kept

    def _is_wrapper(self, value: Tree, applying: Applying) -> bool:
        """Whether an object is none that the schemas describe, but perhaps has such ones in it.

        ``{value: …}`` as in an Example Object, examples by name or by media type.
        """
        names = self.governing.names(applying)
        strange = value.keys() - names
        if not names or not any(isinstance(value[key], dict | list | str) for key in strange):
            return False
        around = "value" in strange and _AROUND_A_VALUE.issuperset(value)
        return (around or len(strange) == len(value)) and any(
            isinstance(value[key], dict | list) or read_json(value[key]) for key in strange
        )

    def _object(self, value: Tree, applying: Applying, roots: Collection[Any]) -> Any:
        kept: Tree = {}
        changed = False
        for key, item in value.items():
            if key in self._secret_names:
                changed = True
                continue
            known = self.governing.members(key, applying)
            seen = self.project(item, *known)
            if seen is GONE and known[0]:
                seen = self._under_its_branch(value, key, applying, roots)
            if seen is GONE and known[0] and _is_required(key, applying.visible):
                return GONE  # what else it says is said of what the hidden value stands for
            if seen is not GONE:
                kept[key] = seen
            changed = changed or seen is not item
        return kept if changed else value

    def _array(self, value: list[Any], applying: Applying, _: Collection[Any]) -> Any:
        kept: list[Any] = []
        containing = [schema["contains"] for schema in applying.visible if "contains" in schema]
        for position, item in enumerate(value):
            known = self.governing.items(position, applying)
            for schema in containing:
                if self._narrowing.fits(item, schema):
                    known[self._composition.is_gone(schema)].append(schema)
            seen = self.project(item, *known)
            if seen is GONE and known[0] and has_place(position, applying.visible):
                return GONE  # what follows would move into another place
            if seen is not GONE:
                kept.append(seen)
        same = len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True))
        return value if same else kept


def _itself(value: Any, _: Applying, __: Collection[Any]) -> Any:
    """A scalar, in which nothing is."""
    return value


def _is_required(key: str, schemas: Iterable[Tree]) -> bool:
    return any(key in required_names(schema) for schema in schemas)
