from __future__ import annotations

import textwrap
from typing import Any

import pytest
import yaml

from apidocgen.spec.document import Document
from apidocgen.spec.loading import load
from apidocgen.spec.problems import InputError
from apidocgen.spec.validation import Validator
from tests.spec.conftest import WriteFiles


def _load(
    project: WriteFiles, entry: str, files: dict[str, str], version: str = "3.1.0"
) -> Document:
    head = f'openapi: {version}\ninfo: {{title: T, version: "1"}}\n'
    texts = {name: textwrap.dedent(text) for name, text in files.items()}
    project({"api.yaml": head + textwrap.dedent(entry), **texts})
    return load("api.yaml").document


def _yaml(text: str) -> Any:
    return yaml.safe_load(textwrap.dedent(text))


def test_an_entry_that_is_only_a_reference_becomes_its_target(project: WriteFiles) -> None:
    document = _load(
        project,
        """\
        paths: {}
        components:
          schemas:
            Pet: {$ref: pet.yaml}
            Also: {$ref: pet.yaml}
            Marked: {$ref: pet.yaml, x-tier: free}
        """,
        {
            "pet.yaml": "properties: {self: {$ref: '#'}, inner: {$ref: '#/$defs/I'}}\n$defs: {I: {}}\n"
        },
    )
    assert document.tree["components"]["schemas"] == _yaml("""\
        Pet:
          properties:
            self: {$ref: '#/components/schemas/Pet'}
            inner: {$ref: '#/components/schemas/Pet/$defs/I'}
          $defs: {I: {}}
        Also: {$ref: '#/components/schemas/Pet'}
        Marked: {$ref: '#/components/schemas/Pet', x-tier: free}
        """)


def test_other_references_become_components_once(project: WriteFiles) -> None:
    document = _load(
        project,
        """\
        paths:
          /a:
            get:
              parameters:
                - $ref: common.yaml#/parameters/limit
              responses:
                "200":
                  description: ok
                  content:
                    application/json:
                      schema: {$ref: schemas/pet.yaml}
                "400": {$ref: common.yaml#/responses/Bad Request!}
        components:
          schemas:
            pet: {type: string}
        """,
        {
            "common.yaml": """\
                parameters: {limit: {name: limit, in: query, schema: {$ref: '#/Limit'}}}
                responses: {Bad Request!: {description: bad}}
                Limit: {$ref: schemas/limit.yaml}
                """,
            "schemas/pet.yaml": "{type: object, properties: {mother: {$ref: pet.yaml}}}",
            "schemas/limit.yaml": "type: integer",
        },
    )
    operation = document.tree["paths"]["/a"]["get"]
    assert operation["parameters"] == [{"$ref": "#/components/parameters/limit"}]
    assert operation["responses"]["400"] == {"$ref": "#/components/responses/Bad_Request"}
    assert document.tree["components"] == _yaml("""\
        schemas:
          pet: {type: string}
          pet_2:
            type: object
            properties: {mother: {$ref: '#/components/schemas/pet_2'}}
          limit: {type: integer}
        parameters:
          limit: {name: limit, in: query, schema: {$ref: '#/components/schemas/limit'}}
        responses: {Bad_Request: {description: bad}}
        """)
    assert Validator().problems(document) == []


def test_references_back_into_the_document_become_local(project: WriteFiles) -> None:
    document = _load(
        project,
        """\
        paths: {}
        components:
          schemas:
            A: {$ref: a.yaml}
            B: {type: string}
          parameters: {$ref: parameters.yaml}
        """,
        {
            "a.yaml": "{items: {$ref: 'api.yaml#/components/schemas/B'}, not: {$ref: api.yaml#/components/schemas/A}}",
            "parameters.yaml": """\
                one: {name: one, in: query, schema: {}}
                two: {$ref: 'api.yaml#/components/parameters/one'}
                """,
        },
    )
    assert document.tree["components"]["schemas"]["A"] == _yaml("""\
        items: {$ref: '#/components/schemas/B'}
        not: {$ref: '#/components/schemas/A'}
        """)
    two = document.tree["components"]["parameters"]["two"]
    assert two == {"$ref": "#/components/parameters/one"}


PATHS = """\
paths:
  /once: {$ref: once.yaml}
  /twice: {$ref: twice.yaml}
  /again: {$ref: twice.yaml}
  /beside: {$ref: beside.yaml, x-tier: free}
"""
ITEM = "get: {responses: {'204': {description: none}}}"


@pytest.mark.parametrize(("version", "kind"), [("3.0.3", "x-pathItems"), ("3.1.0", "pathItems")])
def test_path_items_are_put_in_place_or_shared(
    project: WriteFiles, version: str, kind: str
) -> None:
    files = {f"{name}.yaml": ITEM for name in ("once", "twice", "beside")}
    document = _load(project, PATHS, files, version)
    item = {"get": {"responses": {"204": {"description": "none"}}}}
    assert document.tree["paths"] == {
        "/once": item,
        "/twice": {"$ref": f"#/components/{kind}/twice"},
        "/again": {"$ref": f"#/components/{kind}/twice"},
        "/beside": {"$ref": f"#/components/{kind}/beside", "x-tier": "free"},
    }
    assert document.tree["components"] == {kind: {"twice": item, "beside": item}}


def test_files_are_included_where_openapi_allows_no_reference(project: WriteFiles) -> None:
    document = _load(
        project,
        """\
        tags: {$ref: tags.yaml}
        servers: [{$ref: server.yaml}]
        paths: {$ref: paths/_index.yaml}
        components:
          schemas: {$ref: schemas/_index.yaml}
        """,
        {
            "tags.yaml": "[{name: a}, {$ref: tag.yaml}]",
            "tag.yaml": "name: b",
            "server.yaml": "url: https://a.example",
            "paths/_index.yaml": "/a: {$ref: a.yaml}",
            "paths/a.yaml": "get: {$ref: get.yaml}",
            "paths/get.yaml": "responses: {'200': {description: x, content: {a/b: {$ref: media.yaml}}}}",
            "paths/media.yaml": "{schema: {$ref: ../schemas/pet.yaml}, examples: {$ref: e.yaml}}",
            "paths/e.yaml": "one: {value: {$ref: data.yaml}}",
            "schemas/_index.yaml": "Pet: {$ref: pet.yaml}",
            "schemas/pet.yaml": "properties: {$ref: properties.yaml}",
            "schemas/properties.yaml": "{a: {$ref: '#/b'}, b: {type: string}}",
        },
    )
    assert document.tree["tags"] == [{"name": "a"}, {"name": "b"}]
    assert document.tree["servers"] == [{"url": "https://a.example"}]
    assert document.tree["paths"] == _yaml("""\
        /a:
          get:
            responses:
              '200':
                description: x
                content:
                  a/b:
                    schema: {$ref: '#/components/schemas/Pet'}
                    examples: {one: {value: {$ref: data.yaml}}}
        """)
    assert document.tree["components"]["schemas"] == _yaml("""\
        Pet:
          properties:
            a: {$ref: '#/components/schemas/Pet/properties/b'}
            b: {type: string}
        """)
    assert str(document.locate(("tags", 1, "name"))) == "tag.yaml:1:1"


def test_references_in_data_are_data(project: WriteFiles) -> None:
    entry = """\
        paths: {}
        components:
          schemas:
            A:
              properties: {$ref: {type: string}, x: {$ref: a.yaml}}
              example: {$ref: nowhere.yaml}
              x-extension: {$ref: nowhere.yaml}
          examples:
            E: {value: {$ref: nowhere.yaml}, externalValue: nowhere.json}
        """
    document = _load(project, entry, {"a.yaml": "type: string"})
    expected = _yaml(entry)["components"]
    expected["schemas"]["A"]["properties"]["x"] = {"$ref": "#/components/schemas/a"}
    expected["schemas"]["a"] = {"type": "string"}
    assert document.tree["components"] == expected


def test_mappings_and_links_are_references_too(project: WriteFiles) -> None:
    document = _load(
        project,
        """\
        paths:
          /a: {$ref: a.yaml}
          /b:
            get:
              responses:
                "200":
                  description: x
                  links:
                    inside: {operationRef: 'a.yaml#/get'}
                    outside: {operationRef: 'https://b.example/api.yaml#/paths/~1c/get'}
        components:
          schemas:
            Pet: {$ref: pet.yaml}
            Cat.json: {}
        """,
        {
            "a.yaml": ITEM,
            "dog.yaml": "allOf: [{$ref: pet.yaml}]",
            "pet.yaml": """\
                discriminator:
                  propertyName: kind
                  mapping: {dog: dog.yaml, own: '#', cat: Cat.json, name: Pet}
                """,
        },
    )
    schemas = document.tree["components"]["schemas"]
    assert schemas["Pet"]["discriminator"]["mapping"] == {
        "dog": "#/components/schemas/dog",
        "own": "#/components/schemas/Pet",
        "cat": "Cat.json",
        "name": "Pet",
    }
    assert schemas["dog"] == {"allOf": [{"$ref": "#/components/schemas/Pet"}]}
    links = document.tree["paths"]["/b"]["get"]["responses"]["200"]["links"]
    assert links == {
        "inside": {"operationRef": "#/paths/~1a/get"},
        "outside": {"operationRef": "https://b.example/api.yaml#/paths/~1c/get"},
    }


def test_identifiers_and_anchors_keep_working(project: WriteFiles) -> None:
    document = _load(
        project,
        """\
        paths: {}
        components:
          schemas:
            A: {$ref: 'a.yaml#/defs/A'}
            B: {properties: {a: {$ref: 'https://x.example/a'}, n: {$ref: 'a.yaml#name'}}}
            D: {$dynamicRef: 'tree.yaml#node'}
        """,
        {
            "a.yaml": """\
                defs:
                  A:
                    $id: https://x.example/a
                    properties:
                      in: {$ref: '#/$defs/In'}
                      out: {$ref: other.yaml}
                    $defs: {In: {$anchor: in}}
                    not: {$ref: '#in'}
                  N: {$anchor: name, type: string}
                """,
            "other.yaml": "type: boolean",
            "tree.yaml": "{$dynamicAnchor: node, items: {$dynamicRef: '#node'}}",
        },
    )
    assert document.tree["components"]["schemas"] == _yaml("""\
        A:
          $id: https://x.example/a
          properties:
            in: {$ref: '#/$defs/In'}
            out: {$ref: '#/components/schemas/other'}
          $defs: {In: {$anchor: in}}
          not: {$ref: '#in'}
        B:
          properties:
            a: {$ref: 'https://x.example/a'}
            n: {$ref: '#/components/schemas/N'}
        D: {$dynamicRef: '#node'}
        other: {type: boolean}
        N: {$anchor: name, type: string}
        tree: {$dynamicAnchor: node, items: {$dynamicRef: '#node'}}
        """)
    assert Validator().problems(document) == []


def test_cycles_across_files_end(project: WriteFiles) -> None:
    document = _load(
        project,
        "paths: {}\ncomponents: {schemas: {A: {$ref: a.yaml}}}\n",
        {"a.yaml": "not: {$ref: b.yaml}", "b.yaml": "not: {$ref: a.yaml}"},
    )
    assert document.tree["components"]["schemas"] == {
        "A": {"not": {"$ref": "#/components/schemas/b"}},
        "b": {"not": {"$ref": "#/components/schemas/A"}},
    }


@pytest.mark.parametrize(
    ("entry", "files", "message"),
    [
        (
            "components: {schemas: {A: {$ref: a.yaml}}}",
            {"a.yaml": "{$ref: b.yaml}", "b.yaml": "{$ref: a.yaml}"},
            "api.yaml:3:28: the reference 'a.yaml' leads back to itself",
        ),
        (
            "paths: {$ref: a.yaml}",
            {"a.yaml": "{$ref: b.yaml}", "b.yaml": "{$ref: a.yaml}"},
            "b.yaml:1:2: the reference 'a.yaml' leads back to itself",
        ),
        (
            "paths: {/a: {get: {$ref: a.yaml}}}",
            {"a.yaml": "callbacks: {c: {x: {get: {$ref: a.yaml}}}}"},
            "a.yaml:1:27: the reference 'a.yaml' leads back to itself",
        ),
        (
            "components: {schemas: {A: {$ref: a.yaml#/x/y}}}",
            {"a.yaml": "x: {}"},
            "api.yaml:3:28: the reference 'a.yaml#/x/y' leads nowhere",
        ),
        (
            "components: {schemas: {A: {not: {$ref: a.yaml#x}}}}",
            {"a.yaml": "x: {}"},
            "api.yaml:3:34: the reference 'a.yaml#x' leads nowhere",
        ),
        (
            "components: {schemas: {A: {not: {$ref: a.yaml}}}}",
            {"a.yaml": "x: {}\nx: {}"},
            "a.yaml:2:1: duplicate key 'x'",
        ),
        (
            "components: {links: {A: {operationRef: a.yaml#/get}}}",
            {"a.yaml": "get: {}"},
            "api.yaml:3:26: the operation 'a.yaml#/get' is no part of the document",
        ),
    ],
)
def test_what_cannot_be_followed_is_said_with_its_place(
    project: WriteFiles, entry: str, files: dict[str, str], message: str
) -> None:
    with pytest.raises(InputError) as caught:
        _load(project, entry, files)
    assert str(caught.value) == message


def test_inclusion_bombs_end_in_a_message(project: WriteFiles) -> None:
    files = {f"f{n}.yaml": f"{{a: {{get: {{$ref: g{n}.yaml}}}}}}" for n in range(9)}
    for n in range(30):
        names = ", ".join(f"c{k}: {{x: {{get: {{$ref: g{n + 1}.yaml}}}}}}" for k in range(9))
        files[f"g{n}.yaml"] = f"callbacks: {{{names}}}"
    files["g30.yaml"] = "{}"
    with pytest.raises(InputError, match="more than 20,000 references to files are to be included"):
        _load(project, "paths: {/a: {get: {$ref: g0.yaml}}}", files)


def test_every_part_is_found_in_its_own_file(project: WriteFiles) -> None:
    document = _load(
        project,
        "paths:\n  /a: {$ref: a.yaml}\ncomponents: {schemas: {A: {type: string}}}\n",
        {
            "a.yaml": "get:\n  responses:\n    '200': {$ref: 'r.json#/ok'}\n",
            "r.json": '{\n  "ok": {\n    "description": "x"}}',
        },
    )
    paths = {
        (): "api.yaml:1:1",
        ("paths", "/a"): "a.yaml:1:1",
        ("paths", "/a", "get", "responses", "200", "$ref"): "a.yaml:3:13",
        ("components", "responses", "ok", "description"): "r.json:3:5",
        ("components", "schemas", "A", "type"): "api.yaml:5:28",
        ("components", "responses"): "api.yaml:5:1",
    }
    found = document.locate_all(paths)
    assert {path: str(place) for path, place in found.items()} == paths
    assert document.files == ("api.yaml", "a.yaml", "r.json")
