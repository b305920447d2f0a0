"""Marked blocks inside texts: ``<!-- x-tier: premium --> … <!-- /x-tier -->``.

A block is for those who pass its rule; for the others the text reads as if it had never been
there. Blocks nest. Any comment that looks like a marker must be one: a misspelt name or a block
left open is an error, so that a typo never shows what was meant to be hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from apidocgen.variants.annotations import INTERNAL, TIER, AnnotationError, Annotations, Rule
from apidocgen.variants.vocabulary import DEFAULT_AUDIENCE_KEY

_MARKER = re.compile(r"<!--\s*(/?)\s*(x-[\w-]+)\s*(?::\s*([^>]*?))?\s*-->", re.IGNORECASE)
_LOOKS_LIKE = re.compile(r"<!--\s*/?\s*x-", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """A stretch of text and the rule that guards it; ``parts`` are texts and inner blocks."""

    rule: Rule
    name: str = ""
    parts: list[str | Block] = field(default_factory=list)


def has_markers(text: str) -> bool:
    """Whether a text may hold markers at all (cheap)."""
    return "<!--" in text and _LOOKS_LIKE.search(text) is not None


def parse_markers(text: str, annotations: Annotations) -> Block:
    """The blocks of a text. Raises AnnotationError for unbalanced, unknown or broken markers."""
    stack = [Block(Rule())]
    end = 0
    for found in _MARKER.finditer(text):
        _plain(text[end : found.start()], stack[-1])
        end = found.end()
        closing, name, value = found.group(1), found.group(2).lower(), found.group(3)
        if not closing:
            stack.append(Block(_rule(name, value, annotations), name))
        elif stack[-1].name == name:
            closed = stack.pop()
            stack[-1].parts.append(closed)
        else:
            raise AnnotationError(name, f"text marker <!-- /{name} --> closes nothing")
    _plain(text[end:], stack[-1])
    if len(stack) > 1:
        name = stack[-1].name
        raise AnnotationError(name, f"text marker <!-- {name} … --> is never closed")
    return stack[0]


def _plain(text: str, block: Block) -> None:
    if _LOOKS_LIKE.search(text):
        raise AnnotationError("x-", "a comment that begins like a text marker is not complete")
    block.parts.append(text)


def _rule(name: str, value: str | None, annotations: Annotations) -> Rule:
    if name == TIER:
        return annotations.rule(_given(name, value), None, None)
    if name in (DEFAULT_AUDIENCE_KEY, annotations.key.lower()):
        labels = [label.strip() for label in _given(name, value).strip("[]").split(",")]
        return annotations.rule(None, [label for label in labels if label], None)
    if name == INTERNAL and value in (None, "", "true", "false"):
        return annotations.rule(None, None, value != "false")
    known = f"{TIER}, {annotations.key}, {INTERNAL}"
    raise AnnotationError(name, f"unknown text marker <!-- {name} -->; known: {known}")


def _given(name: str, value: str | None) -> str:
    if not value:
        raise AnnotationError(name, f"text marker <!-- {name} --> names nobody")
    return value


def visible_text(block: Block, admits: Callable[[Rule], bool]) -> str:
    """The text that those see whom ``admits`` lets pass, closed up where a block was cut out."""
    text = _STRIPPED_LINE.sub("", _joined(block, admits)).replace(_STRIPPED, "")
    return _CUTS.sub(lambda found: _seam(found, text), text)


# Stand-ins for markers while a text is put together: characters that no text may hold.
_CUT, _STRIPPED = "\x00", "\x01"
_CUTS = re.compile(rf"(\s*){_CUT}(?:\s*{_CUT})*(\s*)")
_STRIPPED_LINE = re.compile(rf"^[ \t]*{_STRIPPED}[ \t]*\n", re.MULTILINE)
_STAND_INS = str.maketrans("", "", _CUT + _STRIPPED)


def _joined(block: Block, admits: Callable[[Rule], bool]) -> str:
    text = ""
    for part in block.parts:
        if isinstance(part, str):
            text += part.translate(_STAND_INS)
        elif admits(part.rule):
            text += _STRIPPED + _joined(part, admits) + _STRIPPED
        else:
            text += _CUT
    return text


def _seam(found: re.Match[str], text: str) -> str:
    """The white space that remains where a block was cut: as if the block had never been."""
    left, right = found.group(1), found.group(2)
    if found.start() == 0:
        return ""
    if found.end() == len(text):
        return "\n" if "\n" in right else ""
    lines = max(left.count("\n"), right.count("\n"))
    if lines:
        return "\n" * lines + right.rpartition("\n")[2] * ("\n" in right)
    if left and right:
        return left
    return "" if text[found.end()] in ".,;:!?)" else left or right


def hidden_texts(block: Block, admits: Callable[[Rule], bool]) -> list[str]:
    """The stretches that those do not see whom ``admits`` stops."""
    found: list[str] = []
    for part in block.parts:
        if isinstance(part, Block):
            if admits(part.rule):
                found += hidden_texts(part, admits)
            else:
                found.append(visible_text(part, lambda _: True))
    return found
