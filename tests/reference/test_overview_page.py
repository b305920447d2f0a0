"""The first page of an audience: what is said of the API stands where it is looked for."""

import re
from html import unescape

import pytest

from apidocgen.reference.markdown import introduced
from tests.reference.building import Build

SOURCE = """
info:
  title: Pets
  version: "1"
  description: |
    All about [pets].

    # Times

    In UTC.

    [pets]: https://pets.example
paths:
  /pets: {get: {tags: [Pets], responses: {}}}
webhooks:
  born: {post: {operationId: born, responses: {}}}
"""


def test_the_introduction_comes_first_and_chapters_last(build: Build) -> None:
    page = build(SOURCE)[""]
    for said, heads in ((page.html, ("h2>", ">Times<")), (page.markdown, ("## ", "## Times"))):
        assert said.index("All about") < said.index(heads[0])
        assert said.index("born") < said.index(heads[1])
    assert [heading.id for heading in page.headings] == ["endpoints", "webhooks", "about-times"]


def test_what_the_introduction_links_to_may_be_defined_at_the_end(build: Build) -> None:
    html = build(SOURCE)[""].html
    assert re.search(r'<a href="https://pets.example"[^>]*>pets</a>', html)


@pytest.mark.parametrize(
    ("text", "lead", "rest"),
    [
        ("", "", ""),
        ("Only this.\n\nAnd this.", "Only this.\nAnd this.", ""),
        ("# First\n\nText", "", "# First\n\nText"),
        ("Text\r\n\r\nTitle\r\n---\r\nMore", "Text", "Title\n---\nMore"),
        ("Text\n\n> quoted\n>\n> # Deep\n\nMore", "Text", "> quoted\n>\n> # Deep\n\nMore"),
        ("Text\n\n- item\n\n  # Deep", "Text", "- item\n\n  # Deep"),
        ("Text\n\n<h2>Raw</h2>", "Text", "<h2>Raw</h2>"),
        ("Text\n\n```\n# no heading\n```\n\n`<h2>`", "Text\n# no heading\n\n<h2>", ""),
    ],
)
def test_a_description_is_parted_at_its_first_heading(text: str, lead: str, rest: str) -> None:
    found, left = introduced(text, 2)
    said = unescape(re.sub("<[^>]*>", " ", found))
    assert said.split() == lead.split()
    assert left == rest
