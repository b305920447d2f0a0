"""Whatever is wrong with the input: one clear line, exit status 2, no traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

START = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'
AUDIENCES = "x-tiers: [free]\nx-audiences: {free: {tier: free}}\n"
OPERATION = 'responses: {"200": {description: d}}'

BAD = {
    "broken YAML": (START + "paths:\n  /a: {get: [}\n", "bad.yaml:4:14: "),
    "a key twice": (START + "paths: {}\npaths: {}\n", "bad.yaml:4:1: "),
    "empty": ("", "bad.yaml:1:1: the document is empty"),
    "a list": ("- 1\n", "bad.yaml:1:1: the document is not an object"),
    "Swagger 2.0": ('swagger: "2.0"\ninfo: {title: T, version: "1"}\npaths: {}\n', "bad.yaml:1:"),
    "a dangling reference": (
        START + "paths:\n  /a: {get: {responses: {'200': {$ref: '#/components/responses/No'}}}}\n",
        "bad.yaml:4:",
    ),
    "a dangling file": (START + "paths:\n  /a: {$ref: './no.yaml'}\n", "bad.yaml:4:"),
    "an unknown tier": (
        START + AUDIENCES + f"paths:\n  /a: {{x-tier: fre, get: {{{OPERATION}}}}}\n",
        "bad.yaml:6:",
    ),
    "an annotation in capitals": (
        START + AUDIENCES + f"paths:\n  /a: {{x-tier: free, get: {{X-Tier: free, {OPERATION}}}}}\n",
        "bad.yaml:6:28: 'X-Tier' must be 'x-tier'",
    ),
    "an annotation without a value": (
        START + AUDIENCES + f"paths:\n  /a: {{x-tier: free, get: {{x-audience: , {OPERATION}}}}}\n",
        "bad.yaml:6:28: 'x-audience' has no value, so it hides nothing",
    ),
    "an internal without a value": (
        START + f"paths:\n  /a: {{get: {{x-internal: , {OPERATION}}}}}\n",
        "bad.yaml:4:14: 'x-internal' has no value, so it hides nothing",
    ),
    "a tier twice": (
        START + "x-tiers: [free, free]\npaths: {}\n",
        "bad.yaml:3:17: the tier 'free' is declared twice",
    ),
    "nobody": (START + "x-audiences: {}\npaths: {}\n", "bad.yaml:3:1: x-audiences names nobody"),
    "a value to hide that the enum has not": (
        START
        + "paths: {}\ncomponents: {schemas: {A: {enum: [gold], x-enum-values: "
        + "{Gold: {x-internal: true}}}}}\n",
        "bad.yaml:4:58: 'Gold' is to be hidden, and 'enum' lists no such value",
    ),
    "a value to hide that what is referred to has not": (
        START
        + "paths: {}\ncomponents: {schemas: {E: {enum: [gold]}, A: {$ref: '#/components/schemas/E', "
        + "x-enum-values: {Gold: {x-internal: true}}}}}\n",
        "bad.yaml:4:95: 'Gold' is to be hidden, and what applies here has no such value",
    ),
    "a value to hide that no branch demands": (
        START
        + "paths: {}\ncomponents: {schemas: {A: {oneOf: [{const: gold}, {const: tin}], "
        + "x-enum-values: {Gold: {x-internal: true}}}}}\n",
        "bad.yaml:4:82: 'Gold' is to be hidden, and what applies here has no such value",
    ),
    "code samples in a map": (
        START
        + f"paths:\n  /a: {{get: {{{OPERATION}, x-codeSamples: {{a: {{x-internal: true}}}}}}}}\n",
        "bad.yaml:4:52: 'x-codeSamples' must be a list; as it is, the annotations in it",
    ),
    "parts of a schema in an object": (
        START + "paths: {}\ncomponents: {schemas: {A: {allOf: {title: b, x-internal: true}}}}\n",
        "bad.yaml:4:28: 'allOf' must be a list; as it is, the annotations in it",
    ),
    "a property in a list": (
        START + "paths: {}\ncomponents: {schemas: {A: {properties: {b: [{x-internal: true}]}}}}\n",
        "bad.yaml:4:41: 'b' must be a single object; as it is, the annotations in it",
    ),
    "values to hide beside an array's items": (
        START
        + "paths: {}\ncomponents: {schemas: {A: {type: array, items: {enum: [gold]}, "
        + "x-enum-values: {gold: {x-internal: true}}}}}\n",
        "bad.yaml:4:64: 'x-enum-values' has no effect here",
    ),
    "an annotated example in an extension": (
        START
        + "paths: {}\ncomponents: {schemas: {A: {x-examples: {a: {x-internal: true, value: 1}}}}}\n",
        "bad.yaml:4:28: 'x-internal' has no effect in 'x-examples'",
    ),
    "values to hide in a list": (
        START
        + "paths: {}\ncomponents: {schemas: {A: {enum: [gold], x-enum-values: "
        + "[{value: gold, x-internal: true}]}}}\n",
        "bad.yaml:4:42: 'x-enum-values' must be a map; as it is, the annotations in it have no effect",
    ),
    "an annotation with an underscore": (
        START + f"paths:\n  /a: {{get: {{x_internal: true, {OPERATION}}}}}\n",
        "bad.yaml:4:14: 'x_internal' must be 'x-internal'",
    ),
    "audiences in capitals": (START + "X-Audiences: {free: {}}\npaths: {}\n", "bad.yaml:3:1: "),
    "a scope's annotation in capitals": (
        START + AUDIENCES + "x-scopes: {read: {X-Internal: true}}\npaths: {}\n",
        "bad.yaml:5:19: 'X-Internal' must be 'x-internal'",
    ),
    "a key for allow-lists that has a meaning": (
        START + "x-audience-key: x-tier\npaths: {}\n",
        "bad.yaml:3:1: 'x-tier' has a meaning already",
    ),
    "audiences that differ in case": (
        START + "x-audiences: {pub: {}, Pub: {}}\npaths: {}\n",
        "bad.yaml:3:24: 'Pub' and 'pub' differ only in case",
    ),
    "methods that differ in case": (
        START.replace("3.1", "3.2", 1)
        + f"paths:\n  /a:\n    get: {{{OPERATION}}}\n"
        + f"    additionalOperations: {{Get: {{{OPERATION}}}}}\n",
        "bad.yaml:6:28: the methods 'get' and 'Get' differ only in case",
    ),
    "a method that is a field, too": (
        START.replace("3.1", "3.2", 1)
        + f"paths:\n  /a:\n    get: {{{OPERATION}}}\n"
        + f"    additionalOperations: {{get: {{{OPERATION}}}}}\n",
        "bad.yaml:6:28: the methods 'get' and 'get' are the same",
    ),
    "an audience that is a device": (
        START + "x-audiences: {aux: {}}\npaths: {}\n",
        "bad.yaml:3:15: 'aux' cannot be an audience's name",
    ),
    "an audience with a null in its name": (
        START + 'x-audiences: {"a\\0b": {}}\npaths: {}\n',
        "bad.yaml:3:15: 'a\\x00b' cannot be an audience's name",
    ),
    "components in a list": (
        START + "paths: {}\ncomponents: {securitySchemes: [1]}\n",
        "bad.yaml:4:14: 'securitySchemes' must be a map",
    ),
    "a tag without a name": (
        START + "paths: {}\ntags: [{name: [a]}]\n",
        "bad.yaml:4:8: the name of a tag",
    ),
    "a tag group that is a number": (
        START + "paths: {}\nx-tagGroups: [5]\n",
        "bad.yaml:4:15: a group of tags",
    ),
    "tags of a group that are none": (
        START + "paths: {}\nx-tagGroups: [{name: a, tags: [[x]]}]\n",
        "bad.yaml:4:15: a group of tags",
    ),
    "an identifier that is no URI": (
        START + 'paths: {}\ncomponents: {schemas: {A: {$id: "http://[a"}}}\n',
        "bad.yaml:4:28: '$id' is no URI: http://[a",
    ),
    "a reference that is no URI": (
        START + 'paths: {}\ncomponents: {schemas: {A: {$ref: "http://[a"}}}\n',
        "bad.yaml:4:28: ",
    ),
    "nested without end": (START + "paths: " + "[" * 5000 + "]" * 5000 + "\n", "bad.yaml"),
}


@pytest.mark.parametrize("name", BAD)
def test_filter(run: Run, folder: Path, name: str) -> None:
    text, start = BAD[name]
    (folder / "bad.yaml").write_text(text)
    ran = run("filter", "bad.yaml", "-o", "out")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(start)
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    assert not (folder / "out").exists()


@pytest.mark.parametrize("command", ["check", "filter"])
def test_names_that_are_objects(run: Run, folder: Path, command: str) -> None:
    (folder / "bad.yaml").write_text(
        START
        + f"paths:\n  /a: {{get: {{operationId: {{}}, {OPERATION}}}}}\n"
        + "  /b: {get: {operationId: b, parameters: [{name: [a], in: {}, schema: {}}], responses: "
        + '{"200": {description: d, links: {l: {operationId: b}}}}}}\n'
    )
    ran = run(command, "bad.yaml", *(["-o", "out"] if command == "filter" else []))
    assert ran.status == 1
    assert re.search(r"bad.yaml:4:14:? +\{\} is not of type string", ran.out + ran.err)
    assert "internal error" not in ran.err


@pytest.mark.parametrize("name", ["broken YAML", "empty", "Swagger 2.0", "nested without end"])
def test_check(run: Run, folder: Path, name: str) -> None:
    text, start = BAD[name]
    (folder / "bad.yaml").write_text(text)
    ran = run("check", "bad.yaml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(start)
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("command", ["check", "filter"])
def test_a_missing_file_and_a_directory(run: Run, folder: Path, command: str) -> None:
    missing, directory = run(command, "no.yaml"), run(command, folder)
    for ran in (missing, directory):
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert missing.err.startswith("no.yaml: ")


@pytest.mark.parametrize("command", ["check", "filter", "build", "serve"])
def test_no_document_and_no_configuration(run: Run, folder: Path, command: str) -> None:
    ran = run(command)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "mkdocs.yml" in ran.err


def test_a_broken_configuration(run: Run, folder: Path) -> None:
    (folder / "mkdocs.yml").write_text("plugins: [}\n")
    ran = run("check")
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert ran.err.startswith("mkdocs.yml:1:11: ")


@pytest.mark.parametrize("plugins", ["", "plugins: [search]\n", "plugins: {search: {}}\n"])
def test_a_configuration_without_the_plugin(run: Run, folder: Path, plugins: str) -> None:
    (folder / "own.yml").write_text(f"site_name: x\n{plugins}")
    ran = run("check", "--config", "own.yml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("own.yml: the plugin 'apidocgen' is not in 'plugins'")
    assert run("check", "shop.yaml", "--config", "own.yml").status == 1


@pytest.mark.parametrize("plugins", ["[apidocgen]", "{apidocgen: }", "[apidocgen: ]"])
def test_a_plugin_without_options_has_its_defaults(run: Run, folder: Path, plugins: str) -> None:
    (folder / "mkdocs.yml").write_text(f"plugins: {plugins}\n")
    assert run("check").err.startswith("specs/master.yaml: no such file")


def test_a_wrong_option(run: Run, folder: Path) -> None:
    ran = run("check", "--frmat", "json")
    assert ran.status == 2
    assert ran.err.startswith("apidocgen check: No such option")
    assert ran.err.count("\n") == 1
