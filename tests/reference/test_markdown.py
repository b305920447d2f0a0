"""Each page as Markdown says what its HTML says, and stays what it is."""

from markdown_it import MarkdownIt

from apidocgen.reference.as_markdown.pieces import block, code, plain
from tests.reference.building import Build
from tests.reference.test_operation_page import SOURCE


def test_an_operation_as_markdown_holds_its_facts(build: Build) -> None:
    text = build(SOURCE)["operations/putPet/"].markdown
    for fact in (
        "# Replace a pet",
        "`PUT /pets/{petId}`",
        "This operation is deprecated.",
        "### Big",
        "- `petId`: string (uuid), required",
        "1 to 99, default `1`",
        "Which *page*",
        "array of integers",
        "It was replaced",
        "Calls left",
        "- again: [`putPet`](../../operations/putPet/index.md), `petId` is `$response.body#/id`",
        "Callback changed: `POST {$request.body#/url}`",
        "```bash",
        "[Pet](../../schemas/Pet/index.md)",
    ):
        assert fact in text


def test_links_lead_to_the_markdown_of_other_pages(build: Build) -> None:
    pages = build(SOURCE)
    assert "`name`: string, required" in pages["schemas/Pet/"].markdown
    assert "](../../operations/putPet/index.md)" in pages["schemas/Pet/"].markdown
    assert "](tags/untagged/index.md)" in pages[""].markdown
    assert "needs no authentication" in pages["tags/untagged/"].markdown


def test_names_and_code_never_become_markdown() -> None:
    for name in ("a`b", "``", "*x*", "[a](javascript:1)", "<script>", "# h", "a|b", ""):
        html = MarkdownIt().render(f"x {code(name)} y")
        assert "<script" not in html
        assert html.count("<code>") == 1
        assert "<a " not in MarkdownIt().render(f"x {plain(name)}")
    assert MarkdownIt().render(block("a\n```\nb")).count("<pre>") == 1
