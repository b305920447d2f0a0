"""Whether a value is of a hidden member of a choice (``oneOf``, ``anyOf``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.variants.composition import Composition, properties
from apidocgen.variants.constants import demanded
from apidocgen.variants.enums import text_of
from apidocgen.variants.losses import Losses
from apidocgen.variants.projecting.expected_shapes import takes_text
from apidocgen.variants.projecting.fitting import Fitting, Leave, as_list
from apidocgen.variants.projecting.likely import Likely

_Constant = tuple[str, str]
"""The name of a member, empty for the value or its items, and the text of a constant there."""


class _Verdict(IntEnum):
    """What the members of one choice say about a value."""

    VISIBLE = 0
    FITS_NO_VISIBLE = 1
    """What is asked inside a branch that the value does not fit proves nothing."""
    TOLD = 2
    """The value itself tells that it is of a hidden member."""


class Choosing:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, composition: Composition, losses: Losses, likely: Likely) -> None:
        self._composition = composition
        self._losses = losses
        self._fitting = Fitting(composition, losses)
        self._forgiving = Fitting(composition, losses, Leave(hidden=True))
        self._slipping = Fitting(composition, losses, Leave(hidden=True, slips=True))
        self._likely = likely
        self._tolerant = Fitting(composition, losses, Leave(missing=True, types=True, hidden=True))

    def chose_hidden(self, value: Any, visible: Iterable[Tree], roots: Iterable[Any]) -> bool:
        """Whether one of the ``visible`` schemas has a choice of which the value is hidden.

        ``roots`` are the schemas that govern the value and lead to all of these. It is of a
        hidden member if it fits none of the visible ones; also if only hidden ones list a
        constant that it holds. Of ``oneOf``, which allows one member alone, it is of a hidden one
        as well if it has keys that only hidden ones declare, and none that only visible ones do.
        """
        doubtful: list[Tree] = []
        for schema in visible:
            verdict = max(self._judge(value, schema, choice) for choice in CHOICES)
            if verdict is _Verdict.TOLD:
                return True
            if verdict is _Verdict.FITS_NO_VISIBLE:
                doubtful.append(schema)
        if not doubtful:
            return False
        meant = self.meant(value, roots)
        if any(id(schema) in meant for schema in doubtful):
            return True
        theirs = self._named(value, meant.values())
        return any(
            self._named_by(value, self._hidden_members(schema)) and not theirs
            for schema in doubtful
        )

    def hides_a_text(self, visible: Iterable[Tree]) -> bool:
        """Whether a choice of one of these schemas has a hidden member that takes texts."""
        members = (member for schema in visible for member in self._hidden_members(schema))
        return any(takes_text(list(self._reached(member))) for member in members)

    def is_of_others(self, value: Any, hiding: Iterable[Tree], roots: Iterable[Any]) -> bool:
        """Whether a value that some schemas hide is of branches that list it, and not of these."""
        meant = self.meant(value, roots)
        return self.lists(value, meant.values()) and all(id(each) not in meant for each in hiding)

    def lists(self, value: Any, schemas: Iterable[Any]) -> bool:
        """Whether one of these schemas lists a value, and does not hide it."""
        text = text_of(value)
        return any(
            text in demanded(each) and text not in self._losses.hidden_values(each)
            for schema in schemas
            for each in self._composition.applying(schema).visible
        )

    def _judge(self, value: Any, schema: Tree, choice: str) -> _Verdict:
        members = schema.get(choice)
        if value is None or not isinstance(members, list):
            return _Verdict.VISIBLE  # null says nothing of any member
        hidden = [member for member in members if self._gone(member)]
        if not hidden or self._composition.named(value, schema) is not None:
            return _Verdict.VISIBLE
        shown = [member for member in members if not self._gone(member)]
        fitting = [each for each in shown if self._is_of(value, each)]
        fitting = fitting or list(self._named_visible(value, shown, hidden))
        fitting = fitting or self._slipping_visible(value, shown, hidden)
        fitting = fitting or self._likely_visible(value, shown, hidden)
        if not fitting:
            return _Verdict.FITS_NO_VISIBLE
        is_told = self._is_told(value, schema, choice, hidden, fitting)
        return _Verdict.TOLD if is_told else _Verdict.VISIBLE

    def _is_of(self, value: Any, member: Any) -> bool:
        """Whether a value is one of a visible member, also if that hides something of it."""
        return self._forgiving.fits(value, member) or self._likely.fits(value, member)

    def _slipping_visible(self, value: Any, shown: list[Any], hidden: list[Any]) -> list[Any]:
        """The visible members that a value fits but for slips, if it fits no hidden one."""
        if any(self._likely.fits(value, each) for each in hidden):
            return []
        if any(self._likely.has_shape(value, each) for each in hidden):
            return [each for each in shown if self._slipping.fits(value, each)]
        return [each for each in shown if self._tolerant.fits(value, each)]

    def _likely_visible(self, value: Any, shown: list[Any], hidden: list[Any]) -> list[Any]:
        """The visible members that a list is most likely of, if no hidden one is as likely.

        Each of its items must speak for them by itself: others may be of a hidden one.
        """
        if not isinstance(value, list):
            return []
        members = [*shown, *hidden]
        alone = (self._likely.among([item], members, frozenset()) for item in value)
        if any(self._gone(each) for likely in alone for each in likely):
            return []
        likely = self._likely.among(value, members, frozenset())
        return [] if any(map(self._gone, likely)) else likely

    def _named_visible(self, value: Any, shown: list[Any], hidden: list[Any]) -> Iterator[Any]:
        """The visible members that a value tells to be of, though it does not fit them.

        It names such a one by a constant or by a key, and no hidden one.
        """
        plausible = [member for member in shown if self._tolerant.fits(value, member)]
        if not plausible:
            return
        others, unseen = self._named_by(value, hidden), self._names_in(hidden)
        for member in plausible:
            own = self._named_by(value, [member])
            if not others - own and (
                own - others or _has_key_of(value, self._names_in([member]), unseen)
            ):
                yield member

    def _is_told(
        self, value: Any, schema: Tree, choice: str, hidden: list[Any], fitting: list[Any]
    ) -> bool:
        # Of ``anyOf`` a value may be of several: what is hidden of it goes, and the rest stays.
        unsaid = self._composition.hidden_names(schema) if choice == "anyOf" else frozenset()
        telling = without_names(value, unsaid)
        theirs, own = self._named_by(telling, hidden), self._named_by(telling, fitting)
        if theirs - own and not own - theirs:
            return True
        if choice == "anyOf" or self._named_by(value, fitting) - self._named_by(value, hidden):
            return False
        return self._has_keys_of(value, hidden, schema, fitting)

    def meant(self, value: Any, roots: Iterable[Any]) -> dict[int, Tree]:
        """The visible schemas that apply to a value, without branches that it does not fit.

        Where it fits none of the branches, it may be of each.
        """
        found: dict[int, Tree] = {}
        waiting = list(roots)
        while waiting:
            schema = waiting.pop()
            if not isinstance(schema, dict) or id(schema) in found or self._gone(schema):
                continue
            found[id(schema)] = schema
            waiting += self._composition.applicators(schema, without=CHOICES)
            kind = self._composition.named(value, schema)
            if kind is not None:
                waiting.append(kind)
                continue
            for choice in CHOICES:
                shown = [each for each in as_list(schema.get(choice)) if not self._gone(each)]
                fitting = [each for each in shown if self._fitting.fits(value, each)]
                waiting += fitting or shown
        return found

    def _hidden_members(self, schema: Tree) -> list[Any]:
        return [
            member
            for choice in CHOICES
            for member in as_list(schema.get(choice))
            if self._gone(member)
        ]

    def _has_keys_of(self, value: Any, hidden: list[Any], around: Tree, fitting: list[Any]) -> bool:
        """Whether the keys of a value tell hidden members from the visible ones that it fits."""
        if not isinstance(value, dict):
            return False
        theirs, others = self._names_in(hidden), self._names_in(fitting)
        keys = theirs.intersection(value) - self._names_in([around])
        return bool(keys) and others.intersection(value) <= theirs

    def _names_in(self, schemas: Iterable[Any]) -> set[str]:
        """The properties that schemas declare, but for those that are hidden in visible ones."""
        found: set[str] = set()
        for schema in schemas:
            applying = self._composition.applying(schema)
            for each in applying.visible:
                found.update(name for name, inner in properties(each) if not self._gone(inner))
            if self._gone(schema):
                found.update(name for each in applying.hidden for name, _ in properties(each))
        return found

    def _named_by(self, value: Any, members: Iterable[Any]) -> frozenset[_Constant]:
        """The constants of these members that a value has. Those of others, too, tell nothing."""
        return frozenset(held for member in members for held in self._named_by_one(value, member))

    def _named_by_one(self, value: Any, member: Any) -> frozenset[_Constant]:
        named = self._named(value, list(self._reached(member)))
        if not named or not isinstance(value, dict):
            return named
        # A base may list the kinds of all that include it, of which this is one.
        base = self._composition.included(member, gone=True)
        refused = (refused for each in base for refused in _refused(value, each))
        return named.difference(refused)

    def _named(self, value: Any, schemas: Iterable[Tree]) -> frozenset[_Constant]:
        if isinstance(value, dict):
            return frozenset(held for schema in schemas for held in _held(value, schema))
        if isinstance(value, list):
            texts = {text_of(item) for item in value if not isinstance(item, dict | list)}
            items = (schema.get("items") for schema in schemas)
            inner = (each for one in items if isinstance(one, dict) for each in self._reached(one))
            return frozenset(("", text) for each in inner for text in texts & {*demanded(each)})
        text = text_of(value)
        return frozenset(("", text) for schema in schemas if text in demanded(schema))

    def _reached(self, schema: Any) -> Iterator[Tree]:
        applying = self._composition.applying(schema)
        yield from (*applying.visible, *applying.hidden)

    def _gone(self, schema: Any) -> bool:
        return self._composition.is_gone(schema)


def _has_key_of(value: Any, names: set[str], others: set[str]) -> bool:
    """Whether an object has a key that others do not declare, and none that others alone do."""
    if not isinstance(value, dict) or (names - others).isdisjoint(value):
        return False
    return others.intersection(value) <= names


def without_names(value: Any, names: frozenset[str]) -> Any:
    """An object without keys of these names; anything else as it is."""
    if isinstance(value, dict) and not names.isdisjoint(value):
        return {key: item for key, item in value.items() if key not in names}
    return value


def _held(value: Tree, schema: Tree) -> Iterator[_Constant]:
    """The members of a value that a schema lists, with what they are."""
    return (member for member, is_listed in _constants(value, schema) if is_listed)


def _refused(value: Tree, schema: Tree) -> Iterator[_Constant]:
    """The members of a value for which a schema lists others, with what they are."""
    return (member for member, is_listed in _constants(value, schema) if not is_listed)


def _constants(value: Tree, schema: Tree) -> Iterator[tuple[_Constant, bool]]:
    """The members of a value for which a schema lists constants, and whether theirs is one."""
    for name, declared in properties(schema):
        if name in value and isinstance(declared, dict):
            texts = frozenset(demanded(declared))
            if texts:
                text = text_of(value[name])
                yield (name, text), text in texts
