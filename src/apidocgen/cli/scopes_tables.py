"""The matrix of ``apidocgen scopes matrix`` in each of its formats."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rich.text import Text

from apidocgen.reference.scope_answers.access_map import AccessMap, Endpoint
from apidocgen.reference.scope_answers.catalogue import aliases_as_json, requirement_as_json
from apidocgen.reference.scope_answers.formula import formula

_HEAD = ("method", "path", "operationId", "audiences", "tier", "requirement")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_json(known: AccessMap) -> str:
    """The matrix in the documented shape (``scopes-matrix.json``)."""
    operations = [endpoint_json(each) for each in known.endpoints.values()]
    shape = {"operations": operations, "aliases": aliases_as_json(known)}
    return json.dumps(shape, indent=2, ensure_ascii=False)


def endpoint_json(endpoint: Endpoint) -> dict[str, Any]:
    """One endpoint in the documented shape."""
    return {
        "method": endpoint.method,
        "path": endpoint.path,
        "operationId": endpoint.operation_id,
        "audiences": list(endpoint.audiences),
        "tier": endpoint.tier,
        "requirement": requirement_as_json(endpoint.requirement),
    }


def as_csv(known: AccessMap) -> str:
    """A table for spreadsheets: a column for each scope, after those that describe the endpoint.

    The cell of a scope holds the numbers of the alternatives that name it, counted from 1.
    """
    scopes = sorted(known.names - {alias.name for alias in known.aliases})
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(_harmless, (*_HEAD, *scopes)))
    for endpoint in known.endpoints.values():
        marks = [_alternatives(endpoint, scope, known) for scope in scopes]
        writer.writerow(map(_harmless, (*_row(endpoint), *marks)))
    return out.getvalue()


def as_markdown(known: AccessMap) -> str:
    """A table that can be pasted where Markdown is read."""
    lines = [_markdown_row(_HEAD), _markdown_row(["---"] * len(_HEAD))]
    for endpoint in known.endpoints.values():
        method, path, name, audiences, tier, needs = map(_markdown_cell, _row(endpoint))
        lines.append(_markdown_row((method, _code(path), _code(name), audiences, tier, needs)))
    return "\n".join(lines)


def as_text(known: AccessMap) -> Iterator[Text]:
    """A line for each endpoint; what several lines share is as wide in each."""
    endpoints = tuple(known.endpoints.values())
    width = max((len(each.path) for each in endpoints), default=0)
    several = len({name for each in endpoints for name in each.audiences}) > 1
    for endpoint in endpoints:
        line = Text.assemble(
            (f"{endpoint.method:<7}", "bold"),
            f"{endpoint.path:<{width}}  ",
            (formula(endpoint.requirement), "cyan"),
        )
        if several:
            line.append(f"  [{', '.join(endpoint.audiences)}]", "magenta")
        yield line.append(f"  {endpoint.tier}", "yellow") if endpoint.tier else line


WRITERS: Mapping[str, Callable[[AccessMap], str]] = {
    "json": as_json,
    "csv": as_csv,
    "markdown": as_markdown,
}


def _row(endpoint: Endpoint) -> tuple[str, ...]:
    return (
        endpoint.method,
        endpoint.path,
        endpoint.operation_id or "",
        " ".join(endpoint.audiences),
        endpoint.tier or "",
        formula(endpoint.requirement),
    )


def _alternatives(endpoint: Endpoint, scope: str, known: AccessMap) -> str:
    alternatives = enumerate(endpoint.requirement.alternatives, start=1)
    named = (str(n) for n, each in alternatives if scope in known.aliases.expand(each.scopes))
    return " ".join(named)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _markdown_row(cells: Any) -> str:
    return f"| {' | '.join(cells)} |"


def _markdown_cell(cell: str) -> str:
    return " ".join(cell.replace("\\", "\\\\").replace("|", "\\|").split())


def _code(cell: str) -> str:
    return f"`{cell}`" if cell else ""
