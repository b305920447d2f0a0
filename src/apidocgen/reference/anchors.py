"""Ids within a page: every field can be linked to, and the link stays the same."""

from __future__ import annotations

import re

from apidocgen.reference.addresses import fingerprint

LONGEST = 64
_ESCAPED = re.compile(r"~([0-9a-f]{1,6})~")
_OUTSIDE = re.compile(r"[^A-Za-z0-9_-]")


def part(name: str) -> str:
    """One step of an id. Different names give different steps, none of which holds a dot."""
    if len(name) > LONGEST:
        return f"{part(name[:40])}~{fingerprint(name)}"
    return _OUTSIDE.sub(lambda found: f"~{ord(found[0]):x}~", name)


def name_of(step: str) -> str:
    """The name that a step of an id was made from, as far as the step tells; empty for others."""
    if step.startswith("~"):
        return ""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), step)


def join(*parts: str) -> str:
    """The id of what is reached by these steps."""
    return ".".join(each for each in parts if each)
