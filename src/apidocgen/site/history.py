"""What changed since an earlier document and over the releases, for each audience."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs.plugins import get_plugin_logger

from apidocgen.diff.changelog import UNRELEASED
from apidocgen.diff.history import Release, released
from apidocgen.diff.news import Item, News, Section, news, news_of
from apidocgen.diff.revisions import overlays_then, split_revision
from apidocgen.site.settings import Settings
from apidocgen.spec.document import Document
from apidocgen.spec.loading import load
from apidocgen.spec.problems import InputError
from apidocgen.variants.audit import Audit
from apidocgen.variants.filter import Filtering
from apidocgen.variants.variant import VariantSet
from apidocgen.variants.vocabulary import read_access

UNNAMED = Item("…", "Something changed in what is no longer documented here")
"""Stands for changes of what an audience once saw and must not be told of now."""

log = get_plugin_logger("apidocgen")


@dataclass(frozen=True, slots=True)
class History:
    """By audience: what changed since the base, and the releases, the newest first."""

    changes: Mapping[str, News] = field(default_factory=dict)
    changelog: Mapping[str, Sequence[News]] = field(default_factory=dict)


def read_history(settings: Settings, variants: VariantSet) -> History:
    """What the settings ask for. Raises InputError for a revision that is not there."""
    audit = Audit(Filtering(variants.master), allowed=settings.audit_allow)
    names = [variant.audience.name for variant in variants.variants]
    changes: dict[str, News] = {}
    changelog: dict[str, list[News]] = {}
    if settings.changes:
        since, base = _base(settings)
        for name in _known(base, names):
            changes[name] = _discreet(news(base, variants.master, name, since), audit)
        if not changes:
            raise InputError(f"changes: {base.name} knows none of the audiences of the site")
    if settings.changelog:
        releases = _releases(settings, variants.master)
        for name in names:
            known = [each for each in releases if _known(each.document, [name])]
            changelog[name] = [_discreet(each, audit) for each in news_of(known, name)]
    return History(changes, changelog)


def _known(document: Document, names: Iterable[str]) -> list[str]:
    """The audiences that a document declares; what it said to others is not theirs to read."""
    declared = {each.name for each in read_access(document).audiences}
    return [name for name in names if name in declared]


def _base(settings: Settings) -> tuple[str, Document]:
    """The document to compare with, and what readers know it by."""
    file = settings.root / settings.changes
    found = None if file.is_file() else split_revision(settings.changes)
    if found is None:
        spec = str(file if file.is_file() else settings.changes)
        document = load(spec, root=settings.root).document
        return str((document.tree.get("info") or {}).get("version") or "") or file.stem, document
    revision, path = found
    if path and (settings.root / path).resolve() != settings.spec.resolve():
        return revision, load(settings.changes).document
    return revision, _then(settings, revision)


def _releases(settings: Settings, master: Document) -> list[Release]:
    found = released(settings.changelog, lambda tag: _then(settings, tag), log.info)
    return [*found, Release(UNRELEASED, "", master)]


def _then(settings: Settings, revision: str) -> Document:
    """The site's own document, with its overlays, as it was in a revision."""
    overlays = overlays_then(revision, map(_from_here, settings.overlays), log.info)
    return load(f"{revision}:{_from_here(settings.spec)}", overlays=overlays).document


def _from_here(path: Path) -> str:
    """A path as git takes it from the working directory, wherever in the repository that is."""
    return f"./{Path(os.path.relpath(path)).as_posix()}"


def _discreet(told: News, audit: Audit) -> News:
    """The news without names of what is hidden from its readers by now."""
    return replace(
        told, sections=tuple(_discreet_section(each, told, audit) for each in told.sections)
    )


def _discreet_section(section: Section, told: News, audit: Audit) -> Section:
    items = [UNNAMED if _leaks(item, told, audit) else item for item in section.items]
    return replace(section, items=tuple(dict.fromkeys(items)))


def _leaks(item: Item, told: News, audit: Audit) -> bool:
    said = f"{item.heading} {item.text}"
    return any(True for _ in audit.text(told.audience, said, ".txt", told.release))
