from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from mkdocs.utils import get_theme_dir

from tests.cli.conftest import Run


def _valid(text: str, schema: str) -> Any:
    """The report, held against its schema."""
    report = json.loads(text)
    shape = json.loads((files("apidocgen.cli") / "schemas" / f"{schema}.json").read_text())
    jsonschema_rs.validator_for(shape).validate(report)
    return report


def test_audit_finds_nothing_in_variants(run: Run, folder: Path) -> None:
    run("filter", "shop.yaml", "-o", "out")
    ran = run("audit", "out", "--spec", "shop.yaml")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "nothing found  looked for what is hidden from an audience: 4 names and texts",
        "  free  1 file",
        "  plus  1 file",
    ]


def test_audit_finds_what_was_planted(run: Run, folder: Path) -> None:
    run("filter", "shop.yaml", "-o", "out")
    with (folder / "out/free.yaml").open("a") as variant:
        variant.write("# Nobody said who may see this\n")
    ran = run("audit", "out", "--spec", "shop.yaml", "--format", "json")
    assert ran.status == 1
    leaks = _valid(ran.out, "audit")["leaks"]
    assert {(leak["audience"], leak["file"]) for leak in leaks} == {("free", "free.yaml")}
    text = run("audit", "out", "--spec", "shop.yaml")
    assert text.status == 1
    assert "free.yaml:" in text.out


NOBODYS = {
    "nothing": [],
    "no variant": ["readme.txt"],
    "a variant that does not say whose it is": ["openapi.yaml"],
    "a name that is nearly an audience's": ["free-v1.yaml", "freeplus/openapi.yaml", "free.txt"],
    "an audience's own folder": ["index.html", "schemas/Item/index.html"],
}


@pytest.mark.parametrize("name", NOBODYS)
def test_audit_of_files_that_are_no_audience_s_is_refused(
    run: Run, folder: Path, name: str
) -> None:
    lay_out(folder / "out", NOBODYS[name])
    ran = run("audit", "out", "--spec", "shop.yaml")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith("out: no file in it belongs to an audience; expected NAME/")
    assert "one of: free, plus" in ran.err
    assert "--audience NAME" in ran.err


def lay_out(folder: Path, files: list[str]) -> None:
    """Write files in which it says what only the audience `plus` may know of the shop."""
    spec = folder.parent / "shop.yaml"
    spec.write_text(spec.read_text().replace("cost", "wholesale_price"))
    folder.mkdir()
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("property: wholesale_price\n")


@pytest.mark.parametrize(
    "name",
    ["free.md", "free.atom", "free.yml", "Free.json", "Free/openapi.yaml", "free/a/index.html"],
)
def test_audit_knows_whose_a_file_is(run: Run, folder: Path, name: str) -> None:
    lay_out(folder / "out", [name])
    ran = run("audit", "out", "--spec", "shop.yaml")
    assert ran.status == 1
    assert f"  {name}:1  'wholesale_price'\n" in ran.out
    assert "1 found  looked for what is hidden from an audience: 4 names and texts" in ran.out
    assert ran.out.splitlines()[-2:] == ["  free  1 file", "  plus  no files"]


@pytest.mark.parametrize(("added", "status"), [("", 0), ("// Some words more", 1)])
def test_audit_knows_the_files_of_the_theme(
    run: Run, folder: Path, added: str, status: int
) -> None:
    spec = folder / "shop.yaml"
    spec.write_text(spec.read_text().replace("x-tier: plus", "x-internal: true"))
    spec.write_text(spec.read_text().replace("cost", "stemmer"))
    source = next(Path(get_theme_dir("material")).rglob("lunr.stemmer.support.min.js"))
    target = folder / "out/assets/javascripts/lunr/min" / source.name
    target.parent.mkdir(parents=True)
    target.write_text(source.read_text() + added)
    (folder / "out/free.yaml").write_text("openapi: 3.1.0\n")
    ran = run("audit", "out", "--spec", "shop.yaml")
    assert ran.status == status
    assert ("'stemmer'" in ran.out) is bool(added)


def test_audit_names_files_that_are_no_audience_s(run: Run, folder: Path) -> None:
    lay_out(folder / "out", ["plus.yaml", "free-v1.yaml", "docs/a.html", "docs/b.html"])
    ran = run("audit", "out", "--spec", "shop.yaml")
    assert ran.status == 0
    assert ran.out.splitlines()[-1] == (
        "  no audience's: 3 files, searched only for what is hidden from all of them: "
        "docs/, free-v1.yaml"
    )
    as_json = run("audit", "out", "--spec", "shop.yaml", "--format", "json")
    assert _valid(as_json.out, "audit") == {"leaks": []}
    assert "docs/, free-v1.yaml" in as_json.err


def test_audit_of_the_folder_of_one_audience(run: Run, folder: Path) -> None:
    lay_out(folder / "free", ["openapi.json", "plus/index.html"])
    asked = run("audit", "free", "--spec", "shop.yaml", "--audience", "free")
    assert asked.status == 1
    assert "  openapi.json:1, plus/index.html:1  'wholesale_price'\n" in asked.out
    assert asked.out.splitlines()[-2:] == [
        "1 found in 2 places  looked for what is hidden from an audience: 4 names and texts",
        "  free  2 files",
    ]
    allowed = run("audit", "free", "--spec", "shop.yaml", "--audience", "plus")
    assert allowed.status == 0


def test_audit_proposes_whose_a_folder_could_be(run: Run, folder: Path) -> None:
    lay_out(folder / "free", ["openapi.json"])
    assert "--audience free" in run("audit", "free", "--spec", "shop.yaml").err


def test_audit_for_an_audience_that_does_not_exist(run: Run, folder: Path) -> None:
    lay_out(folder / "free", ["openapi.json"])
    ran = run("audit", "free", "--spec", "shop.yaml", "--audience", "fre")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "shop.yaml: unknown audience 'fre'; declared: free, plus\n"


def test_audit_of_an_empty_folder_of_one_audience(run: Run, folder: Path) -> None:
    (folder / "free").mkdir()
    ran = run("audit", "free", "--spec", "shop.yaml", "--audience", "free")
    assert (ran.status, ran.out, ran.err) == (2, "", "free: there is no file in it\n")


def test_audit_of_no_folder(run: Run, folder: Path) -> None:
    ran = run("audit", "none", "--spec", "shop.yaml")
    assert (ran.status, ran.out, ran.err) == (2, "", "none: no such folder\n")


def test_explain(run: Run, folder: Path) -> None:
    arguments = ("explain", "Item.cost", "--audience", "free", "--audience", "plus")
    ran = run(*arguments, "--spec", "shop.yaml", "--format", "json")
    assert ran.status == 0
    answers = _valid(ran.out, "explain")["explanations"]
    assert {each["audience"]: each["visible"] for each in answers} == {"free": False, "plus": True}
    text = run(*arguments, "--spec", "shop.yaml").out
    assert "for free: hidden" in text
    assert "for plus: visible" in text


def test_explain_something_unknown(run: Run, folder: Path) -> None:
    ran = run("explain", "GET /nothing", "--audience", "free", "--spec", "shop.yaml")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_explain_points_at_the_overlay_that_annotates(run: Run, folder: Path) -> None:
    (folder / "over.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n"
        "  - target: $.paths['/a'].get\n    update:\n      x-tier: plus\n"
    )
    (folder / "small.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nx-tiers: [free, plus]\n"
        "x-audiences: {free: {tier: free, schemes: [k]}}\npaths:\n"
        "  /a: {get: {responses: {'200': {description: d}}}}\n"
        "  /b: {x-tier: free, get: {security: [{k: []}, {o: []}], "
        "responses: {'200': {description: d}}}}\n"
        "components: {securitySchemes: {k: &k {type: apiKey, in: header, name: K}, o: *k}}\n"
    )
    spec = ("--audience", "free", "--spec", "small.yaml")
    ran = run("explain", "GET /a", *spec, "--overlay", "over.yaml")
    assert "is for tier plus and above  over.yaml:6:7" in ran.out
    assert "this audience can use other schemes only: k" in run("explain", "o", *spec).out


KIOSK = """\
openapi: 3.1.0
info: {title: T, version: '1'}
x-tiers: [free, plus]
x-audiences: {pub: {tier: free}, kiosk: {publish: false}}
paths:
  /open: {get: {x-tier: free, responses: {'200': {description: ok}}}}
  /k: {get: {x-audience: kiosk, operationId: printTicket, responses: {'200': {description: ok}}}}
  /s: {get: {x-internal: true, operationId: openDrawer, responses: {'200': {description: ok}}}}
"""


def test_audit_of_an_audience_that_is_not_published(run: Run, folder: Path) -> None:
    (folder / "m.yaml").write_text(KIOSK)
    assert run("filter", "m.yaml", "--audience", "kiosk", "-o", "out").status == 0
    ran = run("audit", "out", "--spec", "m.yaml")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[1:] == [
        "  pub    no files",
        "  kiosk  1 file  (the document does not publish it)",
    ]
    own = run("audit", "out", "--spec", "m.yaml", "--audience", "kiosk")
    assert (own.status, own.err) == (0, "")
    (folder / "out/kiosk.md").write_text("openDrawer")
    assert "kiosk.md:1  'openDrawer'" in run("audit", "out", "--spec", "m.yaml").out


def test_audit_of_what_is_hidden_from_an_unpublished_audience_s_readers(
    run: Run, folder: Path
) -> None:
    (folder / "m.yaml").write_text(KIOSK)
    assert run("filter", "m.yaml", "-o", "out").status == 0
    (folder / "out/pub.md").write_text("the kiosk uses printTicket")
    ran = run("audit", "out", "--spec", "m.yaml")
    assert ran.status == 1
    assert {"'kiosk'", "'printTicket'"} <= set(ran.out.split())


def test_audit_tells_a_secret_once_and_what_to_mend(run: Run, folder: Path) -> None:
    spec = folder / "m.yaml"
    spec.write_text(
        KIOSK.replace(
            "/open: {get: {x-tier: free,", "/open: {get: {x-tier: free, x-like: [openDrawer],"
        )
    )
    refused = run("filter", "m.yaml", "-o", "out")
    place = "m.yaml:6:40 (#/paths/~1open/get/x-like/0)"
    assert refused.status == 1
    assert refused.err.startswith("pub.yaml:")
    assert (
        "'openDrawer' leaks to pub; hidden at m.yaml:8:32 (#/paths/~1s/get/operationId)"
        in refused.err
    )
    assert f"; said at {place}: take it out of the extension" in refused.err
    assert refused.err.count("\n") == 1
    for number in range(5):
        (folder / f"site/pub/{number}").mkdir(parents=True)
        (folder / f"site/pub/{number}/index.html").write_text("openDrawer")
    (folder / "site/index.html").write_text("openDrawer")
    ran = run("audit", "site", "--spec", "m.yaml")
    assert ran.out.splitlines()[:10] == [
        "leak     in pages for everybody",
        "  index.html:1  'openDrawer'",
        "    hidden at m.yaml:8:32 (#/paths/~1s/get/operationId)",
        "    the document does not say it to them, so take it out of the file or its template",
        "",
        "leak     to pub",
        "  pub/0/index.html:1, pub/1/index.html:1, pub/2/index.html:1 and 2 more  'openDrawer'",
        "    hidden at m.yaml:8:32 (#/paths/~1s/get/operationId)",
        f"    said at {place}",
        "    take it out of the extension, which the filter does not understand",
    ]
    assert "2 found in 6 places" in ran.out
    found = _valid(run("audit", "site", "--spec", "m.yaml", "--format", "json").out, "audit")
    assert [leak["said_at"] for leak in found["leaks"]] == [[], *[[place]] * 5]
