"""What changed since an earlier document and over the releases, for each audience."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.plugins import get_plugin_logger

from apidocgen.diff.changelog import UNRELEASED
from apidocgen.diff.hidden_now import HiddenNow
from apidocgen.diff.history import Release, released
from apidocgen.diff.news import News, declares, news, news_of
from apidocgen.diff.revisions import overlays_then, split_revision
from apidocgen.site.settings import Settings
from apidocgen.spec.document import Document
from apidocgen.spec.loading import load
from apidocgen.spec.problems import InputError
from apidocgen.variants.variant import VariantSet

log = get_plugin_logger("apidocgen")


@dataclass(frozen=True, slots=True)
class History:
    """By audience: what changed since the base, and the releases, the newest first."""

    changes: Mapping[str, News] = field(default_factory=dict)
    changelog: Mapping[str, Sequence[News]] = field(default_factory=dict)


def read_history(settings: Settings, variants: VariantSet) -> History:
    """What the settings ask for. Raises InputError for a revision that is not there."""
    hidden = HiddenNow(variants.master, settings.audit_allow)
    names = [variant.audience.name for variant in variants.variants]
    changes: dict[str, News] = {}
    changelog: dict[str, list[News]] = {}
    if settings.changes:
        since, base = _base(settings)
        here = Release(since, "", variants.master)
        changes = {name: news(base, here, name, hidden) for name in names if declares(base, name)}
        if not changes:
            raise InputError(f"changes: {base.name} knows none of the audiences of the site")
    if settings.changelog:
        releases = _releases(settings, variants.master)
        changelog = {name: news_of(releases, name, hidden) for name in names}
    return History(changes, changelog)


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
