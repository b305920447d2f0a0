"""From arguments and configuration to the document a command works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from apidocgen.cli.options import Common
from apidocgen.cli.terminal import note
from apidocgen.spec.problems import InputError

if TYPE_CHECKING:
    from apidocgen.site.settings import Settings
    from apidocgen.spec.document import Document


@dataclass(frozen=True, slots=True)
class Source:
    """Which document a command reads, and what the project's configuration says about it."""

    spec: str
    overlays: tuple[Path, ...] = ()
    root: Path | None = None
    audiences: tuple[str, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()
    config: str | None = None


def find_source(common: Common, spec: str | None) -> Source:
    """Find the document to read: the one that is named, else the one in the configuration.

    Overlays of the configuration belong to the configuration's document: they are applied when
    that document is meant, whether it was named or not. Severities of rules hold for all.
    """
    settings = _settings(common, spec)
    if settings is None:
        return Source(str(spec), common.overlays)
    source = Source(
        str(spec),
        common.overlays,
        rules=settings.rules,
        allowed=settings.audit_allow,
        config=str(common.config_file),
    )
    if spec is not None and Path(spec).resolve() != settings.spec.resolve():
        return source
    return replace(
        source,
        spec=spec or _shown(settings.spec),
        overlays=(*map(_relative, settings.overlays), *common.overlays),
        root=settings.root,
        audiences=settings.audiences or (),
    )


def read_source(common: Common, source: Source) -> Document:
    """Read the document with its overlays; what is odd about it is said on standard error."""
    from apidocgen.spec.loading import load

    loaded = load(source.spec, overlays=source.overlays, root=source.root)
    for warning in loaded.warnings:
        note(common, f"{warning.location}: warning: {warning.message}")
    return loaded.document


def settings_for_site(common: Common) -> Settings:
    """The configuration of a site, as the common options change it."""
    from apidocgen.site.settings import read_settings

    settings = read_settings(common.config_file)
    return replace(
        settings,
        overlays=(*settings.overlays, *common.overlays),
        validate=settings.validate and common.validate,
    )


def _settings(common: Common, spec: str | None) -> Settings | None:
    from apidocgen.site.settings import read_settings

    if common.config or common.config_file.is_file():
        return read_settings(common.config_file, needs_plugin=spec is None)
    if spec is None:
        raise InputError("no document is named, and there is no mkdocs.yml that names one")
    return None


def _shown(path: Path) -> str:
    return str(_relative(path))


def _relative(path: Path) -> Path:
    """The path as a person in the working directory would write it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
