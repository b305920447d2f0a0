"""What readers are told of changes names nothing that is hidden from them by now."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apidocgen.diff.changelog import as_atom, as_changelog, without_hidden
from apidocgen.diff.hidden_now import HiddenNow
from apidocgen.diff.history import Release
from apidocgen.diff.news import news_of
from apidocgen.diff.public import UNNAMED
from apidocgen.spec.document import Document
from apidocgen.spec.loading import load
from apidocgen.spec.walk import walk
from apidocgen.variants.auditing.audit import Audit
from apidocgen.variants.filter import Filtering
from tests.diff.conftest import Run, edit, git
from tests.diff.documents import OK, document
from tests.strategies.hidden import HIDING, opened
from tests.strategies.masters import VERSIONS, master

Tree = dict[str, Any]

ACCESS: Tree = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "x-tiers": ["free", "paid"],
    "x-audiences": {"free": {"tier": "free"}, "paid": {"tier": "paid"}},
}
READ_ZEBRAS: Tree = {"read_zebras": "Read", "read_cats": "Read"}
FLOW: Tree = {"clientCredentials": {"tokenUrl": "https://e.org/t", "scopes": READ_ZEBRAS}}
ANNOTATED = frozenset({"Operation", "Schema", "Parameter", "Response", "Header", "MediaType"})


def said(old: Document, new: Document, audience: str = "free") -> list[tuple[str, str]]:
    """Heading and text of all that an audience is told."""
    releases = [Release("v1", "2026-01-01", old), Release("v2", "2026-02-01", new)]
    [told] = news_of(releases, audience, HiddenNow(new))
    return [(item.heading, item.text) for section in told.sections for item in section.items]


def leaks(old: Document, new: Document) -> tuple[list[str], int]:
    """What the audit of a site would find in changelogs and pages; and how much was told."""
    audit, hidden = Audit(Filtering(new)), HiddenNow(new)
    releases = [Release("v1", "2026-01-01", old), Release("v2", "2026-02-01", new)]
    found, items = [], 0
    for audience in [each.name for each in Filtering(new).access.audiences if each.publish]:
        told = news_of(releases, audience, hidden)
        texts = {
            "a.md": as_changelog(told, "News"),
            "a.atom": as_atom(told, "News", "https://example.com"),
            "a.html": "".join(each.html() for each in told),
        }
        for name, text in texts.items():
            suffix = Path(name).suffix
            found += [str(leak) for leak in audit.text(audience, text, suffix, name)]
        items += sum(len(section.items) for each in told for section in each.sections)
    return found, items


def two(old: Any, new: Any, shown: Any = None, hidden: Any = None) -> tuple[Document, Document]:
    """A free operation before and after, beside it a paid one and what both may use."""
    parts = {"components": {"securitySchemes": {"oauth": {"type": "oauth2", "flows": FLOW}}}}
    paid = {"/stable": {"get": {"x-tier": "paid", "responses": OK, **(hidden or {})}}}
    kept = {"/kept": {"get": {"x-tier": "free", "responses": OK, **(shown or {})}}}
    trees = (
        {**ACCESS, **parts, "paths": {"/pets": old, **kept, **paid}},
        {**ACCESS, **parts, "paths": {**({"/pets": new} if new else {}), **kept, **paid}},
    )
    return document(deepcopy(trees[0])), document(deepcopy(trees[1]))


def get(**parts: Any) -> Tree:
    return {"get": {"x-tier": "free", "responses": OK, **parts}}


def returned(schema: Tree) -> Tree:
    """An operation that returns this."""
    content = {"application/json": {"schema": schema}}
    return get(responses={"200": {"description": "fine", "content": content}})


def demanded(*alternatives: list[str]) -> list[Tree]:
    return [{"oauth": scopes} for scopes in alternatives]


CATS = {"security": demanded(["read_cats"])}
ZEBRAS = {"security": demanded(["read_zebras"])}


def went_up() -> tuple[Document, Document]:
    """An operation that only the paid audience sees any more."""
    old, new = two(get(), get())
    for each, tier in ((old, "free"), (new, "paid")):
        each.tree["paths"]["/zebras"] = get(**{"x-tier": tier})
    return old, new


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        pytest.param(
            two(get(**ZEBRAS), get(security=[{}]), CATS, ZEBRAS),
            ("GET /pets", "The operation is open to everybody now"),
            id="the scope of what is open now",
        ),
        pytest.param(
            two(
                get(security=demanded(["read_cats", "read_zebras"])), get(**CATS), CATS, ZEBRAS
            ),
            ("GET /pets", "The operation demands only oauth with read_cats"),
            id="a scope that is demanded no more",
        ),
        pytest.param(
            two(get(security=demanded(["read_cats"], ["read_zebras"])), get(**CATS), CATS, ZEBRAS),
            ("GET /pets", "The operation demands oauth with read_cats"),
            id="a way in that is gone",
        ),
        pytest.param(
            two(get(tags=["cats", "zebras"]), get(tags=["cats", "dogs"]), {}, {"tags": ["zebras"]}),
            ("GET /pets", "The tags of the operation changed to cats, dogs"),
            id="a tag",
        ),
        pytest.param(
            two(
                returned({"enum": ["cats", "zebras", "dogs"]}),
                returned({"enum": ["cats", "zebras"], "x-enum-values": {"zebras": {"x-tier": "paid"}}}),
            ),
            ("GET /pets", "The 200 response no longer allows dogs"),
            id="an enum value",
        ),
        pytest.param(
            two(
                returned({"properties": {"zebra_count": {"type": "integer"}, "a": {}}}),
                returned({"properties": {"zebra_count": {"x-tier": "paid"}, "a": {}}}),
            ),
            ("GET /pets", "A property that could be missing is no longer listed"),
            id="a property",
        ),
        pytest.param(
            two(returned({"default": "zebra_one"}), returned({"default": "one"}),
                {}, {"operationId": "zebra_one"}),
            ("GET /pets", "The default of the 200 response changed to one"),
            id="the text before",
        ),
        pytest.param(
            went_up(),
            ("", UNNAMED),
            id="an operation of a higher tier",
        ),
    ],
)  # fmt: skip
def test_only_what_is_hidden_is_left_out(
    documents: tuple[Document, Document], told: tuple[str, str]
) -> None:
    assert said(*documents) == [told]
    assert leaks(*documents)[0] == []


def test_an_operation_that_is_gone_for_everybody_is_named() -> None:
    documents = two(get(), None)
    assert said(*documents) == [("GET /pets", "The operation is gone")]
    assert leaks(*documents)[0] == []


def test_what_a_release_said_to_others_is_nobodys_to_read() -> None:
    old, new = two(get(), get(operationId="listPets"))
    del old.tree["x-audiences"]
    assert news_of([Release("v1", "", old), Release("v2", "", new)], "free", HiddenNow(new)) == []


def test_operations_that_share_a_change_are_named() -> None:
    answer = get(responses={"200": {"$ref": "#/components/responses/Fine"}})
    old, new = two(answer, answer, answer["get"])
    fine: Tree = {"description": "fine"}
    counted = {**fine, "headers": {"X-Total": {"schema": {}}}}
    for tree, response in ((old.tree, fine), (new.tree, counted)):
        tree["components"]["responses"] = {"Fine": response}
    [(heading, text)] = said(old, new)
    assert heading == "GET /kept, GET /pets"
    assert "reached from" not in text


def test_readers_do_not_see_how_sure_a_guess_is() -> None:
    old, new = two(get(operationId="list", summary="List"), None)
    new.tree["paths"]["/animals"] = get(operationId="list", summary="List")
    assert said(old, new) == [("GET /animals", "GET /pets is GET /animals now")]


def test_earlier_words_are_kept_but_for_what_is_hidden_now() -> None:
    written = "# News\n\nOur zebra news.\n\n## v1 – 2026\n\n- **GET /a**: Meet\n  a zebra\n- Cats\n"
    kept = without_hidden(written, lambda text: "zebra" in text)
    assert kept == f"# News\n\n{UNNAMED}\n\n## v1 – 2026\n\n- {UNNAMED}\n- Cats\n"


def test_the_command_rewrites_what_names_something_hidden(run: Run, repository: Path) -> None:
    git("tag", "v1")
    edit(
        repository / "api.yaml",
        "    post:\n",
        "    put: {x-tier: free, operationId: putPets}\n    post:\n",
    )
    edit(repository / "api.yaml", "putPets}", "putPets, responses: {'200': {description: made}}}")
    git("commit", "-qam", "v2")
    git("tag", "v2")
    run("changelog", "api.yaml")
    page = Path("changelog/free.md")
    edit(page, "The operation is new", "Use putPets")
    edit(repository / "api.yaml", "put: {x-tier: free", "put: {x-tier: paid")
    ran = run("changelog", "api.yaml")
    assert "left out what names something that is hidden now" in ran.err
    assert f"- {UNNAMED}" in page.read_text(encoding="utf-8")
    assert "putPets" not in page.read_text(encoding="utf-8")


# -- whatever is hidden --------------------------------------------------------------------------


def hide(tree: Tree, rng: Random, count: int, ways: Sequence[Tree]) -> Tree:
    """The same document with some elements hidden, some gone, some operations open to all."""
    changed = deepcopy(tree)
    nodes = [
        (kind, node)
        for _, node, kind in walk(changed)
        if isinstance(node, dict) and kind in ANNOTATED and node.get("in") != "path"
    ]
    for kind, node in rng.sample(nodes, min(count, len(nodes))):
        if kind == "Operation" and rng.random() < 0.5:
            node["security"] = rng.choice([[{}], []])
            node.pop("x-scopes", None)
        elif kind == "Schema" and isinstance(node.get("enum"), list) and rng.random() < 0.7:
            values = [each for each in node["enum"] if isinstance(each, str)]
            node["x-enum-values"] = {value: rng.choice(ways) for value in values[1:]}
        else:
            node.update(rng.choice(ways))
    for item in rng.sample(list(changed["paths"]), 1):
        del changed["paths"][item]
    return changed


@settings(
    max_examples=int(os.environ.get("APIDOCGEN_EXAMPLES", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), version=st.sampled_from(tuple(VERSIONS)))
def test_no_secret_of_generated_pairs_is_told(seed: int, version: str) -> None:
    base = opened(master(Random(seed), version), Random(seed))
    changed = hide(base, Random(seed), 6, HIDING)
    assert leaks(document(base), document(changed))[0] == []


Changed = Callable[[Tree, Random], Tree]


def everything_open(tree: Tree, rng: Random) -> Tree:
    """The operations of one tag need no token any more."""
    changed = deepcopy(tree)
    tags = {tag for _, node, kind in walk(tree) if kind == "Operation" for tag in node["tags"]}
    tag = rng.choice(sorted(tags))
    for _, node, kind in walk(changed):
        if kind == "Operation" and tag in node["tags"]:
            node["security"] = [{}]
            node.pop("x-scopes", None)
    return changed


def some_hidden(tree: Tree, rng: Random) -> Tree:
    """Elements all over the document are for the highest tier, or for nobody."""
    return hide(tree, rng, 25, ({"x-tier": "premium"}, {"x-internal": True}))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("change", [everything_open, some_hidden])
def test_no_secret_of_the_reference_document_is_told(
    root: Path, change: Changed, seed: int
) -> None:
    base = load(str(root / "specs" / "master.yaml")).document
    found, items = leaks(document(base.tree), document(change(base.tree, Random(seed))))
    assert found == []
    assert items > 0
