"""A fact in words."""

from __future__ import annotations

import json
from typing import Any

from apidocgen.diff.fact import Fact
from apidocgen.diff.rules.table import BY_ID

_LONG = 120


def worded(fact: Fact, says: str = "", limit: int | None = _LONG) -> str:
    """What the rule says of a fact, or ``says`` instead; values longer than ``limit`` are cut."""
    text = (says or _says(fact)).format(
        what=fact.what,
        before=shown(fact.before, limit),
        after=shown(fact.after, limit),
        detail=fact.detail,
    )
    return text[:1].upper() + text[1:]


def _says(fact: Fact) -> str:
    rule = BY_ID[fact.rule]
    nothing = fact.before is None or fact.after is None
    return rule.says_of_none if nothing and rule.says_of_none else rule.says


def shown(value: Any, limit: int | None = _LONG) -> str:
    """A value in a message; a long one is cut."""
    if value is None:
        return "none"
    if isinstance(value, list):
        text = ", ".join(shown(each, limit) for each in value)
    elif isinstance(value, str):
        text = value
    else:
        text = json.dumps(value, ensure_ascii=False, default=str)
    return text if limit is None or len(text) <= limit else f"{text[: limit - 1]}…"
