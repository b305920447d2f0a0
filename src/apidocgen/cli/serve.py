"""``apidocgen serve``: the site, rebuilt whenever its sources change."""

from __future__ import annotations

import click

from apidocgen.cli.inputs import settings_for_site
from apidocgen.cli.options import Common, audience_option, common_options


@click.command("serve")
@audience_option
@click.option("--address", metavar="HOST:PORT", help="By default what mkdocs.yml says.")
@click.option("--open", "open_in_browser", is_flag=True, help="Open the site in a browser.")
@common_options
def command(
    common: Common, *, audiences: tuple[str, ...], address: str | None, open_in_browser: bool
) -> int:
    """Serve the site that mkdocs.yml describes, rebuilt when a source changes."""
    from apidocgen.site.serving import serve_site

    settings = settings_for_site(common)
    serve_site(settings, address, audiences or None, open_in_browser=open_in_browser)
    return 0
