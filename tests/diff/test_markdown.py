"""The comment on a pull request: readable, harmless, never too long."""

from __future__ import annotations

from datetime import date
from typing import Any

from apidocgen.diff.accept import Acceptance, accept
from apidocgen.diff.compare import compare_documents
from apidocgen.diff.reports.markdown import LIMIT, as_markdown
from apidocgen.diff.reports.text import as_text, plain
from apidocgen.spec.problems import Location
from tests.diff.documents import document, operation, skeleton


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
