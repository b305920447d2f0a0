"""The groups of the navigation are those that the document puts its tags into."""

from __future__ import annotations

import pytest
import yaml

from apidocgen.reference.navigation import navigation
from apidocgen.spec.document import Document
from apidocgen.variants.filter import make_variants
from tests.reference.building import MINIMAL

PATHS = """
paths:
  /a: {get: {tags: [a], responses: {}}}
  /b: {get: {tags: [b], responses: {}}}
  /c: {get: {tags: [c], responses: {}}}
  /none: {get: {responses: {}}}
webhooks: {w: {post: {responses: {}}}}
"""


def groups(source: str, version: str = "3.1") -> dict[str, list[tuple[str, str]]]:
    """Group and title of each section behind the general ones, by audience."""
    tree = {**MINIMAL, "openapi": f"{version}.0", **yaml.safe_load(source)}
    variants = make_variants(Document(tree, version, "test.yaml", lambda _paths: {})).variants
    return {
        each.audience.name: [(s.group, s.title) for s in navigation(each)[1:]] for each in variants
    }


def test_a_document_without_groups_has_no_headings() -> None:
    (shown,) = groups(PATHS).values()
    assert {group for group, _ in shown} == {""}


def test_tags_stand_in_their_groups_and_the_rest_after() -> None:
    (shown,) = groups(f"""
x-tagGroups: [{{name: Second, tags: [c, nobody]}}, {{name: First, tags: [b, c]}}]
{PATHS}""").values()
    assert shown == [
        ("Second", "c"),
        ("First", "b"),
        ("Other", "a"),
        ("Other", "Other endpoints"),
        ("Other", "Webhooks"),
    ]


def test_a_group_without_anything_visible_is_not_shown() -> None:
    shown = groups("""
x-audiences: {all: {}, some: {}}
x-tagGroups: [{name: Closed, tags: [b]}, {name: Open, tags: [a]}]
paths:
  /a: {get: {tags: [a], x-audience: [all, some], responses: {}}}
  /b: {get: {tags: [b], x-audience: [all], responses: {}}}
""")
    assert shown == {"all": [("Closed", "b"), ("Open", "a")], "some": [("Open", "a")]}


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("{name: top, summary: At the top}, {name: a, parent: top}", ["At the top", "a"]),
        ("{name: top}, {name: mid, parent: top}, {name: a, parent: mid}", ["top", "a"]),
        ("{name: b}, {name: a, parent: b}", ["b", "b", "b", "a"]),
    ],
)
def test_a_tag_with_a_parent_stands_below_the_topmost(tags: str, expected: list[str]) -> None:
    (shown,) = groups(f"tags: [{tags}]\n{PATHS}", "3.2").values()
    found = [part for section in shown if section[0] != "Other" for part in section]
    assert found == expected


def test_parents_in_a_circle_group_nothing() -> None:
    (shown,) = groups(f"tags: [{{name: a, parent: b}}, {{name: b, parent: a}}]\n{PATHS}").values()
    assert {group for group, _ in shown} == {""}


def test_an_operation_without_a_name_is_listed_by_its_path_beside_its_method() -> None:
    tree = {**MINIMAL, **yaml.safe_load("paths: {/a: {delete: {responses: {}}}}")}
    (variant,) = make_variants(Document(tree, "3.1", "test.yaml", lambda _paths: {})).variants
    (item,) = navigation(variant)[1].items
    assert (item.method, item.title) == ("DELETE", "/a")
    assert item.full_title == "DELETE /a"
