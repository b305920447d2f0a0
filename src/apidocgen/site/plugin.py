"""The MkDocs plugin: which of MkDocs' events lead to which part of this room."""

# MkDocs hands an event's arguments over by name, needed or not.
# ruff: noqa: ARG002

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils.templates import TemplateContext

from apidocgen.site.auditing import summary
from apidocgen.site.hosting import HostedPage
from apidocgen.site.production import Production
from apidocgen.site.running import current_run
from apidocgen.site.settings import PluginConfig, resolve_settings
from apidocgen.spec.problems import InputError

T = TypeVar("T")

FIRST, LAST = 100, -100

log = get_plugin_logger("apidocgen")


class ApidocgenPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Publishes a folder of reference pages per audience beside the hand-written pages."""

    production: Production
    server: LiveReloadServer | None = None
    is_preview: bool = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Stay the same object across the rebuilds of `mkdocs serve`."""
        self.is_preview = command == "serve"

    # First, so that other plugins find our template folders and assets in the configuration.
    @event_priority(FIRST)
    def on_config(self, config: MkDocsConfig) -> None:
        """Resolve the settings and make room in the theme."""
        run = current_run()
        file = Path(config.config_file_path) if config.config_file_path else None
        settings = run.settings if run else resolve_settings(self.config, file)
        self.production = Production(settings, config, run)
        _clearly(self.production.prepare_theme)

    # First, so that other plugins see the pages as files like any others.
    @event_priority(FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Read, filter, render; add the pages, downloads and assets."""
        for warning in _clearly(lambda: list(self.production.add_files(files))):
            log.warning(warning)

    # Last, so that the frame is rendered with what other plugins add to the environment.
    @event_priority(LAST)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Give the theme's templates what they ask of us."""
        self.production.prepare_env(env)

    def on_page_content(
        self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files
    ) -> str:
        """Put the audiences on the start page."""
        if isinstance(page, HostedPage) or not page.is_homepage:
            return html
        return self.production.landing(html)

    # Last, so that the frame is rendered with what other plugins add to the context.
    @event_priority(LAST)
    def on_page_context(
        self, context: TemplateContext, *, page: SitePage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Pour a hosted page into its frame."""
        if isinstance(page, HostedPage):
            html = self.production.complete(page, context)
            context["apidocgen_page"] = html  # type: ignore[typeddict-unknown-key]
        return context

    # Last, so that whatever removes or rewrites files has done it.
    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what lies beside the pages; make sure that no page is missing and none leaks."""
        self.production.finish()
        if missing := self.production.missing():
            raise PluginError(f"{len(missing)} files are missing, the first is {missing[0]}")
        self._audit()
        self._watch_sources()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> None:
        """Rebuild when the document, an overlay or a template changes."""
        self.server = server
        self._watch_sources()

    def _audit(self) -> None:
        """Stop a build with a leak; a preview, which nobody publishes, only warns."""
        found = self.production.audit()
        if self.is_preview:
            for leak in found:
                log.warning(leak)
        elif found and not current_run():
            raise PluginError(summary(found))

    def _watch_sources(self) -> None:
        if self.server:
            for path in self.production.watched():
                self.server.watch(str(path))


def _clearly(work: Callable[[], T]) -> T:
    """Run work whose input errors are the user's to mend: MkDocs shows them in one line."""
    try:
        return work()
    except InputError as error:
        raise PluginError(str(error)) from error
