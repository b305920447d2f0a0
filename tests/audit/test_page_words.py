"""Which words pages are taken to use by themselves: what they say, and nothing of how it is made."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import apidocgen
from apidocgen.variants.auditing.literals import literals
from apidocgen.variants.auditing.page_words import page_pairs, page_words
from apidocgen.variants.auditing.wording import words_of

CODE = '''\
"""A velvet module."""

DRAWER = "some rows"  # a comment
"""What a drawer is."""


def cellar(moonlight: str) -> str:
    """Go down."""
    return f"{moonlight} goes {shown('for free')} and so " "on" + r"\\w+" + 'it\\'s\\n' + b"bytes"
'''


def test_texts_in_code_are_what_it_says() -> None:
    said = {word for text in literals(CODE) for word in words_of(text)}
    assert said == {"some", "rows", "goes", "for", "free", "and", "so", "on", "w", "it", "s"}
    assert any("so on" in " ".join(text.split()) for text in literals(CODE))


def parsed(source: str) -> Iterator[str]:
    """The strings in code that are no statements of their own, as Python reads it."""
    stack: list[ast.AST] = [ast.parse(source)]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield node.value
        elif isinstance(node, ast.FormattedValue):  # how wide, how exact: no text
            stack.append(node.value)
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            stack.extend(ast.iter_child_nodes(node))


@pytest.mark.parametrize("room", ["access", "reference", "site", "diff", "variants"])
def test_the_texts_of_the_package_are_read_as_python_reads_them(room: str) -> None:
    files = sorted((Path(apidocgen.__file__).parent / room).rglob("*.py"))
    assert files
    for file in files:
        source = file.read_text(encoding="utf-8")
        found = {word for text in literals(source) for word in words_of(text) if len(word) > 2}
        expected = {word for text in parsed(source) for word in words_of(text) if len(word) > 2}
        assert found == expected, file


@pytest.mark.parametrize("word", ["endpoints", "required", "viewport", "favicon", "antwort"])
def test_pages_use_words_of_templates_phrases_and_the_theme(word: str) -> None:
    assert word in page_words()


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("itertools", "a module that the code imports"),
        ("frozenset", "a function that the code calls"),
        ("dataclass", "a decorator"),
        ("endblock", "what a template does"),
    ],
)
def test_pages_do_not_use_words_of_the_code(word: str, why: str) -> None:
    assert word not in page_words(), why


def test_words_that_follow_each_other_are_those_of_one_text() -> None:
    assert ("request", "body") in page_pairs()
    assert ("not", "found") in page_pairs()
    assert ("from", "future") not in page_pairs()
