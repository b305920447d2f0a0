"""One set of cases, the same answers: from Python, and from the explorer's code in Node and in a browser."""

from __future__ import annotations

import json
import random
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from apidocgen.reference.scope_answers.catalogue import scope_catalogue
from tests.scopes.documents import access_map, answered, document, variants_of, vector_document
from tests.scopes.javascript import ANSWERS, in_node, jwt

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
VECTORS: list[dict[str, Any]] = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))
TOKENS: list[dict[str, Any]] = json.loads((HERE / "tokens.json").read_text(encoding="utf-8"))


def question(vector: dict[str, Any], folder: Path) -> dict[str, Any]:
    [variant] = variants_of(vector_document(vector), folder)
    asked: dict[str, Any] = {key: vector[key] for key in ("need", "reach") if key in vector}
    return {"catalogue": scope_catalogue(variant), **asked}


def pasted(case: dict[str, Any]) -> str:
    text: str = case["text"] if "text" in case else jwt(case["claims"])
    return text


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_python(vector: dict[str, Any], tmp_path: Path) -> None:
    known = access_map(variants_of(vector_document(vector), tmp_path))
    assert answered(known, vector) == vector["expect"]


def test_node(tmp_path: Path) -> None:
    found = in_node([question(vector, tmp_path) for vector in VECTORS])
    for vector, answer in zip(VECTORS, found, strict=True):
        assert answer == vector["expect"], vector["name"]


def test_tokens_in_node() -> None:
    found = in_node([{"text": pasted(case)} for case in TOKENS])
    assert dict(zip((c["name"] for c in TOKENS), found, strict=True)) == {
        case["name"]: case["scopes"] for case in TOKENS
    }


@pytest.mark.browser
def test_browser(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.add_script_tag(path=str(ANSWERS))
    for vector in VECTORS:
        asked = question(vector, tmp_path)
        kind = "need" if "need" in vector else "reach"
        arguments = [asked["catalogue"], *_asked(vector[kind])]
        answer = page.evaluate(f"all => globalThis.apidocgenScopes.{kind}(...all)", arguments)
        assert answer == vector["expect"], vector["name"]
    for case in TOKENS:
        read = page.evaluate("text => globalThis.apidocgenScopes.readToken(text)", pasted(case))
        assert read["scopes"] == case["scopes"], case["name"]
    page.close()


def _asked(asked: dict[str, Any]) -> list[Any]:
    return [asked.get("operations", asked.get("scopes")), asked.get("scheme")]


def random_case(dice: random.Random, names: str = "abcdefgh") -> dict[str, Any]:
    """A document of up to 14 operations over a few scopes, and a question."""
    scopes = list(names)[: dice.randint(1, len(names))]
    aliases = {
        f"alias{n}": dice.sample(scopes, dice.randint(1, len(scopes)))
        for n in range(dice.randint(0, 2))
    }
    carriers = ["oauth2", "oauth2", "oauth2", "roles"]

    def alternative() -> dict[str, list[str]]:
        kind = dice.random()
        if kind < 0.05:
            return {}
        if kind < 0.15:
            return {"key": []}
        found = {
            dice.choice(carriers): dice.sample(
                [*scopes, *aliases], dice.randint(0, min(3, len(scopes)))
            )
        }
        if kind > 0.9:
            found["key"] = []
        if kind > 0.95:
            found["roles"] = [dice.choice(scopes)]
        return found

    operations = {
        f"GET /{n}": None
        if dice.random() < 0.1
        else [alternative() for _ in range(dice.choice((1, 1, 1, 2, 2, 3)))]
        for n in range(dice.randint(1, 14))
    }
    case: dict[str, Any] = {
        "operations": operations,
        "aliases": aliases,
        "security": [alternative()],
    }
    scheme = dice.choice([None, None, None, "oauth2"])
    if dice.random() < 0.7:
        wanted = dice.sample(list(operations), dice.randint(0, len(operations)))
        return {**case, "need": {"operations": wanted, "scheme": scheme}}
    held = dice.sample([*scopes, *aliases, "stranger"], dice.randint(0, len(scopes)))
    return {**case, "reach": {"scopes": held, "scheme": scheme}}


@pytest.mark.slow
def test_random_cases_in_node(tmp_path: Path) -> None:
    dice = random.Random(20260301)
    cases = [random_case(dice) for _ in range(500)]
    found = in_node([question(case, tmp_path) for case in cases])
    for number, (case, answer) in enumerate(zip(cases, found, strict=True)):
        known = access_map(variants_of(vector_document(case), tmp_path))
        assert answer == answered(known, case), (number, case)


def brute_force(
    operations: dict[str, list[dict[str, list[str]]]], wanted: list[str]
) -> set[frozenset[str]]:
    """Every least set of scopes, from the definition alone: all subsets are tried."""
    scopes = sorted({s for all_ in operations.values() for each in all_ for s in each["oauth2"]})
    subsets = [frozenset(each) for n in range(len(scopes) + 1) for each in combinations(scopes, n)]

    def opens(held: frozenset[str], key: str) -> bool:
        return any(held >= set(each["oauth2"]) for each in operations[key])

    def cost(held: frozenset[str]) -> tuple[int, int]:
        return sum(opens(held, key) for key in operations if key not in wanted), len(held)

    enough = [held for held in subsets if all(opens(held, key) for key in wanted)]
    least = min(map(cost, enough))
    return {held for held in enough if cost(held) == least}


@pytest.mark.slow
def test_need_is_exact_on_1000_random_cases(tmp_path: Path) -> None:
    dice = random.Random(7)
    for number in range(1000):
        scopes = "abcdefgh"[: dice.randint(1, 8)]
        operations = {
            f"GET /{n}": [
                {"oauth2": dice.sample(scopes, dice.randint(0, min(3, len(scopes))))}
                for _ in range(dice.randint(1, 3))
            ]
            for n in range(dice.randint(1, 9))
        }
        wanted = dice.sample(list(operations), dice.randint(1, len(operations)))
        known = access_map(variants_of(document(operations), tmp_path))
        answer = answered(known, {"need": {"operations": wanted}})
        found = {frozenset(option["scopes"]) for option in answer["options"]}
        assert answer["exact"]
        assert answer["complete"]
        assert found == brute_force(operations, wanted), (number, operations, wanted)
