from __future__ import annotations

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.conftest import Run


def test_writes_a_file_for_each_audience(
    run: Run, folder: Path, snapshot: SnapshotAssertion
) -> None:
    ran = run("filter", "shop.yaml", "-o", "out")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == snapshot(name="stderr")
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["free.yaml", "plus.yaml"]
    assert (folder / "out/free.yaml").read_text() == snapshot(name="free")
    assert (folder / "out/plus.yaml").read_text() == snapshot(name="plus")


def test_json_for_one_audience(run: Run, folder: Path) -> None:
    ran = run("filter", "shop.yaml", "-o", "out", "--audience", "plus", "--format", "json", "-q")
    assert ran.status == 0
    assert [path.name for path in (folder / "out").iterdir()] == ["plus.json"]
    assert set(json.loads((folder / "out/plus.json").read_text())["paths"]) == {"/items"}


def test_quiet_still_reports_what_is_hidden_from_everyone(run: Run, folder: Path) -> None:
    ran = run("filter", "shop.yaml", "-o", "out", "-q")
    assert ran.err == (
        "shop.yaml:29:5: GET /forgotten has no annotation and is hidden from every audience\n"
    )


def test_operations_without_a_server_are_reported(run: Run, folder: Path) -> None:
    shop = (folder / "shop.yaml").read_text()
    servers = "servers: [{url: 'https://a.example', x-tier: plus}]\npaths:\n"
    (folder / "shop.yaml").write_text(shop.replace("paths:\n", servers))
    ran = run("filter", "shop.yaml", "-o", "out", "-q")
    assert ran.status == 0
    said = "every server is hidden from free, which sees operations without one of their own"
    assert said in ran.err
    assert "plus, which" not in ran.err


def test_what_is_internal_is_not_called_forgotten(run: Run, folder: Path) -> None:
    shop = (folder / "shop.yaml").read_text()
    answer = "responses: {'200': {description: fine}}"
    internal = f"  /one:\n    get: {{x-internal: true, {answer}}}\n"
    internal += f"  /two:\n    x-internal: true\n    get: {{{answer}}}\n"
    (folder / "shop.yaml").write_text(shop.replace("paths:\n", "paths:\n" + internal))
    ran = run("filter", "shop.yaml", "-o", "out", "-q")
    assert [line for line in ran.err.splitlines() if "/forgotten" not in line] == []


def test_overlays_are_applied(run: Run, folder: Path) -> None:
    ran = run("filter", "shop.yaml", "-o", "out", "--overlay", "open-forgotten.yaml", "-q")
    assert (ran.status, ran.err) == (0, "")
    assert "/forgotten" in (folder / "out/plus.yaml").read_text()


def test_an_invalid_document_is_written_and_reported(run: Run, folder: Path) -> None:
    shop = (folder / "shop.yaml").read_text()
    (folder / "shop.yaml").write_text(shop.replace("operationId: listItems", "operationId: 7"))
    ran = run("filter", "shop.yaml", "-o", "out", "-q")
    assert ran.status == 1
    assert "shop.yaml:11:7: 7 is not of type string\n" in ran.err
    assert (folder / "out/free.yaml").is_file()
    assert run("filter", "shop.yaml", "-o", "out", "--no-validate", "-q").status == 0


def test_operations_that_cannot_be_called_are_reported(run: Run, folder: Path) -> None:
    shop = (folder / "shop.yaml").read_text()
    hidden = "- {name: id, in: path, required: true, x-internal: true, schema: {type: string}}"
    item = f"paths:\n  /shop/{{id}}:\n    parameters: [{hidden[2:]}]\n    x-tier: free\n"
    item += "    get: {responses: {'200': {description: fine}}}\n"
    (folder / "shop.yaml").write_text(shop.replace("paths:\n", item))
    ran = run("filter", "shop.yaml", "-o", "out", "-q")
    assert ran.status == 0
    assert (
        "the path parameter 'id' of /shop/{id} is not declared for free, plus: "
        "the call cannot succeed\n"
    ) in ran.err
    assert "/shop/{id}" in (folder / "out/free.yaml").read_text()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("x-tier: free\n", "x-tier: fre\n", "unknown tier 'fre'; declared: free, plus"),
        (
            "All items",
            '"<!-- x-tier: plus -->All"',
            "text marker <!-- x-tier … --> is never closed",
        ),
    ],
)
def test_nothing_is_written_where_a_hole_could_open(
    run: Run, folder: Path, before: str, after: str, message: str
) -> None:
    run("filter", "shop.yaml", "-o", "out")
    good = (folder / "out/free.yaml").read_bytes()
    shop = (folder / "shop.yaml").read_text()
    (folder / "shop.yaml").write_text(shop.replace(before, after, 1))
    ran = run("filter", "shop.yaml", "-o", "out")
    assert ran.status == 2
    assert ran.err.count("\n") == 1
    assert message in ran.err
    assert (folder / "out/free.yaml").read_bytes() == good
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["free.yaml", "plus.yaml"]


def test_an_unknown_audience_is_an_error(run: Run, folder: Path) -> None:
    ran = run("filter", "shop.yaml", "-o", "out", "--audience", "gold")
    assert ran.status == 2
    assert "gold" in ran.err
    assert not (folder / "out").exists()


def test_other_files_in_the_folder_are_left_alone(run: Run, folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out/notes.txt").write_text("mine")
    run("filter", "shop.yaml", "-o", "out")
    assert (folder / "out/notes.txt").read_text() == "mine"


def test_a_folder_that_cannot_be_written(run: Run, folder: Path) -> None:
    (folder / "taken").write_text("a file")
    ran = run("filter", "shop.yaml", "-o", "taken/out")
    assert (ran.status, ran.err.count("\n")) == (2, 1)


def test_a_folder_without_permission_is_named_itself(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(suffix: str | None, prefix: str | None, parent: str) -> str:
        raise PermissionError(13, "Permission denied", f"{parent}/{prefix}0123abcd")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    ran = run("filter", "shop.yaml", "-o", "ro")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "ro: cannot write: Permission denied\n"


def test_a_file_whose_name_a_folder_has_is_named_and_nothing_is_written(
    run: Run, folder: Path
) -> None:
    (folder / "out/plus.yaml").mkdir(parents=True)
    ran = run("filter", "shop.yaml", "-o", "out")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "out/plus.yaml: cannot write: there is a folder of that name\n"
    assert [path.name for path in (folder / "out").iterdir()] == ["plus.yaml"]


def test_the_first_of_several_errors_says_where_the_others_are(run: Run, folder: Path) -> None:
    text = (folder / "shop.yaml").read_text()
    (folder / "shop.yaml").write_text(text.replace("x-tier: free", "x-tier: fre"))
    ran = run("filter", "shop.yaml", "-o", "out")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    shown = run("check", "shop.yaml").out
    number = shown.count("unknown tier")
    assert number > 1
    errors = shown.split(" errors ")[0].split()[-1]
    assert ran.err.endswith(f"(the first of {errors} errors: 'apidocgen check' shows all)\n")
