"""The manual's pages about rules, made from the table.

``python -m apidocgen.diff.pages DIR`` writes them, one for each family. A test keeps the
committed pages equal to what this makes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from apidocgen.diff.level import Level
from apidocgen.diff.rule import Rule
from apidocgen.diff.rules.table import RULES

_MEANINGS = {
    Level.BREAKING: "somebody who follows the document is let down",
    Level.ACCESS: "somebody gains access without being asked or asking",
    Level.WARNING: "it depends on the caller, or was announced",
    Level.INFO: "nobody has to do anything",
}


def pages() -> Mapping[str, str]:
    """File name → text: an index, and a page for each family."""
    families: dict[str, list[Rule]] = {}
    for rule in RULES:
        families.setdefault(rule.family, []).append(rule)
    made = {_file(name): "\n".join(_family(name, rules)) for name, rules in families.items()}
    return {"index.md": "\n".join(_index(families))} | made


def _file(family: str) -> str:
    return f"{family.lower().replace(' ', '-')}.md"


def _index(families: Mapping[str, list[Rule]]) -> Iterator[str]:
    yield "# Rules of `apidocgen diff`"
    yield ""
    yield "Each change is reported under one of these rules. A rule has a level:"
    yield ""
    yield from (f"- **{level}**: {meaning}." for level, meaning in _MEANINGS.items())
    yield ""
    yield "Rules whose names begin with `request-` and `response-` look at the same change in what"
    yield "is sent and in what is returned. A change of a shared component that does both is one"
    yield "entry, under the rule of the worse direction."
    yield ""
    yield "| Family | Rules |"
    yield "|---|---:|"
    for name, rules in families.items():
        yield f"| [{name}]({_file(name)}) | {len(rules)} |"
    yield ""


def _family(name: str, rules: list[Rule]) -> Iterator[str]:
    yield f"# {name}"
    yield ""
    yield "[All rules](index.md)"
    for rule in rules:
        yield ""
        yield from _rule(rule)
    yield ""


def _rule(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}"
    yield ""
    yield f"**{rule.level}** – {rule.meaning} {rule.why}"
    yield ""
    yield f"- Looks at: {rule.looks_at}"
    yield f"- Example: {rule.example}"
    yield f"- Opposite: {f'`{rule.mirror}`' if rule.mirror else rule.no_mirror}"


def _write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write(Path(sys.argv[1]))
