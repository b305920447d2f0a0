"""The command's way to a site: MkDocs builds into a staging folder, which is then published."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from apidocgen.site.messages import Messages, listening
from apidocgen.site.running import Progress, Run, running, silent
from apidocgen.site.settings import DEFAULT_CONFIG, PLUGIN, Settings, plugin_missing
from apidocgen.site.staging import check_replaceable, publish, staging_beside
from apidocgen.spec.problems import InputError, Location
from apidocgen.variants.variant import VariantSet

NOTICE = "NO_MKDOCS_2_WARNING"
"""Keeps Material's notice about its own future out of our command's messages."""

Inspect = Callable[[Path, VariantSet], Sequence[str]]
"""Looks at a staged site before anybody else can; what it returns keeps it from publication."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build came to. An unpublished site left the old one as it was."""

    site_dir: Path
    published: bool
    seconds: float
    pages: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()


def build_site(
    settings: Settings,
    site_dir: Path | None = None,
    audiences: Sequence[str] | None = None,
    *,
    strict: bool = False,
    progress: Progress = silent,
    inspect: Inspect | None = None,
) -> BuildReport:
    """Build and publish a site; without `site_dir`, where `mkdocs.yml` says.

    A site in which something leaks is not published, nor is one that `inspect` objects to, nor,
    when `strict`, one with warnings.
    Raises InputError when the input cannot be used. Nothing is published then either.
    """
    start = time.perf_counter()
    run = Run(with_audiences(settings, audiences), progress, lints=inspect is not None)
    config = load_mkdocs(run.settings)
    target = (site_dir or Path(config.site_dir)).resolve()
    check_replaceable(target, [*_needed(run.settings), Path(config.docs_dir)])
    with staging_beside(target) as staging, listening() as heard:
        strict = strict or config.strict
        config.strict = False  # warnings are counted here, and reported with the rest
        config.site_dir = str(staging)
        _run_mkdocs(config, run, heard)
        objections = _objections(run, staging, inspect)
        good = not objections and not (strict and heard.warnings)
        if good:
            publish(staging, target)
    seconds = time.perf_counter() - start
    return BuildReport(target, good, seconds, run.pages, tuple(heard.warnings), objections)


def with_audiences(settings: Settings, audiences: Sequence[str] | None) -> Settings:
    """Settings cut to the audiences a command asks for."""
    return replace(settings, audiences=tuple(audiences)) if audiences else settings


def load_mkdocs(settings: Settings) -> MkDocsConfig:
    """Read the whole of `mkdocs.yml`. Raises InputError when it is wrong or lacks our plugin."""
    os.environ.setdefault(NOTICE, "1")
    file = settings.config_file or DEFAULT_CONFIG
    if not file.is_file():
        raise InputError("no such file; a site needs one", Location(str(file)))
    with listening() as heard:
        try:
            config = load_config(str(file))
        except MkDocsException as error:
            raise InputError(heard.reason(error), Location(str(file))) from error
    if PLUGIN not in config.plugins:
        raise plugin_missing(file)
    return config


def _run_mkdocs(config: MkDocsConfig, run: Run, heard: Messages) -> None:
    with running(run):
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        except MkDocsException as error:
            raise input_error_behind(error) or InputError(heard.reason(error)) from error
        finally:
            config.plugins.on_shutdown()


def input_error_behind(error: BaseException | None) -> InputError | None:
    """The input error that made MkDocs give up, if one did."""
    while error is not None and not isinstance(error, InputError):
        error = error.__cause__ or error.__context__
    return error


def _objections(run: Run, staging: Path, inspect: Inspect | None) -> tuple[str, ...]:
    if inspect is None or run.contents is None:
        return run.leaks
    run.progress("inspecting", 0, 0)
    return (*inspect(staging, run.contents.variants), *run.leaks)


def _needed(settings: Settings) -> list[Path]:
    config = [settings.config_file] if settings.config_file else []
    templates = [settings.templates] if settings.templates else []
    return [settings.root, settings.spec, *settings.overlays, *config, *templates]
