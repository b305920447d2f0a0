"""Servers as a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apidocgen.reference.as_markdown.pieces import code, in_line, plain
from apidocgen.reference.operation_view import ServerView, VariableView
from apidocgen.reference.phrases import Phrases


def servers(say: Phrases, views: Iterable[ServerView], pad: str = "") -> Iterator[str]:
    """The lines of a list of servers, each with the variables in its address."""
    for each in views:
        name = f"**{plain(each.name)}** " if each.name else ""
        yield f"{pad}- {name}{code(each.url)} {in_line(each.description)}".rstrip()
        yield from (f"{pad}  - {_variable(say, variable)}" for variable in each.variables)


def _variable(say: Phrases, each: VariableView) -> str:
    values = f" ({say('one of')} {', '.join(map(code, each.values))})" if each.values else ""
    about = in_line(each.description)
    return f"{code(each.name)}: {code(each.default)}{values}{f' {about}' if about else ''}"
