"""Security schemes that requirements name by URI (OpenAPI 3.2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from apidocgen.spec.document import Document
from apidocgen.spec.loading import load
from apidocgen.variants.filter import make_variants

SCHEMES = "#/components/securitySchemes"


SELF = "$self: https://a.example/api\n"


def _load(folder: Path, version: str, *names: str, own: str = SELF) -> Document:
    security = ", ".join(f'{{"{name}": []}}' for name in names)
    (folder / "api.yaml").write_text(
        f"""\
openapi: {version}
{own}info: {{title: T, version: "1"}}
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
        (f"api{SCHEMES}/key", "key"),
        (f"api.yaml{SCHEMES}/key", f"api.yaml{SCHEMES}/key"),
        (f"http://[{SCHEMES}/key", f"http://[{SCHEMES}/key"),
        ("key", "key"),
        (f"{SCHEMES}/nothing", f"{SCHEMES}/nothing"),
        (f"https://b.example/api{SCHEMES}/key", f"https://b.example/api{SCHEMES}/key"),
        ("#/components/schemas/key", "#/components/schemas/key"),
    ],
)
def test_a_uri_means_the_scheme_of_the_document(tmp_path: Path, written: str, name: str) -> None:
    assert _named(_load(tmp_path, "3.2.0", written)) == [name]


def test_without_an_address_of_its_own_a_document_has_that_of_its_file(tmp_path: Path) -> None:
    names = (f"api.yaml{SCHEMES}/key", f"other.yaml{SCHEMES}/key")
    assert _named(_load(tmp_path, "3.2.0", *names, own="")) == ["key", names[1]]


def test_an_address_that_is_none_does_no_harm(tmp_path: Path) -> None:
    name = f"{SCHEMES}/key"
    assert _named(_load(tmp_path, "3.2.0", name, own="$self: 'http://['\n")) == ["key"]


def test_earlier_versions_have_names_alone(tmp_path: Path) -> None:
    assert _named(_load(tmp_path, "3.1.1", f"{SCHEMES}/key")) == [f"{SCHEMES}/key"]


def test_the_operation_and_its_scheme_are_in_the_variant(tmp_path: Path) -> None:
    made = make_variants(_load(tmp_path, "3.2.0", f"{SCHEMES}/key")).variants[0].document.tree
    assert made["paths"]["/a"]["get"]["security"] == [{"key": []}]
    assert list(made["components"]["securitySchemes"]) == ["key"]
