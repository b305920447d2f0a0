"""The comment on a pull request: readable, harmless, never too long."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from apidocgen.diff.accept import Acceptance, accept
from apidocgen.diff.compare import compare_documents
from apidocgen.diff.reports.markdown import LIMIT, as_markdown
from apidocgen.diff.reports.text import as_text, plain
from apidocgen.spec.document import Document
from apidocgen.spec.problems import Location
from tests.diff.documents import OK, document, operation, skeleton


def test_a_headline_for_each_audience() -> None:
    root = {
        "x-tiers": ["free", "paid"],
        "x-audiences": {"free": {"tier": "free"}, "paid": {"tier": "paid"}},
    }
    old = operation({"x-tier": "free"}, **root)
    new = operation({"x-tier": "paid"}, **root)
    text = as_markdown(compare_documents(document(old), document(new)))
    assert text.startswith("## 🔴 Pets: 1 breaking change\n\n`x.yaml` compared with `x.yaml`\n")
    assert "- 🔴 **free**: The operation needs the tier paid now, so far free (`GET /pets`)" in text
    assert "| **free** | 1 | – | – | – |" in text
    assert "| **paid** | – | – | – | – |" in text
    assert "**paid**:" not in text
    assert text.count("<details") == text.count("</details>") == 1


TIERS: Any = {
    "x-tiers": ["free", "paid"],
    "x-audiences": {"free": {"tier": "free"}, "paid": {"tier": "paid"}, "apps": {}},
}
LIMIT_PARAMETER = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
NEEDED = {"parameters": [{**LIMIT_PARAMETER, "required": True}]}
FREE_TO_ASK = {"parameters": [LIMIT_PARAMETER]}


def operations(nodes: dict[str, Any], **root: Any) -> Document:
    """A document with these operations, each at a path of its own."""
    paths = {path: {"get": {"responses": OK, **node}} for path, node in nodes.items()}
    return document({**skeleton(**root), "paths": paths})


def commented(old: dict[str, Any], new: dict[str, Any], **root: Any) -> str:
    """The comment on changed operations."""
    return as_markdown(compare_documents(operations(old, **root), operations(new, **root)))


def headlines(text: str) -> list[str]:
    return [line for line in text.partition("<details")[0].splitlines() if line.startswith("- ")]


def test_what_is_the_worst_for_several_is_said_once() -> None:
    old, new = ({"/a": {"x-tier": "free", **each}} for each in (FREE_TO_ASK, NEEDED))
    said = "The query parameter `limit` is required now (`GET /a`)"
    assert headlines(commented(old, new, **TIERS)) == [f"- 🔴 **free, paid, apps**: {said}"]


def test_what_an_audience_no_longer_sees_comes_first() -> None:
    old = {"/a": {"x-tier": "free", **FREE_TO_ASK}, "/b": {"x-tier": "free"}}
    new = {"/a": {"x-tier": "free", **NEEDED}, "/b": {"x-tier": "paid"}}
    assert headlines(commented(old, new, **TIERS)) == [
        "- 🔴 **free**: The operation needs the tier paid now, so far free (`GET /b`)",
        "- 🔴 **free, paid, apps**: The query parameter `limit` is required now (`GET /a`)",
    ]


def test_an_operation_that_opens_is_said_beside_what_breaks() -> None:
    old = {"/a": {"x-tier": "free", **FREE_TO_ASK}, "/b": {"x-tier": "free", "x-internal": True}}
    new = {"/a": {"x-tier": "free", **NEEDED}, "/b": {"x-tier": "free"}}
    assert headlines(commented(old, new, **TIERS)) == [
        "- 🔴 **free, paid, apps**: The query parameter `limit` is required now (`GET /a`)",
        "- 🟣 **free, paid, apps**: The operation is no longer internal (`GET /b`)",
    ]


SCHEMES: Any = {
    "securitySchemes": {
        "oauth": {
            "type": "oauth2",
            "flows": {"clientCredentials": {"tokenUrl": "/t", "scopes": {"a": "", "b": ""}}},
        }
    }
}


OPEN_NOW = "The operation is open to everybody now, so far it took oauth with b"


def needing(*scopes: str) -> dict[str, Any]:
    """An operation that asks for a token with these scopes."""
    return {"security": [{"oauth": list(scopes)}]}


def aliased(nodes: dict[str, Any], members: list[str]) -> Document:
    """A document with these operations and an alias of these scopes."""
    return operations(
        nodes, components=SCHEMES, **{"x-scope-aliases": {"both": {"scopes": members}}}
    )


def test_all_that_opens_is_said_beside_what_breaks() -> None:
    old = {"/a": needing("a"), "/b": needing("b"), "/c": needing("b")}
    new = old | {"/a": needing("a", "b"), "/b": {"security": [{}]}}
    text = as_markdown(compare_documents(aliased(old, ["a"]), aliased(new, ["a", "b"])))
    breaking, *opening = headlines(text)
    assert breaking.startswith("- 🔴 **all**: ")
    assert sorted(opening) == [
        "- 🟣 **all**: The alias `both` gained b; its holders gain GET /c",
        f"- 🟣 **all**: {OPEN_NOW} (`GET /b`)",
    ]


def test_a_headline_about_several_operations_names_them() -> None:
    plainly: dict[str, Any] = {"/a": {}, "/b": {}}
    old = operations(plainly, components=SCHEMES, **needing("b"))
    new = operations(plainly, components=SCHEMES, security=[{}])
    said = f"{OPEN_NOW}; reached from 2 operations (`GET /a`, `GET /b`)"
    text = as_markdown(compare_documents(old, new))
    assert headlines(text) == [f"- 🟣 **all**: {said}"]


def test_what_opens_keeps_its_place_however_much_breaks() -> None:
    names: dict[str, Any] = {name: {} for name in ["apps", *(f"a{number}" for number in range(20))]}
    labels = {f"/{number}": [f"a{number}"] for number in range(20)}
    old: dict[str, Any] = {path: {"x-audience": ["apps", *label]} for path, label in labels.items()}
    new: dict[str, Any] = {path: {"x-audience": label} for path, label in labels.items()}
    old["/open"] = {"x-audience": ["apps"], **needing("a")}
    new["/open"] = {"x-audience": ["apps"], "security": [{}]}
    root = {"x-audiences": names, "components": SCHEMES}
    lines = headlines(commented(old, new, **root))
    assert [line[2] for line in lines] == [*"🔴" * 11, "🟣", "a"]
    assert lines[-1] == "- and 9 more of this kind below"


def test_operations_of_which_the_same_is_said_share_a_line() -> None:
    old, new = (
        {f"/{number}": {"x-tier": "free", **each} for number in range(5)}
        for each in ({}, {"x-internal": True})
    )
    said = "The operation is internal now (`GET /0`, `GET /1`, `GET /2` and 2 more)"
    assert headlines(commented(old, new, **TIERS)) == [f"- 🔴 **free, paid, apps**: {said}"]


def test_there_are_only_so_many_lines_before_the_changes() -> None:
    old = {f"/{number}": {"x-audience": ["apps", f"a{number}"]} for number in range(20)}
    new = {f"/{number}": {"x-audience": [f"a{number}"]} for number in range(20)}
    names: dict[str, Any] = {name: {} for name in ["apps", *(f"a{number}" for number in range(20))]}
    lines = headlines(commented(old, new, **{"x-audiences": names}))
    assert len(lines) == 13
    assert lines[-1] == "- and 8 more of this kind below"


def test_only_what_is_harmless_is_folded_away() -> None:
    old = {"/a": {"security": [{"key": []}], **FREE_TO_ASK}, "/b": {}}
    new = {"/a": {"security": [{}], **NEEDED}, "/b": {}, "/c": {}}
    scheme = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "K"}}}
    text = commented(old, new, components=scheme)
    assert re.findall(r"<details.*", text) == [
        "<details open><summary>🔴 1 breaking change</summary>",
        "<details open><summary>🟣 1 access gained silently</summary>",
        "<details><summary>⚪ 1 further change</summary>",
    ]


def test_changes_that_concern_some_say_whom_first() -> None:
    old = {"/a": {"x-tier": "free"}, "/b": {"x-tier": "free", **FREE_TO_ASK}}
    new = {"/a": {"x-tier": "paid"}, "/b": {"x-tier": "free", **NEEDED}}
    text = commented(old, new, **TIERS)
    assert "\n- **free**: The operation needs the tier paid now, so far free<br>" in text
    assert "\n- The query parameter `limit` is required now<br>" in text


@pytest.mark.parametrize(("paths", "named"), [(["/x"], "GET /x"), (["/x", "/y"], "GET /x, GET /y")])
def test_operations_are_named_once(paths: list[str], named: str) -> None:
    flows = {"clientCredentials": {"tokenUrl": "/t", "scopes": {"a": "", "b": ""}}}
    root = {"components": {"securitySchemes": {"oauth": {"type": "oauth2", "flows": flows}}}}
    demands = {"/w": "a", **dict.fromkeys(paths, "b")}
    nodes = {path: {"security": [{"oauth": [scope]}]} for path, scope in demands.items()}
    old, new = (
        operations(nodes, **root, **{"x-scope-aliases": {"all": {"scopes": scopes}}})
        for scopes in (["a"], ["a", "b"])
    )
    text = as_markdown(compare_documents(old, new))
    said = f"The alias `all` gained b; its holders gain {named}"
    assert headlines(text) == [f"- 🟣 **all**: {said}"]
    assert f"\n- {said}<br>" in text


def test_nothing() -> None:
    same = document(operation({}))
    text = as_markdown(compare_documents(same, document(operation({}))))
    said = "`x.yaml` compared with `x.yaml`\n\nBoth documents say the same."
    assert text == f"## 🟢 Pets: nothing changes\n\n{said}\n"


def test_changes_can_be_accepted_from_the_comment() -> None:
    old = skeleton() | {"paths": {"/a": {"get": {"responses": {}}}}}
    comparison = compare_documents(document(old), document(skeleton()))
    [change] = comparison.changes
    text = as_markdown(comparison)
    assert f"`operation-removed` `{change.fingerprint}`" in text
    assert "`--accept`" in text
    entry = Acceptance("Announced.", Location("x"), fingerprint=change.fingerprint)
    accepted = accept(comparison, [entry], date(2026, 1, 1))
    text = as_markdown(accepted)
    assert text.startswith("## 🟢 Pets: all accepted\n")
    assert "- **GET /a**: The operation is gone – *Announced.*" in text
    assert "`--accept`" not in text
    assert "    ✓ GET /a: The operation is gone  Announced." in plain(as_text(accepted))


def test_what_the_document_says_is_only_text() -> None:
    evil = "x`</details><script>alert(1)</script>\n\n# @everyone ![](http://evil.example/a.png)"
    old: dict[str, Any] = operation({"parameters": [{"name": evil, "in": "query"}]})
    text = as_markdown(compare_documents(document(old), document(operation({}))))
    outside = "".join(text.split("`")[::2])
    for bad in ("<script>", "@everyone", "![]", "\n# "):
        assert bad not in outside
    assert text.count("</details>") == text.count("<details")


def test_it_fits() -> None:
    many: dict[str, Any] = {
        f"/p{number}/{'x' * 50}": {"get": {"responses": {}}} for number in range(3000)
    }
    old = skeleton() | {"paths": many}
    text = as_markdown(compare_documents(document(old), document(skeleton())))
    assert LIMIT * 0.5 < len(text) <= LIMIT
    assert "more changes do not fit here" in text
    assert text.count("<details") == text.count("</details>")
