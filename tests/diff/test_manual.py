"""The manual says of rules what the table does, and shows a comment as it is written."""

from __future__ import annotations

from pathlib import Path

from apidocgen.diff.compare import compare_documents
from apidocgen.diff.pages import pages
from apidocgen.diff.reports.markdown import as_markdown
from tests.diff.documents import OK, document, skeleton


def test_the_manual_has_the_page_of_each_family(root: Path) -> None:
    folder = root / "docs" / "manual" / "diff-rules"
    committed = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    again = "python -m apidocgen.diff.pages docs/manual/diff-rules"
    assert committed == dict(pages()), again


def test_the_comment_in_the_manual_is_one_that_is_written(root: Path) -> None:
    limit = {"name": "limit", "in": "query"}
    audiences = {"free": {"tier": "free"}, "supporter": {"tier": "supporter"}}
    master = skeleton(**{"x-tiers": list(audiences), "x-audiences": audiences, "x-tier": "free"})
    one = {"x-tier": "free", "responses": OK}
    base = {"/pets": {"get": {"parameters": [limit], "responses": OK}}, "/pets/{id}": {"get": one}}
    revision = {
        "/pets": {"get": {"parameters": [{**limit, "required": True}], "responses": OK}},
        "/pets/{id}": {"get": {**one, "x-tier": "supporter"}},
        "/owners": {"get": {"responses": OK}},
    }
    old, new = (document({**master, "paths": paths}) for paths in (base, revision))
    written, _, _ = as_markdown(compare_documents(old, new)).partition("<details")
    manual = (root / "docs" / "manual" / "diff.md").read_text(encoding="utf-8")
    shown = manual.partition("```markdown\n")[2].partition("```")[0]
    named = "`specs/master.yaml` compared with `1b2c3d4:specs/master.yaml`"
    assert shown.strip() == written.replace("`x.yaml` compared with `x.yaml`", named).strip()
