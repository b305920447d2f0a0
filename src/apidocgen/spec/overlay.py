"""Applying overlays: changes to a document that is generated or not one's own.

OpenAPI Overlay Specification 1.0 and 1.1. JSONPath is RFC 9535, without extensions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apidocgen.spec.library import Library
from apidocgen.spec.limits import MAX_DEPTH, is_too_deep
from apidocgen.spec.overlay_changes import Changes, Incompatible
from apidocgen.spec.pointer import Path, Token, descend
from apidocgen.spec.problems import InputError, Location
from apidocgen.spec.provenance import Origin, Provenance
from apidocgen.spec.reading import ReadFile

_VERSION = re.compile(r"1\.([01])\.\d+(?:-.+)?\Z")


@dataclass(frozen=True, slots=True)
class LoadWarning:
    """Something odd in the input that does not keep it from being used."""

    message: str
    location: Location

    def __str__(self) -> str:
        return f"{self.location}: {self.message}"


def apply_overlay(
    tree: dict[str, Any], overlay: ReadFile, library: Library, provenance: Provenance
) -> list[LoadWarning]:
    """Apply the actions of an overlay in order, changing the tree and its provenance in place.

    Returns a warning for each action that matches nothing. Raises InputError, at its place in the
    overlay, for everything that is wrong with the overlay.
    """
    library.put(overlay)
    return list(_Overlay(tree, overlay, library, provenance).apply())


class _Overlay:
    def __init__(
        self, tree: dict[str, Any], overlay: ReadFile, library: Library, provenance: Provenance
    ) -> None:
        self._file = overlay.file
        self._overlay = overlay.tree
        self._library = library
        self._provenance = provenance
        self._changes = Changes(tree, provenance)
        self._minor = 0

    def apply(self) -> Iterator[LoadWarning]:
        """Carry out every action; yields a warning for each that matches nothing."""
        for number, action in enumerate(self._actions()):
            path: Path = ("actions", number)
            target = self._target(action, path)
            found = self._select(target, (*path, "target"))
            if not found:
                place = self._library.locate(self._file, (*path, "target"))
                yield LoadWarning(f"the target {target} matches nothing", place)
            elif action.get("remove") is True:
                self._remove(found, path)
            else:
                self._update(action, found, path)
        if is_too_deep(self._changes.tree):
            raise self._error(f"nested more than {MAX_DEPTH} levels deep", ())

    def _actions(self) -> list[Any]:
        overlay = self._overlay
        if not isinstance(overlay, dict):
            raise self._error("an overlay must be an object", ())
        version = overlay.get("overlay")
        match = _VERSION.match(version) if isinstance(version, str) else None
        if match is None:
            problem = f"not {version!r}" if "overlay" in overlay else "which is missing"
            message = f"an overlay needs an 'overlay' version such as \"1.0.0\", {problem}"
            raise self._error(message, ("overlay",))
        self._minor = int(match.group(1))
        actions = overlay.get("actions")
        if not isinstance(actions, list) or not actions:
            raise self._error("an overlay needs an array of 'actions'", ("actions",))
        return actions

    def _target(self, action: Any, path: Path) -> str:
        if not isinstance(action, dict) or not isinstance(action.get("target"), str):
            raise self._error("an action must be an object with a 'target'", path)
        if not isinstance(action.get("remove", False), bool):
            raise self._error("'remove' must be true or false", (*path, "remove"))
        if action.get("remove") is not True and not {"update", "copy"} & action.keys():
            raise self._error("an action needs 'update', 'copy' or 'remove: true'", path)
        target: str = action["target"]
        return target

    def _select(self, expression: str, path: Path) -> list[Path]:
        """The paths that a JSONPath expression selects, in document order."""
        from jsonpath import JSONPathEnvironment, JSONPathError

        class Environment(JSONPathEnvironment):  # type: ignore[misc, unused-ignore]
            max_recursion_depth = 2 * MAX_DEPTH

        try:
            matches = list(Environment(strict=True).finditer(expression, self._changes.tree))
        except JSONPathError as error:
            reason = str(error.args[0]).partition("\n")[0]
            raise self._error(f"{expression!r} is no JSONPath: {reason}", path) from None
        return list(dict.fromkeys(tuple(match.parts) for match in matches))

    def _remove(self, found: list[Path], path: Path) -> None:
        if () in found:
            raise self._error("the document itself cannot be removed", (*path, "target"))
        for each in sorted(found, key=_sort_key, reverse=True):
            self._changes.remove(each)

    def _update(self, action: dict[str, Any], found: list[Path], path: Path) -> None:
        keyword = "update" if "update" in action else "copy"
        self._check_kinds(found, path)
        value, origin = action.get("update"), Origin(self._file, (*path, "update"))
        if keyword == "copy":
            value, origin = self._copied(action["copy"], (*path, "copy"))
        for each in found:
            try:
                self._changes.update(each, value, origin)
            except Incompatible as error:
                raise self._error(str(error), (*path, keyword)) from None

    def _check_kinds(self, found: list[Path], path: Path) -> None:
        values = [descend(self._changes.tree, each)[1] for each in found]
        kinds = {type(value) if isinstance(value, (dict, list)) else None for value in values}
        if len(kinds) > 1:
            raise self._error("the target selects values of different kinds", (*path, "target"))
        if None in kinds and self._minor < 1:
            message = "the target is neither an object nor an array (that needs overlay: 1.1.0)"
            raise self._error(message, (*path, "target"))

    def _copied(self, expression: Any, path: Path) -> tuple[Any, Origin]:
        found = self._select(str(expression), path)
        if len(found) != 1:
            message = f"'copy' must select one value, {expression} selects {len(found)}"
            raise self._error(message, path)
        value = descend(self._changes.tree, found[0])[1]
        try:
            return self._changes.copy(value), self._provenance.origin(found[0])
        except Incompatible as error:
            raise self._error(str(error), path) from None

    def _error(self, message: str, path: Path) -> InputError:
        return InputError(message, self._library.locate(self._file, path))


def _sort_key(path: Path) -> list[tuple[int, int, str]]:
    """Orders paths as their values stand: items by index, what is inside after what is around."""
    return [_token_key(token) for token in path]


def _token_key(token: Token) -> tuple[int, int, str]:
    return (0, token, "") if isinstance(token, int) else (1, 0, token)
