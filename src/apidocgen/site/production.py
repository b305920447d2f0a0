"""One build of a site, from settings to finished folders; the plugin calls it event by event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from apidocgen.site.assets import asset_files, find_assets, link_assets
from apidocgen.site.auditing import leaks, shipped_files
from apidocgen.site.changes import feed
from apidocgen.site.completeness import check_collisions, check_names, missing_files
from apidocgen.site.console import component_files, without_console
from apidocgen.site.downloads import downloads
from apidocgen.site.example import with_examples
from apidocgen.site.fragments import theme_folders
from apidocgen.site.frame import Frames
from apidocgen.site.gathering import Contents, gather
from apidocgen.site.hosting import HostedPage, host
from apidocgen.site.landing import ensure_home, with_cards
from apidocgen.site.linting import findings
from apidocgen.site.llms import write_llms
from apidocgen.site.markdown_files import write_markdown
from apidocgen.site.navigation_list import write_navigation
from apidocgen.site.robots import write_robots
from apidocgen.site.running import Run
from apidocgen.site.search_base import based_on
from apidocgen.site.search_index import has_search, search_config, write_index
from apidocgen.site.search_worker import NAME as WORKER
from apidocgen.site.search_worker import search_worker
from apidocgen.site.settings import Settings
from apidocgen.site.sitemap import write_sitemap
from apidocgen.site.switcher import Choice, choices_from_outside
from apidocgen.site.theme import check_theme
from apidocgen.site.withheld import withhold
from apidocgen.site.wording import Wording, language_of, wording_of
from apidocgen.spec.problems import InputError

TABS = "navigation.tabs"
NO_SEARCH = (
    "the site has no search, since 'search' is not in 'plugins'; "
    "'search: {enabled: false}' there says that none is wanted"
)
WITHHELD = "'{}' is part of the document this site is made from: it is not published"


@dataclass(slots=True)
class Production:
    """One build. MkDocs' objects come and go within it; the next build makes a new one."""

    settings: Settings
    config: MkDocsConfig
    run: Run | None = None
    contents: Contents = field(init=False)
    frames: Frames = field(init=False)
    wording: Wording = field(init=False)
    pages: dict[str, list[HostedPage]] = field(default_factory=dict)
    extra: list[File] = field(default_factory=list)
    written: int = 0

    def prepare_theme(self) -> None:
        """Give the theme our templates (behind the project's `custom_dir`), assets and tabs.

        Raises InputError if it is not the theme that they are made for.
        """
        check_theme(self.config)
        theme = self.config.theme
        place = 1 if theme._custom_dir else 0  # noqa: SLF001 - no public way to ask
        theme.dirs[place:place] = theme_folders(self.settings.templates)
        features = list(theme.get("features") or [])
        theme["features"] = features if TABS in features else [*features, TABS]
        self.wording = wording_of(theme.get_env(), self.config, self.settings.templates)
        link_assets(find_assets(self.settings.templates), self.config)

    def add_files(self, files: Files) -> Iterator[str]:
        """Add everything we publish; yields what is odd about the input."""
        console = component_files(self.config) if self.settings.console else []
        self._tell("reading", 0)
        self.contents = gather(self.settings)
        names = [variant.audience.name for variant in self.contents.published]
        check_names(names)
        check_collisions(files, names)
        yield from self.contents.warnings
        if not has_search(self.config):
            yield NO_SEARCH
        if not (self.run and self.run.lints):
            yield from findings(self.contents.variants, self.settings)
        yield from map(WITHHELD.format, withhold(files, self.contents.sources))
        ensure_home(files, self.config)
        self._add_pages(files)
        self._add_extra(files, console)

    def _add_pages(self, files: Files) -> None:
        language = language_of(self.config)
        self.pages = {variant.audience.name: [] for variant in self.contents.published}
        for number, page in enumerate(self.contents.pages(language), start=1):
            hosted = host(page, self.config)
            _append(files, hosted.file)
            self.pages[page.audience].append(hosted)
            self._tell("rendering", number)

    def _add_extra(self, files: Files, console: list[File]) -> None:
        say = self.contents.phrases(language_of(self.config))
        self.extra += downloads(self.contents.published, self.config)
        for variant in self.contents.published:
            self.extra += feed(self.contents.history, variant, self.config, say)
        found = find_assets(self.settings.templates)
        assets = found if self.settings.console else without_console(found)
        self.extra += console
        self.extra += asset_files(assets, self.config)
        if worker := search_worker(assets, self.config):
            self.extra.append(worker)
        for file in self.extra:
            _append(files, file)

    def prepare_env(self, env: jinja2.Environment) -> None:
        """Give the theme's templates what ours ask for."""
        own = any(file.src_uri.endswith(WORKER) for file in self.extra)
        env.filters["based_on"] = partial(based_on, worker=WORKER if own else "")
        env.globals |= {"audience_choices": self._choices, "frame_wording": self.wording}
        self.frames = Frames(env, self.config, self.contents, self.wording)

    def _choices(self, base: str) -> list[Choice]:
        return choices_from_outside(self.contents.published, base)

    def landing(self, html: str) -> str:
        """The start page's HTML with the audiences on it."""
        variants, templates = self.contents.published, self.settings.templates
        shown = with_examples(html, variants, self.pages, self.wording, templates)
        return with_cards(shown, self.contents, self.pages, self.wording)

    def complete(self, page: HostedPage, context: Mapping[str, Any]) -> str:
        """The whole HTML of a hosted page."""
        self.written += 1
        self._tell("writing", self.written, sum(map(len, self.pages.values())))
        return self.frames.complete(page, context)

    def finish(self) -> None:
        """Write what lies beside the pages of each audience."""
        options, language = search_config(self.config), language_of(self.config)
        site_dir = Path(self.config.site_dir)
        write_robots(self.config.site_url, self.pages, site_dir)
        for variant in self.contents.published:
            pages = self.pages[variant.audience.name]
            folder = site_dir / variant.audience.name
            write_sitemap(pages, folder)
            write_markdown(pages, folder)
            write_navigation(self.frames.sidebars[variant.audience.name], folder)
            places = self.contents.navigation(variant, language)
            write_llms(variant, places, pages, folder, self.contents.phrases(language))
            if options is not None:
                write_index((page.reference for page in pages), options, folder)
        self._report()

    def audit(self) -> tuple[str, ...]:
        """What leaks, in one line each; the command that asked for the build learns of it too."""
        self._tell("auditing", 0)
        site_dir = Path(self.config.site_dir)
        variants, allowed = self.contents.variants, self.settings.audit_allow
        found = tuple(leaks(site_dir, variants, allowed, shipped_files(self.config)))
        if self.run:
            self.run.leaks = found
        return found

    def missing(self) -> list[str]:
        """What should have been written and was not."""
        hosted = [page.file for pages in self.pages.values() for page in pages]
        return missing_files([*hosted, *self.extra])

    def watched(self) -> list[Path]:
        """What a live preview depends on beyond `docs_dir`."""
        folders = [self.settings.templates] if self.settings.templates else []
        return [path for path in (*self.contents.sources, *folders) if path.exists()]

    def _tell(self, stage: str, done: int, total: int = 0) -> None:
        if self.run:
            self.run.progress(stage, done, total)

    def _report(self) -> None:
        if self.run:
            self.run.contents = self.contents
            self.run.pages = {name: len(pages) for name, pages in self.pages.items()}


def _append(files: Files, file: File) -> None:
    """Add a file whose address nobody else has; a page that vanishes must be noticed."""
    if file.src_uri in files.src_uris:
        raise InputError(f"two pages would be written to '{file.dest_uri}'")
    files.append(file)
