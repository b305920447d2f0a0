"""The reference YAML reader: PyYAML's parser events made into a tree, with all checks.

PyYAML is used for syntax only. Its own resolver reads ``12:30`` as 750, dates as dates and lets
the last of two equal keys win.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from apidocgen.spec.limits import MAX_ALIAS_NODES, MAX_DEPTH, is_too_deep
from apidocgen.spec.problems import InputError, Location
from apidocgen.spec.yaml_scalars import resolve_plain, resolve_tagged, shorten_tag

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COLLECTION_TAGS = frozenset(
    {None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"},
)
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_MERGE = object()
_NO_KEY = object()


def parse_events(text: str, file: str) -> Iterator[Any]:
    """The events of a YAML stream. Raises InputError where the syntax is wrong."""
    try:
        yield from yaml.parse(text, Loader=Loader)
    except yaml.reader.ReaderError as error:
        raise _unreadable(text, file, error) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(
            f"not valid YAML: {_reason(error, _character(text, mark))}", _location(file, mark)
        ) from None


def _reason(error: yaml.MarkedYAMLError, character: str) -> str:
    """What is wrong with the syntax; of a character that has no place there, which it is."""
    if character == "\t":
        return "a tab is not allowed for indentation, use spaces"
    if error.problem and "cannot start any token" in error.problem:
        return f"a value cannot start with {character}, unless it is quoted"
    return error.problem or error.context or ""


def _character(text: str, mark: Any) -> str:
    """What stands where the parser stopped; lines end as the YAML specification says (5.4)."""
    lines = _BREAK.split(text)
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    return line[mark.column : mark.column + 1] if mark else ""


def _unreadable(text: str, file: str, error: Any) -> InputError:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if found is None:
        return InputError(f"not valid YAML: {error.reason}", Location(file))
    before = text[: found.start()]
    line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
    return InputError(
        f"not valid YAML: the control character U+{ord(found.group()):04X} is not allowed",
        Location(file, line, column),
    )


def _location(file: str, mark: Any) -> Location:
    return Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)


@dataclass(slots=True)
class _Anchor:
    value: Any
    text: str | None
    open: bool = False


@dataclass(slots=True)
class _Frame:
    """A collection that is being filled."""

    value: Any
    anchor: str | None
    key: Any = _NO_KEY
    merges: list[Any] = field(default_factory=list)


class TreeBuilder:
    """Makes a true tree of JSON values out of parser events."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._frames: list[_Frame] = []
        self._anchors: dict[str, _Anchor] = {}
        self._alias_nodes = 0
        self._documents = 0
        self._root: Any = None

    def build(self, events: Iterator[Any]) -> Any:
        """The value of the only document in the stream, None for an empty stream.

        Raises InputError for duplicate and structured keys, for tags and numbers that JSON does
        not know, for aliases that refer to themselves or expand without bound, for excessive
        depth, and for a second document.
        """
        handlers = {
            yaml.ScalarEvent: self._on_scalar,
            yaml.MappingStartEvent: self._on_mapping,
            yaml.SequenceStartEvent: self._on_sequence,
            yaml.MappingEndEvent: self._on_end,
            yaml.SequenceEndEvent: self._on_end,
            yaml.AliasEvent: self._on_alias,
            yaml.DocumentStartEvent: self._on_document,
        }
        for event in events:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
        if self._alias_nodes and is_too_deep([self._root]):
            raise InputError(_TOO_DEEP, Location(self._file))
        return self._root

    def _on_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._error("only one YAML document per file is allowed", event)

    def _on_scalar(self, event: Any) -> None:
        frame = self._frames[-1] if self._frames else None
        if event.anchor is None and frame is not None and _awaits_key(frame):
            self._set_key(frame, event)
            return
        value = self._scalar_value(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchor(value, event.value)
            if frame is not None and _awaits_key(frame):
                self._set_key(frame, event)
                return
        self._add(value, event)

    def _scalar_value(self, event: Any) -> Any:
        try:
            if event.tag is not None:
                return resolve_tagged(event.tag, event.value)
            return resolve_plain(event.value) if event.implicit[0] else event.value
        except ValueError as error:
            raise self._error(str(error), event) from None

    def _set_key(self, frame: _Frame, event: Any) -> None:
        if event.tag is not None:
            self._scalar_value(event)
        if event.value == "<<" and event.implicit[0]:
            if frame.merges:
                raise self._error("duplicate key '<<'", event)
            frame.key = _MERGE
        else:
            self._set_key_text(frame, event.value, event)

    def _set_key_text(self, frame: _Frame, text: str, event: Any) -> None:
        if text in frame.value:
            raise self._error(f"duplicate key {text!r}", event)
        frame.key = text

    def _on_mapping(self, event: Any) -> None:
        self._open({}, event)

    def _on_sequence(self, event: Any) -> None:
        self._open([], event)

    def _open(self, value: Any, event: Any) -> None:
        if event.tag not in _COLLECTION_TAGS:
            tag = shorten_tag(event.tag)
            raise self._error(f"the tag {tag} has no meaning in OpenAPI", event)
        if self._frames and _awaits_key(self._frames[-1]):
            raise self._error("a mapping key must be text, not an array or object", event)
        if len(self._frames) >= MAX_DEPTH:
            raise self._error(_TOO_DEEP, event)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchor(value, None, open=True)
        self._frames.append(_Frame(value, event.anchor))

    def _on_end(self, event: Any) -> None:
        frame = self._frames.pop()
        if frame.merges:
            _merge(frame.value, frame.merges)
        if frame.anchor is not None:
            anchor = self._anchors[frame.anchor]
            if anchor.value is frame.value:
                anchor.open = False
        self._add(frame.value, event)

    def _on_alias(self, event: Any) -> None:
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            raise self._error(f"the alias *{event.anchor} has no anchor", event)
        if anchor.open:
            raise self._error(f"the alias *{event.anchor} contains itself", event)
        frame = self._frames[-1]
        if not _awaits_key(frame):
            self._add(self._copy(anchor.value, event), event)
        elif anchor.text is None:
            raise self._error("a mapping key must be text, not an array or object", event)
        else:
            self._set_key_text(frame, anchor.text, event)

    def _copy(self, value: Any, event: Any) -> Any:
        self._alias_nodes += 1
        if self._alias_nodes > MAX_ALIAS_NODES:
            raise self._error(f"the aliases expand to more than {MAX_ALIAS_NODES:,} values", event)
        if isinstance(value, dict):
            return {key: self._copy(child, event) for key, child in value.items()}
        if isinstance(value, list):
            return [self._copy(child, event) for child in value]
        return value

    def _add(self, value: Any, event: Any) -> None:
        if not self._frames:
            self._root = value
            return
        frame = self._frames[-1]
        if type(frame.value) is list:
            frame.value.append(value)
        elif frame.key is _MERGE:
            frame.merges = self._merge_sources(value, event)
            frame.key = _NO_KEY
        else:
            frame.value[frame.key] = value
            frame.key = _NO_KEY

    def _merge_sources(self, value: Any, event: Any) -> list[Any]:
        sources = value if isinstance(value, list) else [value]
        if not sources or not all(isinstance(source, dict) for source in sources):
            raise self._error("the merge key << needs an object or an array of objects", event)
        return sources

    def _error(self, message: str, event: Any) -> InputError:
        return InputError(message, _location(self._file, event.start_mark))


_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"


def _awaits_key(frame: _Frame) -> bool:
    return type(frame.value) is dict and frame.key is _NO_KEY


def _merge(own: dict[str, Any], sources: list[dict[str, Any]]) -> None:
    """Put merged members before a mapping's own, which win; among sources the first wins."""
    merged: dict[str, Any] = {}
    for source in reversed(sources):
        merged.update(source)
    merged.update(own)
    own.clear()
    own.update(merged)
