"""Which two documents ``diff`` compares, and what a document was in an earlier revision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from apidocgen.cli.inputs import Source, find_source
from apidocgen.cli.options import Common
from apidocgen.cli.terminal import note


def find_sources(common: Common, base: str, revision: str | None) -> tuple[Source, Source]:
    """The documents that BASE and REVISION mean.

    REV: alone is the path of the other one; where both are alone, the document in mkdocs.yml.
    """
    if revision is None or not _alone(revision):
        now = find_source(common, revision)
    else:
        other = None if _alone(base) else _without_revision(base)
        now = base_source(common, revision, find_source(common, other))
    return base_source(common, base, now), now


def base_source(common: Common, base: str, revision: Source) -> Source:
    """What BASE means: REV: alone is the revision's own file, with its overlays, as it was."""
    from apidocgen.diff.revisions import overlays_then, split_revision

    found = split_revision(base)
    if found is None:
        return find_source(common, base)
    rev, path = found
    same = _without_revision(revision.spec)
    if path and Path(path) != Path(same):
        return Source(base, common.overlays)
    paths = (_without_revision(str(overlay)) for overlay in revision.overlays)
    overlays = overlays_then(rev, paths, lambda line: note(common, line))
    return replace(revision, spec=f"{rev}:{path or same}", overlays=overlays, root=None)


def _alone(spec: str) -> bool:
    """Whether a revision is named without a path."""
    from apidocgen.diff.revisions import split_revision

    found = split_revision(spec)
    return found is not None and not found[1]


def _without_revision(spec: str) -> str:
    from apidocgen.diff.revisions import split_revision

    found = split_revision(spec)
    return found[1] if found else spec
