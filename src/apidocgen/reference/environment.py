"""The Jinja2 environment: where templates are found, and that everything is escaped."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import apidocgen
from apidocgen.reference.highlight import code_block
from apidocgen.reference.markdown import to_html, to_inline, to_plain
from apidocgen.reference.phrases import phrases_for

_PARAMETER = re.compile(r"(\{[^{}]*\})")


def packaged_templates() -> Path:
    """The folder of this project's own templates, in an installed package or a checkout."""
    package = Path(apidocgen.__file__).parent
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package.parents[1] / "templates"


def template_folders(project_templates: Path | None) -> list[Path]:
    """Where templates are looked for; the first folder that has a file wins."""
    own = [] if project_templates is None else [project_templates]
    return [*own, packaged_templates()]


@lru_cache(maxsize=8)
def environment(project_templates: Path | None = None, language: str = "en") -> Environment:
    """The environment for reference pages in a language; compiled templates are kept."""
    found = Environment(
        loader=FileSystemLoader(template_folders(project_templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        auto_reload=False,
    )
    found.filters["t"] = phrases_for(language, template_folders(project_templates))
    found.filters["markdown"] = to_html
    found.filters["inline_markdown"] = to_inline
    found.filters["plain"] = to_plain
    found.filters["capitalize_first"] = capitalize_first
    found.filters["safe_address"] = safe_address
    found.globals["code_block"] = code_block
    found.globals["path_parts"] = path_parts
    return found


@lru_cache(maxsize=8192)
def path_parts(path: str) -> Markup:
    """A path with its parameters marked, and places where it may break."""
    html = Markup("")
    for piece in _PARAMETER.split(path):
        if _PARAMETER.fullmatch(piece):
            html += Markup('<span class="ag-path-parameter">{}</span>').format(piece)
        else:
            html += Markup("/<wbr>").join(piece.split("/"))
    return html


def capitalize_first(words: str) -> str:
    """Words with a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]


def safe_address(address: str) -> str:
    """A web address as it is; anything that could run or hide something becomes empty."""
    return address if address.lower().startswith(("https://", "http://")) else ""
