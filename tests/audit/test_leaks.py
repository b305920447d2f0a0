"""A planted leak is found in every kind of file; what is clean is not accused."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from apidocgen.spec.loading import load
from apidocgen.spec.writing import dump
from apidocgen.variants.audit import EVERYBODY, Audit, Leak
from apidocgen.variants.filter import Filtering
from tests.audit.test_secrets import MASTER, filtering

PLANTED = {
    "text in HTML": ("page/index.html", "<p>one</p>\n<p>see wholesale_price</p>"),
    "name split by markup": ("page/index.html", "\n<code>/mar<wbr>gins</code>"),
    "attribute": ("page/index.html", '\n<a href="../listMargins/">x</a>'),
    "sentence with markup in it": (
        "page/index.html",
        "\n<p>Only <em>members</em> learn\n about the <b>velvet</b> drawer!</p>",
    ),
    "entity": ("page/index.html", "\n<p>wholesale&#95;price</p>"),
    "JSON": ("openapi.json", '{\n"x": "wholesale_price"}'),
    "escaped JSON": ("search/search_index.json", '{\n"text": "wholesale\\u005fprice"}'),
    "YAML": ("openapi.yaml", "a: 1\nwholesale_price: 2\n"),
    "Markdown": ("page/index.md", "# Page\n`wholesale_price`\n"),
    "llms.txt": ("llms.txt", "- x\n- [GET /margins](x)\n"),
    "sitemap": ("sitemap.xml", "<urlset>\n<loc>https://x/free/listMargins/</loc></urlset>"),
    "percent-encoding": ("page/index.html", '\n<a href="?q=wholesale%5Fprice">x</a>'),
    "script": ("data.js", "\nconst x = 'wholesale_price'"),
    "CSV": ("scopes.csv", "a,b\nlistMargins,1\n"),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_leak_is_found_with_its_line(tmp_path: Path, kind: str) -> None:
    name, text = PLANTED[kind]
    file = tmp_path / "free" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    leaks = list(Audit(filtering(MASTER)).folder(tmp_path))
    assert leaks, kind
    assert {(leak.audience, leak.file, leak.line) for leak in leaks} == {
        ("free", f"free/{name}", 2)
    }


def test_a_leak_in_a_compressed_file_and_in_a_file_name(tmp_path: Path) -> None:
    folder = tmp_path / "free"
    folder.mkdir()
    (folder / "sitemap.xml.gz").write_bytes(gzip.compress(b"<loc>/free/listMargins/</loc>"))
    (folder / "listMargins.html").write_text("nothing", "utf-8")
    leaks = list(Audit(filtering(MASTER)).folder(tmp_path))
    assert [(leak.file, leak.line) for leak in leaks] == [
        ("free/listMargins.html", 0),
        ("free/sitemap.xml.gz", 1),
    ]


def test_what_another_audience_may_see_is_no_leak_there(tmp_path: Path) -> None:
    for audience in ("free", "plus"):
        (tmp_path / audience).mkdir()
        (tmp_path / audience / "a.txt").write_text("wholesale_price", "utf-8")
    assert [leak.file for leak in Audit(filtering(MASTER)).folder(tmp_path)] == ["free/a.txt"]


def test_pages_for_everybody_hold_nothing_that_is_hidden_from_all(tmp_path: Path) -> None:
    source = MASTER.replace("Price paid.", "Price paid.").replace(
        "moonlight: {type: integer, x-tier: plus}", "midnight_margin: {x-internal: true}"
    )
    (tmp_path / "index.html").write_text("wholesale_price and midnight_margin", "utf-8")
    leaks = list(Audit(filtering(source)).folder(tmp_path))
    assert [(leak.audience, leak.secret) for leak in leaks] == [(EVERYBODY, "midnight_margin")]


def test_a_leak_names_the_place_where_it_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "free.yaml").write_text("wholesale_price: 1", "utf-8")
    assert list(Audit(filtering(MASTER)).folder(tmp_path)) == [
        Leak(
            audience="free",
            file="free.yaml",
            line=1,
            secret="wholesale_price",
            hidden_at="m.yaml (#/components/schemas/Item/properties/wholesale_price)",
        )
    ]


def test_what_was_found_harmless_is_not_reported(tmp_path: Path) -> None:
    (tmp_path / "free.yaml").write_text("wholesale_price: 1", "utf-8")
    assert list(Audit(filtering(MASTER), allowed=["wholesale_price"]).folder(tmp_path)) == []


def audited(spec: Path, root: Path) -> list[Leak]:
    made = Filtering(load(spec, root=root).document)
    audit = Audit(made)
    return [
        leak
        for audience in made.access.audiences
        for form in ("yaml", "json")
        for leak in audit.text(
            audience.name,
            dump(made.view(audience).tree, form).decode(),
            f".{form}",
            f"{audience.name}.{form}",
        )
    ]


def test_the_variants_of_the_reference_document_are_clean(root: Path) -> None:
    assert audited(root / "specs/master.yaml", root) == []


@pytest.mark.parametrize("name", ["figma.yaml", "spotify.yaml", "okta.yaml", "runalyze-2025.json"])
def test_real_documents_are_clean(real_documents: Path, name: str) -> None:
    assert audited(real_documents / name, real_documents) == []
