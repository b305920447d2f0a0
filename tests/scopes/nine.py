"""Nine ways to write security; every one is read wrongly by some renderer."""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.scopes.documents import document


class Case(NamedTuple):
    """An operation's `security`, its requirement, the rows of its access box, and its least scopes.

    A row is the schemes and scopes in it. Of /or, w is least: r opens other operations too.
    """

    key: str
    security: list[Any] | None
    requirement: list[list[dict[str, Any]]]
    rows: list[tuple[list[str], list[str]]]
    least: list[str]
    kind: str = "required"


def use(scheme: str, *scopes: str) -> dict[str, Any]:
    return {"scheme": scheme, "scopes": sorted(scopes)}


CASES = [
    Case("GET /and", [{"oauth2": ["r", "w"]}], [[use("oauth2", "r", "w")]],
         [(["oauth2"], ["r", "w"])], ["r", "w"]),
    Case("GET /or", [{"oauth2": ["r"]}, {"oauth2": ["w"]}], [[use("oauth2", "r")], [use("oauth2", "w")]],
         [(["oauth2"], ["w"]), (["oauth2"], ["r"])], ["w"]),
    Case("GET /and-schemes", [{"oauth2": ["r"], "key": []}], [[use("oauth2", "r"), use("key")]],
         [(["oauth2", "key"], ["r"])], ["r"]),
    Case("GET /or-schemes", [{"oauth2": ["r"]}, {"key": []}], [[use("oauth2", "r")], [use("key")]],
         [(["oauth2"], ["r"]), (["key"], [])], ["r"]),
    Case("GET /optional", [{}, {"oauth2": ["r"]}], [[], [use("oauth2", "r")]],
         [([], []), (["oauth2"], ["r"])], [], "optional"),
    Case("GET /inherited", None, [[use("oauth2", "base")]], [(["oauth2"], ["base"])], ["base"]),
    Case("GET /emptied", [], [[]], [], [], "emptied"),
    Case("GET /roles", [{"roles": ["admin"]}], [[use("roles", "admin")]],
         [(["roles"], ["admin"])], ["admin"]),
    Case("GET /alias", [{"oauth2": ["all"]}], [[use("oauth2", "all")]],
         [(["oauth2"], ["all"])], ["r", "w"]),
]  # fmt: skip

DOCUMENT = document(
    {case.key: case.security for case in CASES},
    security=[{"oauth2": ["base"]}],
    aliases={"all": ["r", "w"]},
)
