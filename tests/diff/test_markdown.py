"""The comment on a pull request: readable, harmless, never too long."""

from __future__ import annotations

from typing import Any

from apidocgen.diff.compare import compare_documents
from apidocgen.diff.reports.markdown import LIMIT, as_markdown
from tests.diff.documents import document, operation, skeleton


def test_a_headline_for_each_audience() -> None:
    root = {
        "x-tiers": ["free", "paid"],
        "x-audiences": {"free": {"tier": "free"}, "paid": {"tier": "paid"}},
    }
    old = operation({"x-tier": "free"}, **root)
    new = operation({"x-tier": "paid"}, **root)
    text = as_markdown(compare_documents(document(old), document(new)))
    assert text.startswith("## 🔴 API: 1 breaking change\n")
    assert "- 🔴 **free**: 1 breaking change – The operation needs the tier paid now" in text
    assert "- **paid**: nothing changes" in text
    assert "| **free** | 1 | – | – | – |" in text
    assert text.count("<details") == text.count("</details>") == 1


def test_nothing() -> None:
    same = document(operation({}))
    text = as_markdown(compare_documents(same, document(operation({}))))
    assert text == "## 🟢 API: nothing changes\n\nBoth documents say the same.\n"


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
