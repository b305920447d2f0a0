"""What stands where in a master, as one audience may see it: names, texts, values, mentions.

The grammar decides what a string is. Only what visible elements declare or say about themselves
makes a word public by itself. A name or value that stands elsewhere, in an extension, an example
or a code sample, may have been left behind there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import (
    GRAMMAR,
    LEAVES,
    MARKDOWN,
    PLAIN,
    ROOT,
    VALUE,
    Shape,
    Slot,
    slot_of,
)
from apidocgen.variants.auditing.strings import KEYWORDS, strings_in
from apidocgen.variants.auditing.wording import WORD
from apidocgen.variants.enums import text_of
from apidocgen.variants.filter import View
from apidocgen.variants.written_data import said_in


class Way(Enum):
    """How a string stands in what an audience may see."""

    SAID = "declared as a name, or said in a text, an enum or a plain field"
    VALUE = "a value in an example or a default"
    NAME = "mentioned as a name: in required, as the key of an example"
    FREE = "somewhere in an extension, a code sample, a text that holds data"


class Standing(Enum):
    """What has become of an element."""

    SHOWN = "nothing takes it away"
    UNUSED = "a component that nothing visible leads to, or inside one"
    IDLE = "a component that nothing leads to, hidden or not, or inside one"
    INSIDE = "inside something that is taken away and no schema: an operation, a body"
    HIDDEN = "taken away, or inside a schema that is"


_AWAY = frozenset({Standing.HIDDEN, Standing.INSIDE})


@dataclass(slots=True)
class Survey:
    """The strings that an audience may see, and the identifiers that it may not.

    Attributes:
        seen: Each string by the ways in which it stands in visible elements.
        hidden_names: What elements are called that have been taken away.
        hidden_values: Enum values that have been taken away by themselves, and names of kinds.
        unused_names: What elements are called that nothing visible uses, or that are hidden
            only with an operation, a body or the like around them.
        titles: What anything, visible or not, is called in several words: names, titles,
            summaries, enum values, kinds.
        fields: What the fields of visible elements are called, by OpenAPI or an extension.
    """

    seen: dict[Way, dict[str, None]] = field(default_factory=lambda: {way: {} for way in Way})
    hidden_names: set[str] = field(default_factory=set)
    hidden_values: set[str] = field(default_factory=set)
    unused_names: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)

    def see_data(self, text: str) -> None:
        """Count what JSON in a text that an audience gets says as seen."""
        for said, is_name in said_in(text):
            self.seen[Way.NAME if is_name else Way.VALUE][said] = None

    def title(self, text: Any) -> None:
        """Note what something is called."""
        if isinstance(text, str) and " " in text:
            self.titles.add(text)


# Fields that mention things which are declared elsewhere.
_MENTIONS = frozenset(
    {"$ref", "$dynamicRef", "required", "dependentRequired", "propertyName", "tags"}
    | {"operationId", "operationRef", "security", "parent"}
)
_MENTIONING_MAPS = frozenset({"encoding", "dependentSchemas", "dependencies"})
_MENTIONING_TYPES = frozenset({"SecurityRequirement", "Discriminator"})
# Maps whose keys are no names of their API's own: media types, statuses, labels of examples.
_COMMON_KEYS = frozenset({"content", "responses", "examples"})
# Media types that somebody has given names of their own (RFC 6838, section 3).
_OWN_TYPE = re.compile(r"\w+/(?:vnd|prs|x)[.-]")
_DATA_FIELDS = frozenset(
    {("CodeSample", "source"), ("Example", "serializedValue"), ("Example", "externalValue")}
)
_DECLARING = frozenset(
    {("Operation", "operationId"), ("Parameter", "name"), ("Tag", "name")}
    | {("SecurityScheme", "name"), ("TagGroup", "name")}
)
_TITLES = frozenset({"title", "summary"})
# What names an element in the place where that is all that declares it: tags need no other.
_NAMING = frozenset({("Operation", "tags"), ("Discriminator", "mapping")})
_ENUMS = frozenset({"enum", "const"})
# What separates or encloses names and values in a text that holds data.
_DATA = re.compile(r'[\t=<>{}\[\]"&|;]|,(?! |$)')
_SHORTEST_PROSE = 4
"""So many words a line needs to be prose, if there are other lines: ``event: name`` is data."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S*")
# Extensions that other tools show as texts: what they say is said as in a description.
_TEXTS = re.compile(r"x-(?:\w+-)*(?:enum-?)?(?:descriptions?|display-?name|summary)", re.IGNORECASE)

_Visit = tuple[Any, str, Standing]


def survey(view: View, shown: frozenset[str]) -> Survey:
    """Look at all of a master for one audience; ``shown`` are the strings of its variant."""
    return _Surveying(view, shown).run()


class _Surveying:
    def __init__(self, view: View, shown: frozenset[str]) -> None:
        self._view = view
        access = view.variant().access
        self._known_scopes = access.scopes.keys() | {alias.name for alias in access.aliases}
        self._losses = view.pruning.losses
        self._used = view.reach.users
        self._used_by_any = view.filtering.whole.reach.users
        self._shown = shown
        self._stack: list[_Visit] = []
        self._found = Survey()
        self._inside: set[str] = set()

    def run(self) -> Survey:
        tree = self._losses.index.document.tree
        self._stack = [(tree, ROOT, self._standing(tree, Standing.SHOWN, ROOT))]
        while self._stack:
            node, type_name, standing = self._stack.pop()
            if isinstance(node, dict):
                for key, value in node.items():
                    self._field(node, type_name, standing, key, value)
        self._found.hidden_values.update(*self._losses.hidden_kinds.values())
        self._found.hidden_names.update(filter(_is_own, self._hidden_access()))
        self._found.unused_names |= self._inside - self._found.hidden_names
        return self._found

    def _hidden_access(self) -> Iterator[str]:
        """Scopes, aliases and profiles that some operation needs and the audience is not told."""
        every, own = (view.variant().access for view in (self._view.filtering.whole, self._view))
        yield from every.scopes.keys() - own.scopes.keys()
        for each, known in ((every.aliases, own.aliases), (every.profiles, own.profiles)):
            yield from {named.name for named in each} - {named.name for named in known}

    def _standing(self, node: Any, around: Standing, within: str) -> Standing:
        """What has become of an object that stands ``within`` one of that type."""
        if id(node) in self._losses.removed:
            return Standing.HIDDEN
        return Standing.INSIDE if around is Standing.HIDDEN and within != "Schema" else around

    def _field(self, node: Tree, type_name: str, standing: Standing, key: str, value: Any) -> None:
        slot = slot_of(type_name, key)
        if standing is Standing.SHOWN and type_name != "SecurityRequirement":
            self._found.fields.update((key,) if slot is None else ())
        if slot is None:
            self._plain(type_name, standing, key, self._left_of(type_name, key, value))
        elif slot.type in LEAVES:
            for title in _titles(key, value):
                self._found.title(title)
            if standing is Standing.SHOWN:
                self._leaf(node, key, slot, value)
        elif slot.shape_of(value) is Shape.MAP:
            self._map(type_name, standing, key, value, slot.type)
        elif slot.shape_of(value) is Shape.LIST:
            for item in value if isinstance(value, list) else ():
                child = self._standing(item, standing, type_name)
                self._stack.append((item, slot.type, child))
        else:
            self._one(type_name, standing, key, value, slot)

    def _left_of(self, type_name: str, key: str, value: Any) -> Any:
        """A field without a place in the grammar, without tags, scopes and kinds that are gone."""
        if (type_name, key) == ("OAuthFlow", "scopes") and isinstance(value, dict):
            return {name: text for name, text in value.items() if name in self._known_scopes}
        if (type_name, key) == ("Operation", "tags") and isinstance(value, list):
            hidden = self._losses.hidden_tags
            return [tag for tag in value if isinstance(tag, str) and tag not in hidden]
        if type_name != "Discriminator" or not isinstance(value, dict):
            return value
        unmapped = self._losses.unmapped
        return {name: item for name, item in value.items() if (id(value), name) not in unmapped}

    def _one(self, type_name: str, standing: Standing, key: str, value: Any, slot: Slot) -> None:
        child = self._standing(value, standing, type_name)
        if type_name == "Paths" and child is Standing.SHOWN and ("paths", key) not in self._used:
            child = Standing.HIDDEN  # all that it has is
        if slot is GRAMMAR[type_name].rest and type_name != "Responses":
            self._declare(key, child)
        self._stack.append((value, slot.type, child))

    def _map(self, type_name: str, standing: Standing, key: str, value: Any, kind: str) -> None:
        for name, item in value.items() if isinstance(value, dict) else ():
            child = self._standing(item, standing, type_name)
            if type_name == "Components" and child not in _AWAY:
                child = self._use_of(key, name, child)
            self._stack.append((item, kind, child))
            if key in _MENTIONING_MAPS:
                self._see(Way.NAME, name, standing)
            elif kind == "EnumValue" and child is Standing.HIDDEN:
                self._found.hidden_values.add(name)
            elif key not in _COMMON_KEYS or child is Standing.SHOWN or _OWN_TYPE.match(name):
                self._declare(name, child)
            self._found.title(name)

    def _use_of(self, kind: str, name: str, standing: Standing) -> Standing:
        """What has become of a component that nobody takes away."""
        path = ("components", kind, name)
        # A shared example that loses something is written out where it is used.
        if kind == "examples" or path in self._used:
            return standing
        return Standing.UNUSED if path in self._used_by_any else Standing.IDLE

    def _declare(self, name: str, standing: Standing) -> None:
        if standing is Standing.HIDDEN:
            self._found.hidden_names.add(name)
        elif standing is Standing.UNUSED:
            self._found.unused_names.add(name)
        elif standing is Standing.INSIDE:
            self._inside.add(name)
        elif standing is Standing.SHOWN:
            self._see(Way.SAID, name, standing)

    def _see(self, way: Way, text: str, standing: Standing = Standing.SHOWN) -> None:
        if standing is Standing.SHOWN and text in self._shown:
            self._found.seen[way][text] = None

    def _plain(self, type_name: str, standing: Standing, key: str, value: Any) -> None:
        if (type_name, key) in _NAMING and isinstance(value, list | dict):
            for name in value:
                self._found.title(name)
                if isinstance(name, str):
                    self._see(Way.SAID, name, standing)
        if (type_name, key) in _DECLARING and isinstance(value, str):
            self._found.title(value)
            self._declare(value, standing)
        elif standing is Standing.SHOWN:
            if key.startswith("x-") and key not in KEYWORDS:
                self._see(Way.SAID, key)
            way = _way_of(type_name, key, value)
            for text in strings_in({key: value}):
                said = way is Way.FREE and _TEXTS.fullmatch(key) and not _is_single(text)
                self._see(Way.SAID if said else way, text)
                if type_name == "Info" and _ADDRESS.fullmatch(text) and text in self._shown:
                    self._found.seen[Way.SAID].update(dict.fromkeys(_plain_words(text)))

    def _leaf(self, node: Tree, key: str, slot: Slot, value: Any) -> None:
        if slot.type in (MARKDOWN, PLAIN):
            remaining = self._losses.texts.get((id(node), key))
            if remaining is not None:
                self._found.seen[Way.SAID][remaining] = None
            elif isinstance(value, str):
                self._see(Way.SAID, value)
        elif slot.type == VALUE:
            hidden = self._losses.hidden_values(node) if key in _ENUMS else frozenset()
            values = value if isinstance(value, list) else [value]
            for item in values:
                if text_of(item) not in hidden:
                    self._value(item, Way.SAID if key in _ENUMS else Way.VALUE)

    def _value_text(self, text: str, way: Way) -> None:
        lines = text.splitlines()
        if len(lines) <= 1:
            self._see(_way_of_value(text, way), text)
            if text in self._shown:
                self._found.see_data(text)
        elif text in self._shown:
            self._see(Way.FREE, text)
            self._found.see_data(text)
            for line in lines:
                prose = len(WORD.findall(line)) >= _SHORTEST_PROSE
                self._found.seen[_way_of_value(line, way) if prose else Way.FREE][line] = None

    def _value(self, value: Any, way: Way) -> None:
        """What an example says: names by its keys, values, and texts that hold data themselves."""
        stack = [value]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                self._value_text(item, way)
            elif isinstance(item, dict):
                for name in item:
                    self._see(Way.NAME, name)
                stack.extend(item.values())
            elif isinstance(item, list):
                stack.extend(item)


def _plain_words(address: str) -> Iterator[str]:
    """The words of an address that may mean anything, and are nobody's name in particular."""
    path = address.partition("?")[0]
    return (word for word in WORD.findall(path) if word.isalpha() and word.islower())


def _is_own(scope: str) -> bool:
    """Whether a scope is called by more than a word that may mean anything."""
    return not (scope.isalpha() and (scope.islower() or scope.istitle()))


def _titles(key: str, value: Any) -> Iterator[Any]:
    """What a field that the grammar knows calls something."""
    if key in _TITLES or key == "const":
        yield value
    elif key == "enum" and isinstance(value, list):
        yield from value


def _way_of(type_name: str, key: str, value: Any) -> Way:
    """How strings stand that are in a field without a place of its own in the grammar."""
    if type_name in _MENTIONING_TYPES or key in _MENTIONS:
        return Way.NAME
    if key.startswith("x-") or (type_name, key) in _DATA_FIELDS:
        return Way.FREE
    return Way.SAID if isinstance(value, str) or key == "scopes" else Way.NAME


def _is_single(text: str) -> bool:
    """Whether a value is one word and so cannot hold names and values of its own."""
    return len(WORD.findall(text)) <= 1


def _way_of_value(text: str, way: Way) -> Way:
    """How a value stands: as one, as prose, or as data written out (CSV, XML, an event stream)."""
    if _DATA.search(text) and not (_is_single(text) or _ADDRESS.fullmatch(text)):
        return Way.FREE
    return Way.SAID if " " in text else way
