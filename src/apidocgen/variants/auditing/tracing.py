"""From leaks back to the places of the master that say what leaks: those that are to be mended."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from apidocgen.spec.document import Document
from apidocgen.spec.pointer import Path, to_pointer
from apidocgen.spec.problems import Location
from apidocgen.variants.auditing.leaks import Leak
from apidocgen.variants.auditing.saying import OF_FILES, places_of, remedy_at
from apidocgen.variants.auditing.secret import Secret
from apidocgen.variants.filter import View

Said = Mapping[tuple[str, str], Sequence[Path]]
"""For an audience and a secret: where in the master stands what says it to that audience."""


def said_in_master(view: View, secrets: Collection[Secret]) -> dict[str, list[Path]]:
    """Where in the master that comes from in which an audience's variant says secrets."""
    said = places_of(secrets, view.tree) if secrets else {}
    return {secret.text: [view.origin(path) for path in said[secret]] for secret in said}


def traced(leaks: Sequence[Leak], said: Said, document: Document) -> list[Leak]:
    """The same leaks, with these places of the master and what to do there."""
    located = document.locate_all({path for paths in said.values() for path in paths})
    return [_traced(leak, said.get((leak.audience, leak.secret), ()), located) for leak in leaks]


def told_place(path: Path, located: Mapping[Path, Location]) -> str:
    """A path of the master for people: file, line, column, and the path as a pointer."""
    return f"{located[path]} (#{to_pointer(path)})"


def _traced(leak: Leak, paths: Sequence[Path], located: Mapping[Path, Location]) -> Leak:
    if not paths:
        return replace(leak, remedy=OF_FILES)
    places = tuple(dict.fromkeys(told_place(path, located) for path in paths))
    return replace(leak, said_at=places, remedy=remedy_at(paths[0]))
