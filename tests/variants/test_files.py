"""What a variant gets from other files does not tell of uses that are hidden from its audience."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apidocgen.spec.document import Document
from apidocgen.spec.loading import load
from apidocgen.spec.problems import InputError
from apidocgen.spec.reading import read_document
from apidocgen.spec.validation import Validator
from apidocgen.variants.filter import make_variants
from apidocgen.variants.variant import Variant
from tests.variants.dangling import dangling
from tests.variants.masters import written

HEAD = """\
openapi: 3.1.0
info: {title: T, version: "1"}
x-tiers: [free, premium]
x-tier: free
x-audiences: {free: {tier: free}, premium: {tier: premium}}
"""
USE = "get: {responses: {'200': {description: fine, content: {a/b: {schema: {$ref: '%s'}}}}}}"
HIDDEN = "  /hidden: {x-internal: true, %s}\n"

FILES = {
    "s/Pet.yaml": "{type: object, title: Other, properties: {name: {type: string}}}",
    "t/Pet.yaml": "{type: object, properties: {name: {type: string}, next: {$ref: Dog.yaml}}}",
    "t/Dog.yaml": "{type: object, properties: {pet: {$ref: Pet.yaml}}}",
    "p/item.yaml": "get: {operationId: item, responses: {'200': {$ref: ../r.yaml#/Fine}}}",
    "called.yaml": "post: {callbacks: {c: {'{$url}': {$ref: p/item.yaml}}}, responses: {'200': {description: a}}}",
    "r.yaml": "Fine: {description: fine, content: {a/b: {schema: {$ref: t/Dog.yaml}}}}",
    "p/limited.yaml": """\
        parameters: [{name: limit, in: query, schema: {type: integer}}]
        get: {responses: {'200': {description: fine, content: {a/b: {schema: {type: string}}}}}}
        """,
    "p/same.yaml": """\
        parameters: [{$ref: 'limited.yaml#/parameters/0'}]
        get: {responses: {'200': {$ref: 'limited.yaml#/get/responses/200'}}}
        """,
    "p/back.yaml": """\
        parameters: [{$ref: '../api.yaml#/paths/~1shown/parameters/0'}]
        get: {responses: {'200': {$ref: '../api.yaml#/paths/~1shown/get/responses/200'}}}
        """,
    "q.yaml": "limit: {name: limit, in: query, schema: {type: integer}}",
    "choice.yaml": """\
        {type: object, oneOf: [{$ref: t/Pet.yaml}, {$ref: t/Dog.yaml}],
         discriminator: {propertyName: kind, mapping: {pet: t/Pet.yaml}}}
        """,
}


def _load(folder: Path, document: str, files: dict[str, str]) -> Document:
    for name, text in {**files, "api.yaml": HEAD + document}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder / "api.yaml", root=folder).document


def _free(master: Document) -> Variant:
    return make_variants(master, ["free"]).variants[0]


CASES = {
    "a file of the same name": (
        HIDDEN % (USE % "s/Pet.yaml") + "  /shown: {%s}\n" % (USE % "t/Pet.yaml"),
        "",
    ),
    "a component of the same name": (
        "  /shown: {%s}\n" % (USE % "t/Pet.yaml"),
        "components: {schemas: {Pet: {type: string, x-internal: true}}}\n",
    ),
    "a component of the same name, used": (
        HIDDEN % (USE % "#/components/schemas/Pet") + "  /shown: {%s}\n" % (USE % "t/Pet.yaml"),
        "components: {schemas: {Pet: {type: string}}}\n",
    ),
    "a path item used twice": (
        "  /shown: {$ref: p/item.yaml}\n  /hidden: {x-internal: true, $ref: p/item.yaml}\n",
        "",
    ),
    "a path item that a callback and a path use": (
        (
            "  /a: {get: {callbacks: {c: {'{$url}': {$ref: p/item.yaml}}}, responses: {'200': {description: a}}}}\n"
            "  /shown: {$ref: p/item.yaml}\n  /hidden: {x-internal: true, $ref: p/item.yaml}\n"
        ),
        "",
    ),
    "a path item that a hidden callback uses, too": (
        (
            "  /hidden: {get: {x-internal: true, callbacks: {c: {'{$url}': {$ref: p/item.yaml}}}}}\n"
            "  /shown: {$ref: p/item.yaml}\n"
        ),
        "",
    ),
    "a callback in a file that is used twice": (
        (
            "  /hidden: {x-internal: true, $ref: called.yaml}\n"
            "  /a: {$ref: called.yaml}\n  /shown: {$ref: p/item.yaml}\n"
        ),
        "",
    ),
    "the inside of a schema": (
        HIDDEN % (USE % "t/Pet.yaml") + "  /shown: {%s}\n" % (USE % "t/Pet.yaml#/properties/name"),
        "",
    ),
    "the order of names and kinds": (
        "  /hidden: {x-internal: true, parameters: [{$ref: q.yaml#/limit}], %s}\n"
        % (USE % "t/Dog.yaml")
        + "  /shown: {parameters: [{$ref: q.yaml#/limit}], %s}\n" % (USE % "t/Pet.yaml"),
        "",
    ),
    "a discriminator": (
        HIDDEN % (USE % "s/Pet.yaml") + "  /shown: {%s}\n" % (USE % "choice.yaml"),
        "",
    ),
    "what is inside a path item": (
        (
            "  /shown: {$ref: p/limited.yaml}\n  /hidden: {x-internal: true, $ref: p/limited.yaml}\n"
            "  /other: {$ref: p/same.yaml}\n"
        ),
        "",
    ),
    "what is inside a path item, by the document": (
        (
            "  /shown: {$ref: p/limited.yaml}\n  /hidden: {x-internal: true, $ref: p/limited.yaml}\n"
            "  /other: {$ref: p/back.yaml}\n"
        ),
        "",
    ),
    "what is inside a path item that a hidden callback uses, too": (
        (
            "  /hidden: {get: {x-internal: true, callbacks: {c: {'{$url}': {$ref: p/limited.yaml}}}}}\n"
            "  /shown: {$ref: p/limited.yaml}\n  /other: {$ref: p/same.yaml}\n"
        ),
        "",
    ),
    "a link to an operation that moves": (
        (
            "  /shown: {$ref: p/item.yaml}\n  /hidden: {x-internal: true, $ref: p/item.yaml}\n"
            "  /linked: {get: {responses: {'200': {description: fine, "
            "links: {a: {operationRef: 'p/item.yaml#/get'}}}}}}\n"
        ),
        "",
    ),
}


@pytest.mark.parametrize(("paths", "rest"), CASES.values(), ids=CASES)
def test_a_variant_is_the_same_without_what_is_hidden(
    tmp_path: Path, paths: str, rest: str
) -> None:
    without = "".join(line for line in paths.splitlines(True) if "/hidden:" not in line)
    # The component itself is what is hidden, or is used only by what is.
    shown = "".join(line for line in rest.splitlines(True) if "Pet: {type: string" not in line)
    one = _free(_load(tmp_path / "one", "paths:\n" + paths + rest, FILES)).document
    other = _free(_load(tmp_path / "other", "paths:\n" + without + shown, FILES)).document
    assert written(one.tree) == written(other.tree)
    assert dangling(one.tree) == []
    assert Validator().problems(one) == []


def _tree(text: str) -> Any:
    return read_document(text, "expected.yaml").tree


def test_names_are_the_shortest_that_are_free_in_the_variant(tmp_path: Path) -> None:
    paths = HIDDEN % (USE % "s/Pet.yaml") + "  /shown: {%s}\n" % (USE % "choice.yaml")
    master = _load(tmp_path, "paths:\n" + paths, FILES)
    assert list(master.tree["components"]["schemas"]) == ["Pet", "choice", "Pet_2", "Dog"]
    free = _free(master)
    assert free.document.tree["components"]["schemas"] == _tree("""\
        choice:
          type: object
          oneOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Dog'}]
          discriminator: {propertyName: kind, mapping: {pet: '#/components/schemas/Pet'}}
        Pet:
          type: object
          properties: {name: {type: string}, next: {$ref: '#/components/schemas/Dog'}}
        Dog:
          type: object
          properties: {pet: {$ref: '#/components/schemas/Pet'}}
        """)
    place = ("components", "schemas", "Pet", "properties", "name")
    assert free.document.locate(place).file.endswith("t/Pet.yaml")


def test_operations_of_a_path_item_put_in_place_are_found(tmp_path: Path) -> None:
    paths = "  /shown: {$ref: p/item.yaml}\n  /hidden: {x-tier: premium, $ref: p/item.yaml}\n"
    master = _load(tmp_path, "paths:\n" + paths, FILES)
    free, premium = make_variants(master).variants
    assert [(each.path, each.at, each.origin, each.tier) for each in free.operations] == [
        (
            "/shown",
            ("paths", "/shown", "get"),
            ("components", "pathItems", "item", "get"),
            "free",
        )
    ]
    assert "pathItems" not in free.document.tree["components"]
    assert (
        premium.document.tree["components"]["pathItems"] == (master.tree["components"]["pathItems"])
    )
    assert [each.tier for each in premium.operations] == ["free", "premium"]


def test_what_keeps_its_name_is_shared_with_the_master(tmp_path: Path) -> None:
    shown, premium = USE % "s/Pet.yaml", USE % "choice.yaml"
    paths = f"  /shown: {{{shown}}}\n  /premium: {{x-tier: premium, {premium}}}\n"
    master = _load(tmp_path, "paths:\n" + paths, FILES)
    free, most = (each.document.tree for each in make_variants(master).variants)
    schemas = master.tree["components"]["schemas"]
    assert list(most["components"]["schemas"]) == list(schemas) == ["Pet", "choice", "Pet_2", "Dog"]
    for name, schema in schemas.items():
        assert most["components"]["schemas"][name] is schema
    assert free["components"]["schemas"] == {"Pet": schemas["Pet"]}
    assert free["components"]["schemas"]["Pet"] is schemas["Pet"]


GUARDED = {
    "lib.yaml": """\
        x-tier: premium
        parameters: [{name: secret, in: query, schema: {type: string}}]
        content: {a/b: {schema: {type: string, title: secret}}}
        schemas: {Other: {title: secret}}
        responses: {Fine: {description: secret}}
        """,
    "half.yaml": """\
        open: {description: fine, content: {a/b: {schema: {title: shown}}}}
        shut: {x-internal: true, description: fine, content: {a/b: {schema: {title: secret}}}}
        """,
    "index.yaml": "{x-tier: premium, paths: {/a: {$ref: item.yaml}}}",
    "item.yaml": "get: {parameters: [{name: secret, in: query, schema: {type: string}}]}",
    "typo.yaml": "{X-Internal: true, description: fine, content: {a/b: {schema: {title: secret}}}}",
    "word.yaml": "{x-tier: gold, description: fine, content: {a/b: {schema: {title: secret}}}}",
    "loop.yaml": "{x-tier: free, one: {$ref: '#/two'}, two: {$ref: '#/one'}}",
    "back.yaml": "get: {callbacks: {c: {'{$url}': {$ref: back.yaml}}}, responses: {'200': {description: a}}}",
}
GET = "  /shown: {get: {%s}}\n"
BODY = "responses: {'200': {description: fine, content: {a/b: {schema: {$ref: '%s'}}}}}"
FINE = "responses: {'200': {description: fine}}"
BESIDE = "  /hidden: {x-internal: true, get: {responses: {'200': {$ref: 'half.yaml#/shut'}}}}\n"
AROUND = {
    "the root of a file, for a schema": GET % (BODY % "lib.yaml#/schemas/Other"),
    "the root of a file, for a response": GET
    % "responses: {'200': {$ref: 'lib.yaml#/responses/Fine'}}",
    "the root of a file, for a list": GET % ("parameters: {$ref: 'lib.yaml#/parameters'}, " + FINE),
    "the root of a file, for an item": GET
    % ("parameters: [{$ref: 'lib.yaml#/parameters/0'}], " + FINE),
    "the root of a file, for a map": GET
    % "responses: {'200': {description: fine, content: {$ref: 'lib.yaml#/content'}}}",
    "a response, for its schema": GET % (BODY % "half.yaml#/shut/content/a~1b/schema"),
    "a response used before, for its schema": BESIDE
    + GET % (BODY % "half.yaml#/shut/content/a~1b/schema"),
    "a response used after, for its schema": GET % (BODY % "half.yaml#/shut/content/a~1b/schema")
    + BESIDE,
    "a reference on the way": GET
    % ("parameters: [{$ref: 'index.yaml#/paths/~1a/get/parameters/0'}], " + FINE),
}


@pytest.mark.parametrize("paths", AROUND.values(), ids=AROUND)
def test_what_stands_around_a_place_in_a_file_counts_for_what_is_taken_from_there(
    tmp_path: Path, paths: str
) -> None:
    shown = _free(_load(tmp_path, "paths:\n" + paths, GUARDED)).document
    assert "/shown" in shown.tree["paths"]
    assert "secret" not in written(shown.tree)
    assert dangling(shown.tree) == []


def test_beside_what_is_hidden_in_a_file_all_else_is_shown(tmp_path: Path) -> None:
    paths = BESIDE + GET % (BODY % "half.yaml#/open/content/a~1b/schema")
    assert "title" in written(_free(_load(tmp_path, "paths:\n" + paths, GUARDED)).document.tree)


def test_only_who_comes_through_what_is_hidden_is_stopped(tmp_path: Path) -> None:
    paths = (
        "  /by-index: {get: {parameters: [{$ref: 'index.yaml#/paths/~1a/get/parameters/0'}], %s}}\n"
    )
    paths += "  /by-item: {get: {parameters: [{$ref: 'item.yaml#/get/parameters/0'}], %s}}\n"
    shown = _free(_load(tmp_path, "paths:\n" + paths % (FINE, FINE), GUARDED)).document.tree
    assert "parameters" not in shown["paths"]["/by-index"]["get"]
    assert "parameters" in shown["paths"]["/by-item"]["get"]


def test_where_others_put_something_in_place_does_not_matter(tmp_path: Path) -> None:
    hidden = "  /hidden: {x-internal: true, get: {responses: {$ref: answers.yaml}}}\n"
    paths = GET % "responses: {'200': {$ref: 'answers.yaml#/200'}}"
    files = {"answers.yaml": "'200': {description: fine}"}
    alone = _free(_load(tmp_path / "one", "paths:\n" + paths, files)).document.tree
    beside = _free(_load(tmp_path / "other", "paths:\n" + hidden + paths, files)).document.tree
    assert written(alone) == written(beside)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("typo.yaml#/content/a~1b/schema", "'X-Internal' must be 'x-internal'"),
        ("word.yaml#/content/a~1b/schema", "unknown tier 'gold'"),
        ("loop.yaml#/one", "leads back to itself"),
    ],
)
def test_a_mistake_around_a_place_in_a_file_is_refused(
    tmp_path: Path, reference: str, said: str
) -> None:
    with pytest.raises(InputError, match=said) as raised:
        _free(_load(tmp_path, "paths:\n" + GET % (BODY % reference), GUARDED))
    place = "api.yaml" if "loop" in reference else reference.partition("#")[0]
    assert Path(str(raised.value.location)).name.startswith(place)


def test_a_path_item_may_come_back_to_itself(tmp_path: Path) -> None:
    shown = _free(_load(tmp_path, "paths:\n  /shown: {$ref: back.yaml}\n", GUARDED)).document
    assert dangling(shown.tree) == []
    assert "/shown" in shown.tree["paths"]


def test_components_in_an_index_are_there_once(tmp_path: Path) -> None:
    files = {
        "index.yaml": "{Pet: {$ref: pet.yaml}, Dog: {$ref: dog.yaml}}",
        "pet.yaml": "{type: object, properties: {dog: {$ref: 'api.yaml#/components/schemas/Dog'}}}",
        "dog.yaml": "{type: object, properties: {pet: {$ref: pet.yaml}}}",
        "item.yaml": "{%s}" % (USE % "api.yaml#/components/schemas/Pet"),
    }
    paths = "paths:\n  /shown: {$ref: item.yaml}\n  /other: {%s}\n"
    rest = "components: {schemas: {$ref: index.yaml}}\n"
    document = paths % (USE % "#/components/schemas/Pet") + rest
    shown = _free(_load(tmp_path, document, files)).document.tree
    schemas = shown["components"]["schemas"]
    assert list(schemas) == ["Pet", "Dog"]
    assert schemas["Pet"]["properties"] == {"dog": {"$ref": "#/components/schemas/Dog"}}
    assert schemas["Dog"]["properties"] == {"pet": {"$ref": "#/components/schemas/Pet"}}
