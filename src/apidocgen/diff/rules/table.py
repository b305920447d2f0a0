"""All rules: what a comparison can report, and what the manual says about each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from apidocgen.diff.rule import Rule
from apidocgen.diff.rules import (
    access,
    bounds,
    messages,
    objects,
    operations,
    subschemas,
    values,
)

FAMILIES = (operations, access, messages, objects, values, bounds, subschemas)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)
BY_ID: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in RULES})
