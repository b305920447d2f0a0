"""A planted leak is found in every kind of file; what is clean is not accused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from apidocgen.spec.loading import load
from apidocgen.spec.writing import dump
from apidocgen.variants.auditing.audit import Audit
from apidocgen.variants.auditing.leaks import Leak
from apidocgen.variants.auditing.ownership import EVERYBODY
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
    "module": ("app.mjs", "\nexport const x = 'listMargins'"),
    "JSON lines": ("log.jsonl", '{}\n{"a": "listMargins"}'),
    "notebook": ("try.ipynb", '{\n"cells": ["listMargins"]}'),
    "settings": ("x.toml", "\na = 'listMargins'"),
    "file of an unknown kind": ("master.yaml.orig", "\nlistMargins"),
    "entity in an entity": ("page/index.html", "\n<p>wholesale&amp;#95;price</p>"),
    "percent-encoding twice": ("page/index.html", '\n<a href="?q=wholesale%255Fprice">x</a>'),
    "soft hyphens": ("page/index.html", "\n<p>list&shy;Margins</p>"),
    "no width": ("a.txt", "\nlist\u200bMargins"),
    "escaped code point": ("a.js", "\n'\\u{6c}istMargins'"),
    "octal escape": ("a.js", "\n'\\154istMargins'"),
    "CSS escape": ("a.css", "\na { content: '\\6c istMargins' }"),
    "Markdown escape": ("page/index.md", "\nwholesale\\_price"),
    "emphasis inside a word": ("page/index.md", "\nlist**Margins**"),
    "address of a page": ("page/index.html", '\n<a href="/list-margins/">x</a>'),
    "other letters' case": ("page/index.html", "\n<p>X-Cellar-Key</p>"),
    "composed letters": ("a.txt", "\nKELLERSCHLU\u0308SSEL"),
    "letters without accents": ("page/index.html", '\n<a href="#kellerschlussel">x</a>'),
    "link in a description": (
        "page/index.html",
        '\n<p>See <a href="https://x.example">the handbook</a> about <b>cold</b> cellars</p>',
    ),
    "parameter of a path written otherwise": ("a.js", "\nrouter('/cellar_keys/:id')"),
}
CELLAR = """  /cellar_keys/{id}:
    get:
      x-tier: plus
      description: See [the handbook](https://x.example) about <b>cold</b> cellars
      parameters:
        - {name: x-cellar-key, in: header, schema: {type: string}}
        - {name: kellerschlüssel, in: query, schema: {type: string}}
      responses: {'200': {description: ok}}
components:
"""
RICH = MASTER.replace("components:\n", CELLAR)
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "a.json.gz": gzip.compress,
    "a.json.bz2": bz2.compress,
    "a.json.xz": lzma.compress,
}
ENCODED = {
    "UTF-16": "listMargins".encode("utf-16"),
    "UTF-16 without a mark": "listMargins".encode("utf-16-be"),
    "UTF-32": "listMargins".encode("utf-32"),
    "UTF-8 with a mark": "listMargins".encode("utf-8-sig"),
    "Latin-1": "kellerschlüssel".encode("latin-1"),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_leak_is_found_with_its_line(tmp_path: Path, kind: str) -> None:
    name, text = PLANTED[kind]
    file = tmp_path / "free" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    leaks = list(Audit(filtering(RICH)).folder(tmp_path))
    assert leaks, kind
    assert {(leak.audience, leak.file, leak.line) for leak in leaks} == {
        ("free", f"free/{name}", 2)
    }


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("openapi.yaml", "openapi: 3.1.0\nrequired: [cost]\n", {"cost"}),
        ("openapi.json", '{"openapi": "3.1.0", "required": ["cost"]}', {"cost"}),
        ("openapi.yaml", "openapi: 3.1.0\nrequired: []\n", set()),
        ("scopes.json", '{"required": ["cost"]}', set()),
        ("page/index.html", "<p>cost</p>", set()),
    ],
)
def test_a_word_of_our_pages_is_a_leak_in_a_variant(
    tmp_path: Path, name: str, text: str, found: set[str]
) -> None:
    file = tmp_path / "free" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    required = "properties: {required: {x-tier: plus}, cost: {x-tier: plus}}"
    master = MASTER.replace("properties: {dusty_field: {type: string}}", required)
    master = master.replace(
        "components:", "  /rest: {$ref: '#/components/pathItems/R'}\ncomponents:"
    )
    master += (
        "  pathItems: {R: {get: {x-tier: free, responses: {'200': {description: d, content: "
        "{a/b: {schema: {$ref: '#/components/schemas/Unused'}}}}}}}}\n"
    )
    assert {leak.secret for leak in Audit(filtering(master)).folder(tmp_path)} == found


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


def planted(root: Path, name: str, content: bytes) -> set[str]:
    """The files in which a leak is found when one file is published for ``free``."""
    file = root / "free" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    return {leak.file for leak in Audit(filtering(RICH)).folder(root)}


@pytest.mark.parametrize("name", PACKED)
def test_a_leak_in_a_packed_file(tmp_path: Path, name: str) -> None:
    assert planted(tmp_path, name, PACKED[name](b'["listMargins"]')) == {f"free/{name}"}
    assert planted(tmp_path, name, PACKED[name](b'["listItems"]')) == set()


def test_a_leak_in_an_archive_in_an_archive(tmp_path: Path) -> None:
    content = b"listMargins"
    for name in ("inner.txt", "outer.zip"):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as members:
            members.writestr(name, content)
        content = archive.getvalue()
    assert planted(tmp_path, "all.zip", content) == {"free/all.zip"}


def test_what_only_seems_to_be_packed_is_read_as_it_is(tmp_path: Path) -> None:
    assert planted(tmp_path, "bad.gz", b"listMargins") == {"free/bad.gz"}
    assert planted(tmp_path, "bad.gz", b"") == set()
    assert planted(tmp_path, "bad.zip", b"PK listMargins") == {"free/bad.zip"}


@pytest.mark.parametrize("encoding", ENCODED)
def test_a_leak_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    assert planted(tmp_path, "a.txt", ENCODED[encoding]) == {"free/a.txt"}


def test_an_image_is_no_text(tmp_path: Path) -> None:
    assert planted(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR listMargins") == set()


CLEAN = {
    "two cells": ("a.html", "<td>about cold</td><td>cellars</td>"),
    "two sentences": ("a.txt", "All about cold. Cellars are for wine."),
    "two strings": ("a.json", '{"a": "See the handbook about cold", "cellars": 1}'),
    "two strings in YAML": ("a.yaml", "a: See the handbook about cold\ncellars: 1\n"),
    "part of a word": ("a.txt", "blacklistMargins wholesale_prices"),
}


@pytest.mark.parametrize("kind", CLEAN)
def test_what_only_looks_like_a_leak_is_none(tmp_path: Path, kind: str) -> None:
    name, text = CLEAN[kind]
    assert planted(tmp_path, name, text.encode()) == set()


def test_a_comment_in_yaml_is_read_too(tmp_path: Path) -> None:
    text = b"a: 1 # See the handbook about cold cellars\n"
    assert planted(tmp_path, "a.yaml", text) == {"free/a.yaml"}


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
