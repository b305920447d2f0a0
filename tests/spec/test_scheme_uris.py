"""Security schemes that requirements name by URI (OpenAPI 3.2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from apidocgen.spec.document import Document
from apidocgen.spec.loading import load
from apidocgen.variants.filter import make_variants

SCHEMES = "#/components/securitySchemes"


def _load(folder: Path, version: str, *names: str) -> Document:
    security = ", ".join(f'{{"{name}": []}}' for name in names)
    (folder / "api.yaml").write_text(
        f"""\
openapi: {version}
$self: https://a.example/api
info: {{title: T, version: "1"}}
paths:
  /a: {{get: {{security: [{security}], responses: {{"200": {{description: fine}}}}}}}}
components:
  securitySchemes:
    key: {{type: apiKey, in: header, name: K}}
    a.b: {{type: apiKey, in: header, name: L}}
"""
    )
    return load(folder / "api.yaml", root=folder).document


def _named(document: Document) -> list[str]:
    return [name for each in document.tree["paths"]["/a"]["get"]["security"] for name in each]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (f"{SCHEMES}/key", "key"),
        (f"{SCHEMES}/a%2Eb", "a.b"),
        (f"https://a.example/api{SCHEMES}/key", "key"),
        ("key", "key"),
        (f"{SCHEMES}/nothing", f"{SCHEMES}/nothing"),
        (f"https://b.example/api{SCHEMES}/key", f"https://b.example/api{SCHEMES}/key"),
        ("#/components/schemas/key", "#/components/schemas/key"),
    ],
)
def test_a_uri_means_the_scheme_of_the_document(tmp_path: Path, written: str, name: str) -> None:
    assert _named(_load(tmp_path, "3.2.0", written)) == [name]


def test_earlier_versions_have_names_alone(tmp_path: Path) -> None:
    assert _named(_load(tmp_path, "3.1.1", f"{SCHEMES}/key")) == [f"{SCHEMES}/key"]


def test_the_operation_and_its_scheme_are_in_the_variant(tmp_path: Path) -> None:
    made = make_variants(_load(tmp_path, "3.2.0", f"{SCHEMES}/key")).variants[0].document.tree
    assert made["paths"]["/a"]["get"]["security"] == [{"key": []}]
    assert list(made["components"]["securitySchemes"]) == ["key"]
