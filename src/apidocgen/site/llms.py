"""What an audience's folder holds, for language models: `llms.txt` and `llms-full.txt`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from apidocgen.reference.page import NavSection
from apidocgen.reference.phrases import Phrases
from apidocgen.site.hosting import HostedPage
from apidocgen.site.markdown_files import NAME
from apidocgen.variants.variant import Variant

INDEX, FULL = "llms.txt", "llms-full.txt"
OPTIONAL = "Optional"
"""What a reader in a hurry may skip: in every language, for llmstxt.org gives it that meaning."""


def write_llms(
    variant: Variant,
    sections: Sequence[NavSection],
    pages: Sequence[HostedPage],
    folder: Path,
    say: Phrases,
) -> None:
    """Write the list of an audience's pages, and all of them in one file if they have Markdown."""
    by_address = {page.reference.address: page for page in pages}
    head = _head(variant)
    lines = [head, *_listed(sections, by_address, say), *_documents(say)]
    (folder / INDEX).write_text("".join(lines), encoding="utf-8")
    if any(page.text for page in pages):
        with (folder / FULL).open("w", encoding="utf-8") as full:
            full.write(head)
            full.writelines(f"\n---\n\n{page.text.strip()}\n" for page in pages if page.text)


def _head(variant: Variant) -> str:
    info = variant.document.tree.get("info") or {}
    title = f"{_line(info.get('title'))}: {_line(variant.audience.title)}"
    about = _line(variant.audience.description) or _line(info.get("summary"))
    return f"# {title}\n" + (f"\n> {about}\n" if about else "")


def _listed(
    sections: Sequence[NavSection], pages: dict[str, HostedPage], say: Phrases
) -> Iterator[str]:
    """A heading and its lines for each section; what the navigation leaves out comes last."""
    left = dict(pages)
    for section in sections:
        addresses = [section.address, *(item.address for item in section.items)]
        named = [left.pop(address) for address in addresses if address in left]
        yield from _section(section.title or say("Reference"), named)
    yield from _section(OPTIONAL, left.values())


def _section(title: str, pages: Iterable[HostedPage]) -> Iterator[str]:
    lines = [_entry(page) for page in pages]
    if lines:
        yield f"\n## {_line(title)}\n\n"
        yield from lines


def _entry(page: HostedPage) -> str:
    reference = page.reference
    url = (page.canonical_url or reference.address or "./") + (NAME if page.has_text else "")
    about = _line(reference.description)
    return f"- [{_label(reference.title)}]({url})" + (f": {about}\n" if about else "\n")


def _documents(say: Phrases) -> Iterator[str]:
    yield f"\n## {say('OpenAPI document')}\n\n"
    yield f"- [openapi.yaml](openapi.yaml): {say('everything above as YAML')}\n"
    yield f"- [openapi.json](openapi.json): {say('the same as JSON')}\n"


def _label(text: str) -> str:
    return _line(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _line(text: object) -> str:
    """A text in one line."""
    return " ".join(text.split()) if isinstance(text, str) else ""
