"""The changelog of each audience: over tags, kept up to date, silent about others."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from tests.diff.conftest import Run, edit, git


def release(folder: Path, name: str) -> None:
    git("commit", "-qam", name)
    git("tag", name)


def history(folder: Path) -> None:
    git("tag", "v1")
    edit(folder / "schemas.yaml", "[cat]", "[cat, dog]")
    release(folder, "v2")
    edit(folder / "api.yaml", "x-tier: free\n      parameters", "x-tier: paid\n      parameters")
    release(folder, "v10")
    edit(folder / "api.yaml", "    post:\n", "    put: {x-tier: paid, responses: {}}\n    post:\n")


def read(name: str) -> str:
    return Path("changelog", name).read_text(encoding="utf-8")


def test_over_tags(run: Run, repository: Path) -> None:
    history(repository)
    ran = run("changelog", "api.yaml")
    assert ran.status == 0, ran.err
    free, paid = read("free.md"), read("paid.md")
    assert free.index("## v10 – ") < free.index("## v2 – ")
    assert "**GET /pets**: No longer available" in free
    assert "**GET /pets**: `kind` in schema `Pet` allows dog too" in free
    assert "## Unreleased" in paid
    assert "**PUT /pets**: The operation is new" in paid


def test_nothing_is_said_of_others(run: Run, repository: Path) -> None:
    history(repository)
    run("changelog", "api.yaml")
    for name in ("free.md", "free.atom"):
        assert "paid" not in read(name)
        assert "PUT" not in read(name)
    assert "## Unreleased" not in read("free.md")


def test_it_keeps_what_people_wrote(run: Run, repository: Path) -> None:
    history(repository)
    run("changelog", "api.yaml")
    page = Path("changelog/paid.md")
    edit(page, "allows dog too", "welcomes dogs")
    edit(page, "# Paid: what changed", "# Paid: what changed\n\nOur news.")
    release(repository, "v11")
    run("changelog", "api.yaml")
    text = read("paid.md")
    assert "welcomes dogs" in text
    assert "Our news." in text
    assert "## v11 – " in text
    assert "## Unreleased" not in text
    again = text
    run("changelog", "api.yaml")
    assert read("paid.md") == again


def test_feed(run: Run, repository: Path) -> None:
    history(repository)
    run("changelog", "api.yaml", "--address", "https://docs.example.com/news/")
    feed = ET.fromstring(read("free.atom"))  # noqa: S314 - our own
    name = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{name}title") for entry in feed.iter(f"{name}entry")]
    assert titles == ["v10", "v2"]
    assert feed.findtext(f"{name}id") == "https://docs.example.com/news/free"
    assert "<strong>GET /pets</strong>" in str(feed.find(f".//{name}content").text)  # type: ignore[union-attr]


def test_an_audience_that_there_is_not(run: Run, repository: Path) -> None:
    history(repository)
    ran = run("changelog", "api.yaml", "--audience", "pai")
    assert ran.status == 2
    assert ran.err == "unknown audience 'pai'; declared: free, paid; did you mean 'paid'?\n"


def test_no_tags(run: Run, repository: Path) -> None:
    ran = run("changelog", "api.yaml")
    assert ran.status == 2
    assert "no tag fits 'v*'" in ran.err
