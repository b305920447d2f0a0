"""The command's way to a live preview."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.exceptions import MkDocsException

from apidocgen.site.build import input_error_behind, load_mkdocs, with_audiences
from apidocgen.site.messages import listening, speaking
from apidocgen.site.running import Run, running
from apidocgen.site.settings import Settings
from apidocgen.spec.problems import InputError


def serve_site(
    settings: Settings,
    address: str | None = None,
    audiences: Sequence[str] | None = None,
    *,
    open_in_browser: bool = False,
) -> None:
    """Serve the site until interrupted, rebuilding when something it depends on changes."""
    file = load_mkdocs(settings).config_file_path
    run = Run(with_audiences(settings, audiences))
    with running(run), speaking(), listening() as heard:
        try:
            mkdocs_serve(file, open_in_browser=open_in_browser, dev_addr=address)
        except MkDocsException as error:
            raise input_error_behind(error) or InputError(heard.reason(error)) from error
