"""The table of rules, its pages in the manual, and what the configuration may change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from apidocgen.lint.check import Options, check, check_all
from apidocgen.lint.finding import Severity
from apidocgen.lint.pages import pages, write
from apidocgen.lint.rule import Rule
from apidocgen.lint.rules import BY_ID, RULES
from apidocgen.spec.document import Document
from apidocgen.spec.loading import load
from apidocgen.spec.pointer import Path as Path_
from apidocgen.spec.problems import InputError, Location
from apidocgen.variants.filter import make_variants

CASES = Path(__file__).parent / "cases"


def document(name: str) -> Document:
    return load(CASES / f"{name}.yaml").document


def test_ids_are_unique_and_readable() -> None:
    assert len(BY_ID) == len(RULES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id) for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_texts_are_sentences(rule: Rule) -> None:
    texts = (rule.meaning, rule.why, rule.remedy)
    assert all(text[0].isupper() or text[0] == "`" for text in texts)
    assert all(text.endswith(".") for text in texts)


def test_the_manual_has_the_page_of_each_rule(root: Path) -> None:
    folder = root / "docs" / "manual" / "rules"
    committed = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    again = "python -m apidocgen.lint.pages docs/manual/rules tests/lint/cases"
    assert committed == dict(pages(CASES)), again


def test_configuration_changes_a_severity() -> None:
    options = Options.configured({"unannotated-operation": "info"})
    checked = check_all(document("unannotated-operation"), options)
    assert [each.severity for each in checked.findings] == [Severity.INFO]
    assert checked.reaches("info")
    assert not checked.reaches("warning")
    assert not checked.reaches("never")


def test_configuration_turns_a_rule_off() -> None:
    options = Options.configured({"unannotated-operation": "off"})
    assert check_all(document("unannotated-operation"), options).findings == ()


def test_a_refusal_is_reported_though_the_rule_that_explains_it_is_off() -> None:
    options = Options.configured({"unknown-label": "off"})
    checked = check_all(document("unknown-label"), options)
    assert [each.rule for each in checked.findings] == ["refused"]
    assert checked.variants is None


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(InputError, match="unknown rule 'unannotated-op'; known: invalid-document"):
        Options.configured({"unannotated-op": "off"}, file="mkdocs.yml")


def test_validation_can_be_left_out() -> None:
    options = Options(validate=False)
    assert check_all(document("invalid-document"), options).findings == ()


def test_without_variants_the_document_itself_is_still_checked() -> None:
    found = list(check(document("unannotated-operation"), None))
    assert [each.rule for each in found] == ["unannotated-operation"]


def test_one_reading_of_the_source_for_all_places() -> None:
    read = document("annotation-without-effect")
    calls: list[int] = []

    def locate_all(paths: Iterable[Path_]) -> dict[Path_, Location]:
        listed = list(paths)
        calls.append(len(listed))
        return {path: Location("x", 1, 1) for path in listed}

    counted = Document(read.tree, read.version, read.name, locate_all)
    assert len(list(check(counted, None, Options(validate=False)))) == 6
    assert calls == [6]


def test_a_variant_that_is_not_valid_is_reported_for_its_audience() -> None:
    master = document("idle-tier")
    made = make_variants(master)
    first, second = made.variants
    broken = replace(first.document, tree=first.document.tree | {"paths": []})
    spoilt = replace(made, variants=(replace(first, document=broken), second))
    found = [each for each in check(master, spoilt) if each.rule == "invalid-variant"]
    assert [(each.pointer, each.audiences) for each in found] == [("/paths", ("free",))]


def test_no_operation_is_called_unseen_when_only_some_audiences_were_asked_for() -> None:
    master = document("idle-tier")
    assert "unseen-operation" not in {
        each.rule for each in check(master, make_variants(master, ["free"]))
    }


def test_malformed_security_is_left_to_validation() -> None:
    read = document("unused-scope")
    spoilt = replace(read, tree=read.tree | {"security": "none", "x-scopes": 3})
    assert list(check(spoilt, None, Options(validate=False)))


def test_pages_are_written_and_old_ones_removed(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("# A rule that is gone")
    write(tmp_path, CASES)
    assert {path.stem for path in tmp_path.iterdir()} == {"index", *BY_ID}
