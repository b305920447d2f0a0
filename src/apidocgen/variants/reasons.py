"""Why something is not there for an audience."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from apidocgen.spec.pointer import Path


class Cause(Enum):
    """The kinds of reasons for which an object is gone."""

    ANNOTATION = "annotation"
    UNANNOTATED = "unannotated"
    SECURITY = "security"
    REFERENCE = "reference"
    LINK = "link"
    EXPRESSION = "expression"
    EMPTIED = "emptied"
    UNUSED = "unused"
    RESTATES = "restates"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one object is gone; ``key`` is the field that was lost, ``target`` what it led to."""

    cause: Cause
    key: str = ""
    target: Path = ()
