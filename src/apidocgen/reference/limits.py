"""What a document says of rate limits and of lists in pages, recognised by its usual names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apidocgen.reference.lenient import table
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.parameters import merged_parameters
from apidocgen.variants.variant import VisibleOperation

RATE, PAGING = "rate", "paging"
_RATE_HEADER = re.compile(r"(?i)^(x-)?(app-)?rate-?limit|^retry-after$")
_PAGING_HEADER = re.compile(
    r"(?i)^(link|(x-)?(total(-count|-pages)?|page|per-page|(next|prev|previous)-(page|cursor)"
    r"|pagination(-\w+)*))$"
)
_PAGING = re.compile(
    r"(?i)^(\$(top|skip|skiptoken)|page|per_?page|page_?(size|token|number|index)|limit|offset"
    r"|cursor|next_?(page_?)?token|continuation_?token|items_?per_?page|max_?results|starting_after"
    r"|ending_before|page\[.*\])$"
)
_PAGING_TOGETHER = re.compile(r"(?i)^(after|before|size|count|first|last|skip|start|start_?index)$")
"""Names that have to do with pages where a parameter that surely has stands beside them."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A header or parameter, or a status, that an operation has: ``topic`` is rate or paging."""

    topic: str
    kind: str
    name: str
    node: dict[str, Any]


def signs_of(lookup: Lookup, operation: VisibleOperation) -> Iterator[Sign]:
    """What an operation says of limits and pages."""
    if operation.place == "paths":
        yield from _parameters(lookup, operation)
        yield from _answers(lookup, operation)


def _parameters(lookup: Lookup, operation: VisibleOperation) -> Iterator[Sign]:
    merged = merged_parameters(lookup, operation.node, operation.path_item)
    query = {name: node for (place, name), node in merged.items() if place == "query"}
    sure = [name for name in query if _PAGING.match(name)]
    for name, node in query.items():
        if name in sure or (sure and _PAGING_TOGETHER.match(name)):
            yield Sign(PAGING, "parameter", name, node)


def _answers(lookup: Lookup, operation: VisibleOperation) -> Iterator[Sign]:
    """Headers, each once for an operation, and the status that tells of too many requests."""
    seen: set[str] = set()
    for status, each in table(operation.node.get("responses")).items():
        response = lookup.resolve(each)
        if str(status) == "429":
            yield Sign(RATE, "status", "429", response)
        for name, header in table(response.get("headers")).items():
            rate = bool(_RATE_HEADER.match(name))
            paging = str(status)[:1] == "2" and bool(_PAGING_HEADER.match(name))
            if (rate or paging) and name.lower() not in seen:
                seen.add(name.lower())
                yield Sign(RATE if rate else PAGING, "header", name, lookup.resolve(header))
