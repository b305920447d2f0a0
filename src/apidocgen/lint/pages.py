"""The manual's pages about rules, made from the table.

``python -m apidocgen.lint.pages DIR EXAMPLES`` writes them; EXAMPLES is a folder with a document
for each rule, named after it. A test keeps the committed pages equal to what this makes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from apidocgen.lint.finding import Severity
from apidocgen.lint.rule import Rule
from apidocgen.lint.rules import RULES

_SEVERITIES = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info (a remark)",
}


def pages(examples: Path) -> Mapping[str, str]:
    """File name → text: an index, and a page for each rule."""
    made = {f"{rule.id}.md": _page(rule) + _example(rule, examples) for rule in RULES}
    return {"index.md": _index()} | made


def _example(rule: Rule, examples: Path) -> str:
    path = examples / f"{rule.id}.yaml"
    if not path.is_file():
        return ""
    text = path.read_text(encoding="utf-8").rstrip()
    return f"""
## Example

A comment names each finding: the rule, the audiences that it concerns if there are any, and a
part of the message.

```yaml
{text}
```
"""


def _page(rule: Rule) -> str:
    return f"""# {rule.title}

| | |
|---|---|
| Rule | `{rule.id}` |
| Severity | {_SEVERITIES[rule.severity]}, unless [configured](../configuration.md#rules) |
| Family | {rule.family} |

{rule.meaning}

## Why it matters

{rule.why}

## What to do

{rule.remedy}
"""


def _index() -> str:
    return "\n".join(_index_lines()) + "\n"


def _index_lines() -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield "What [`apidocgen check`](../commands.md#check) reports. The severity of each rule can be"
    yield "changed, or the rule turned off, in the [configuration](../configuration.md#rules)."
    for family, rules in groupby(RULES, key=lambda rule: rule.family):
        yield from ("", f"## {family}", "", "| Rule | Severity | Finds |", "|---|---|---|")
        for rule in rules:
            yield f"| [`{rule.id}`]({rule.id}.md) | {rule.severity} | {rule.meaning} |"


def write(folder: Path, examples: Path) -> None:
    """Write all pages, and remove those of rules that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages(examples)
    for path in folder.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
