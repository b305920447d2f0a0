"""Where a page's search and instant loading look: the folder of its audience.

Material's script resolves `search/search_index.json`, `sitemap.xml` and every search result
against the `base` in the page's configuration. An audience's pages get its folder as base, and
so never load, nor link to, what lies outside.
"""

from __future__ import annotations

import json
import re

from jinja2.utils import htmlsafe_json_dumps

CONFIG = re.compile(r'(<script id="__config"[^>]*>)(.*?)(</script>)', re.DOTALL)


def based_on(html: str, base: str, worker: str = "") -> str:
    """Replace the base in the theme's configuration block; ValueError if there is none.

    `worker` takes the place of the search worker's file name.
    """
    found = CONFIG.search(html)
    if found is None:
        raise ValueError("the theme's configuration block is not where Material has it")
    settings = json.loads(found[2]) | {"base": base}
    if worker:
        settings["search"] = f"{settings['search'].rpartition('/')[0]}/{worker}"
    return f"{html[: found.start(2)]}{htmlsafe_json_dumps(settings)}{html[found.end(2) :]}"
