from __future__ import annotations

import textwrap
from typing import Any

import pytest
import yaml

from apidocgen.spec.loading import Loaded, load
from apidocgen.spec.problems import InputError
from tests.spec.conftest import WriteFiles

API = """\
openapi: 3.1.0
info: {title: T, version: "1"}
tags:
  - name: a
  - name: b
  - name: c
    description: third
paths:
  /a:
    get: {operationId: a, tags: [x, y]}
    put: {operationId: b}
"""
HEAD = 'overlay: 1.1.0\ninfo: {title: O, version: "1"}\nactions:\n'


def _apply(project: WriteFiles, actions: str, head: str = HEAD) -> Loaded:
    project({"api.yaml": API, "o.yaml": head + textwrap.dedent(actions)})
    return load("api.yaml", overlays=["o.yaml"])


@pytest.mark.parametrize(
    ("action", "path", "expected"),
    [
        ("target: $\n  update: {x-tiers: [free]}", ("x-tiers",), ["free"]),
        ("target: $.info\n  update: {title: N}", ("info",), {"title": "N", "version": "1"}),
        (
            "target: $\n  update: {info: {title: N, contact: {name: M}}, tags: [{name: d}]}",
            ("info",),
            {"title": "N", "version": "1", "contact": {"name": "M"}},
        ),
        ("target: $.tags[2]\n  update: {description: new}", ("tags", 2, "description"), "new"),
        (
            "target: $.paths.*.get.tags\n  update: z",
            ("paths", "/a", "get", "tags"),
            ["x", "y", "z"],
        ),
        (
            "target: $.paths.*.get.tags\n  update: [z, w]",
            ("paths", "/a", "get", "tags"),
            ["x", "y", "z", "w"],
        ),
        (
            "target: $.paths.*.get\n  update: {tags: [z]}",
            ("paths", "/a", "get", "tags"),
            ["x", "y", "z"],
        ),
        ("target: $.info.title\n  update: N", ("info", "title"), "N"),
        (
            "target: $.paths['/a'].put\n  copy: $.paths['/a'].get",
            ("paths", "/a", "put"),
            {"operationId": "a", "tags": ["x", "y"]},
        ),
        (
            "target: $.tags[?@.name=='a' || @.name=='c']\n  remove: true",
            ("tags",),
            [{"name": "b"}],
        ),
        (
            "target: $.paths.*.get.tags[?@=='x']\n  remove: true",
            ("paths", "/a", "get", "tags"),
            ["y"],
        ),
        ("target: $..tags\n  remove: true", ("paths", "/a", "get"), {"operationId": "a"}),
        ("target: $..*\n  remove: true", (), {}),
        (
            "target: $\n  update: {paths: null, info: {title: null}}",
            ("info",),
            {"title": None, "version": "1"},
        ),
    ],
)
def test_actions(project: WriteFiles, action: str, path: tuple[Any, ...], expected: Any) -> None:
    if expected == {}:
        with pytest.raises(InputError, match="no 'openapi' version"):
            _apply(project, f"- {action}\n")
        return
    tree: Any = _apply(project, f"- {action}\n").document.tree
    for key in path:
        tree = tree[key]
    assert tree == expected


def test_actions_apply_in_order_and_what_matches_nothing_is_a_warning(project: WriteFiles) -> None:
    loaded = _apply(
        project,
        """\
        - {target: "$.paths['/a']", update: {delete: {operationId: c}}}
        - {target: "$.paths['/a'].delete", update: {operationId: d}}
        - {target: $.nowhere, remove: true}
        - {target: $.tags, remove: true}
        - {target: $.tags, update: {name: x}}
        """,
    )
    assert loaded.document.tree["paths"]["/a"]["delete"] == {"operationId": "d"}
    assert [str(warning) for warning in loaded.warnings] == [
        "o.yaml:6:4: the target $.nowhere matches nothing",
        "o.yaml:8:4: the target $.tags matches nothing",
    ]


def test_each_target_gets_a_copy_of_its_own(project: WriteFiles) -> None:
    loaded = _apply(project, "- {target: '$.paths.*.*', update: {security: [{a: []}]}}\n")
    item = loaded.document.tree["paths"]["/a"]
    assert item["get"]["security"] == item["put"]["security"]
    assert item["get"]["security"] is not item["put"]["security"]
    assert item["get"]["security"][0] is not item["put"]["security"][0]


def test_places_follow_what_an_overlay_does(project: WriteFiles) -> None:
    loaded = _apply(
        project,
        """\
        - target: $.tags[0]
          remove: true
        - target: $.tags
          update: {name: d}
        - target: $.info
          update: {title: N}
        - target: $.paths['/a'].put
          copy: $.paths['/a'].get
        """,
    )
    paths = {
        ("tags", 0, "name"): "api.yaml:5:5",
        ("tags", 1, "description"): "api.yaml:7:5",
        ("tags", 2, "name"): "o.yaml:7:12",
        ("info", "title"): "o.yaml:9:12",
        ("info", "version"): "api.yaml:2:18",
        ("paths", "/a", "put", "operationId"): "api.yaml:10:11",
        ("paths", "/a", "put", "tags", 1): "api.yaml:10:37",
    }
    found = loaded.document.locate_all(paths)
    assert {path: str(place) for path, place in found.items()} == paths


@pytest.mark.parametrize(
    ("overlay", "message"),
    [
        ("[]", "o.yaml:1:1: an overlay must be an object"),
        (
            "info: {}",
            "o.yaml:1:1: an overlay needs an 'overlay' version such as \"1.0.0\", which is missing",
        ),
        (
            "info: {}\noverlay: 2.0.0",
            "o.yaml:2:1: an overlay needs an 'overlay' version such as \"1.0.0\", not '2.0.0'",
        ),
        ("overlay: 1.0.0", "o.yaml:1:1: an overlay needs an array of 'actions'"),
        ("overlay: 1.0.0\nactions: []", "o.yaml:2:1: an overlay needs an array of 'actions'"),
        (HEAD + "- x", "o.yaml:4:3: an action must be an object with a 'target'"),
        (HEAD + "- {update: 1}", "o.yaml:4:3: an action must be an object with a 'target'"),
        (HEAD + "- {target: $}", "o.yaml:4:3: an action needs 'update', 'copy' or 'remove: true'"),
        (HEAD + "- {target: $, remove: 1}", "o.yaml:4:15: 'remove' must be true or false"),
        (HEAD + "- {target: $, remove: true}", "o.yaml:4:4: the document itself cannot be removed"),
        (
            HEAD + "- {target: $, update: [1]}",
            "o.yaml:4:15: an array cannot be merged into an object",
        ),
        (
            HEAD + "- {target: $.info, update: {title: {}}}",
            "o.yaml:4:20: an object cannot replace a plain value at /info/title",
        ),
        (
            HEAD + "- {target: $.info, update: {title: [x]}}",
            "o.yaml:4:20: an array cannot replace a plain value at /info/title",
        ),
        (
            HEAD + "- {target: $, update: {info: x}}",
            "o.yaml:4:15: a plain value cannot replace an object at /info",
        ),
        (
            HEAD + "- {target: '$.*', update: {}}",
            "o.yaml:4:4: the target selects values of different kinds",
        ),
        (
            "overlay: 1.0.0\nactions:\n- {target: $.info.title, update: x}",
            (
                "o.yaml:3:4: the target is neither an object nor an array "
                "(that needs overlay: 1.1.0)"
            ),
        ),
        (
            HEAD + "- {target: $.info, copy: '$.tags[*]'}",
            "o.yaml:4:20: 'copy' must select one value, $.tags[*] selects 3",
        ),
    ],
)
def test_malformed_overlays_are_errors(project: WriteFiles, overlay: str, message: str) -> None:
    project({"api.yaml": API, "o.yaml": overlay})
    with pytest.raises(InputError) as caught:
        load("api.yaml", overlays=["o.yaml"])
    assert str(caught.value) == message


@pytest.mark.parametrize("target", ["$[", "paths", "$.paths.*~", "$.a | $.b", ""])
def test_only_standard_jsonpath_is_accepted(project: WriteFiles, target: str) -> None:
    with pytest.raises(InputError, match=r"^o\.yaml:4:4: .* is no JSONPath: [^\n]+$"):
        _apply(project, f"- {{target: '{target}', remove: true}}\n")


def test_copies_do_not_grow_without_bound(project: WriteFiles) -> None:
    doubling = "- {target: $.tags, copy: $.tags}\n"
    with pytest.raises(InputError, match="the actions make more than 1,000,000 values"):
        _apply(project, doubling * 40)


def test_an_overlay_may_annotate_a_document_of_several_files(project: WriteFiles) -> None:
    project(
        {
            "api.yaml": "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: a.yaml}}\n",
            "a.yaml": "get: {responses: {'204': {description: none}}}\n",
            "o.yaml": HEAD + "- {target: '$.paths.*.get', update: {x-tier: free}}\n",
        }
    )
    loaded = load("api.yaml", overlays=["o.yaml"])
    operation = loaded.document.tree["paths"]["/a"]["get"]
    assert operation == yaml.safe_load("{responses: {'204': {description: none}}, x-tier: free}")
    assert str(loaded.document.locate(("paths", "/a", "get", "x-tier"))) == "o.yaml:4:38"
    assert [str(path) for path in loaded.files] == ["api.yaml", "a.yaml", "o.yaml"]
