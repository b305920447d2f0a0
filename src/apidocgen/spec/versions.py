"""Which version of the OpenAPI Specification a document claims to follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from apidocgen.spec.problems import InputError, Location

_VERSION = re.compile(r"(3\.[012])\.\d+(?:-.+)?\Z")


def detect_version(tree: Mapping[str, Any], file: str) -> str:
    """The feature version, "3.0", "3.1" or "3.2", of a document (section "OpenAPI Object").

    Raises InputError for Swagger 2.0 and for a version that is missing or not known.
    """
    claimed = tree.get("openapi")
    match = _VERSION.match(claimed) if isinstance(claimed, str) else None
    if match:
        return match.group(1)
    raise InputError(_complaint(tree, claimed), Location(file))


def version_key(tree: Mapping[str, Any]) -> str:
    """The key that says, or should say, which version a document follows."""
    return "swagger" if "swagger" in tree and "openapi" not in tree else "openapi"


def _complaint(tree: Mapping[str, Any], claimed: Any) -> str:
    if version_key(tree) == "swagger":
        return f"this is Swagger {tree['swagger']}: convert it to OpenAPI 3 first"
    if "openapi" not in tree:
        return "this is no OpenAPI document: it has no 'openapi' version"
    if not isinstance(claimed, str):
        return f"the 'openapi' version must be a string such as \"3.1.1\", not {claimed!r}"
    return f"the 'openapi' version {claimed!r} is not known; 3.0.x, 3.1.x and 3.2.x are"
