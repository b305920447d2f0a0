"""Marked blocks inside texts: ``<!-- x-tier: premium --> … <!-- /x-tier -->``.

A block is for those who pass its rule; for the others the text reads as if it had never been
there. Blocks nest. Any comment that may be meant as a marker must be one: a misspelt name or a
block left open is an error, so that a typo never shows what was meant to be hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from apidocgen.variants.annotations import INTERNAL, TIER, AnnotationError, Annotations, Rule
from apidocgen.variants.foreign_comments import is_foreign
from apidocgen.variants.vocabulary import DEFAULT_AUDIENCE_KEY

# With a third dash, or an underscore, too: what is meant as a marker must be one.
_OPENING = re.compile(r"<!--[\s/-]*x[-_]", re.IGNORECASE)
_MARKER = re.compile(r"(/?)\s*(x-[\w-]+)\s*(?::(.*))?", re.IGNORECASE | re.DOTALL)
_CLOSING = "-->"


@dataclass(slots=True)
class Block:
    """A stretch of text and the rule that guards it; ``parts`` are texts and inner blocks."""

    rule: Rule
    name: str = ""
    parts: list[str | Block] = field(default_factory=list)


def has_markers(text: str) -> bool:
    """Whether a text may hold markers at all (cheap)."""
    return "<!--" in text and _OPENING.search(text) is not None


def is_marked(text: str, annotations: Annotations) -> bool:
    """Whether a text holds a marker, be it a broken one, and not only comments of other tools."""
    try:
        blocks = has_markers(text) and parse_markers(text, annotations).parts
    except AnnotationError:
        return True
    return any(isinstance(part, Block) for part in blocks or ())


def parse_markers(text: str, annotations: Annotations) -> Block:
    """The blocks of a text. Raises AnnotationError for unbalanced, unknown or broken markers."""
    stack = [Block(Rule())]
    end = 0
    for start, after, (closing, name, value) in _markers(text, annotations):
        stack[-1].parts.append(text[end:start])
        end = after
        if not closing:
            stack.append(Block(_rule(name, value, annotations), name))
        elif stack[-1].name == name:
            closed = stack.pop()
            stack[-1].parts.append(closed)
        elif name in _names(annotations):
            raise AnnotationError(name, f"text marker <!-- /{name} --> closes nothing")
        else:
            raise _unknown(f"/{name}", annotations)
    stack[-1].parts.append(text[end:])
    if len(stack) > 1:
        name = stack[-1].name
        raise AnnotationError(name, f"text marker <!-- {name} … --> is never closed")
    return stack[0]


_Read = tuple[str, str, str | None]
"""A marker's slash, name and value."""


def _markers(text: str, annotations: Annotations) -> Iterator[tuple[int, int, _Read]]:
    """Each marker: where it begins and ends, and what it says. Takes linear time."""
    opening = _OPENING.search(text)
    while opening:
        end = text.find(_CLOSING, opening.end())
        comment = text[opening.start() + len("<!--") : end].strip() if end >= 0 else ""
        after = end + len(_CLOSING)
        if "<!--" in comment or not is_foreign(comment, annotations):
            yield opening.start(), after, _read(comment)
        opening = _OPENING.search(text, after)


def _read(comment: str) -> _Read:
    found = None if "<!--" in comment else _MARKER.fullmatch(comment)
    if found is None:
        raise AnnotationError(
            "x-", "a comment begins like a text marker and is none; write <!-- x-…: … -->"
        )
    value = found.group(3)
    return found.group(1), found.group(2).lower(), None if value is None else value.strip()


def _rule(name: str, value: str | None, annotations: Annotations) -> Rule:
    if name == TIER:
        return annotations.rule(_given(name, value), None, None)
    if name in (DEFAULT_AUDIENCE_KEY, annotations.key.lower()):
        labels = [label.strip() for label in _given(name, value).strip("[]").split(",")]
        return annotations.rule(None, [label for label in labels if label], None)
    if name == INTERNAL and value in (None, "", "true", "false"):
        return annotations.rule(None, None, value != "false")
    raise _unknown(name, annotations)


def _names(annotations: Annotations) -> tuple[str, ...]:
    return TIER, DEFAULT_AUDIENCE_KEY, annotations.key.lower(), INTERNAL


def _unknown(name: str, annotations: Annotations) -> AnnotationError:
    known = f"{TIER}, {annotations.key}, {INTERNAL}"
    return AnnotationError(name, f"unknown text marker <!-- {name} -->; known: {known}")


def _given(name: str, value: str | None) -> str:
    if not value:
        raise AnnotationError(name, f"text marker <!-- {name} --> names nobody")
    return value


def visible_text(block: Block, admits: Callable[[Rule], bool]) -> str:
    """The text that those see whom ``admits`` lets pass, closed up where a block was cut out."""
    text = _STRIPPED_LINE.sub("", _joined(block, admits)).replace(_STRIPPED, "")
    first, *others = text.split(_CUT)
    if not others:
        return first
    inner = [piece for piece in others[:-1] if piece.strip()]
    return _closed_up([first, *inner, others[-1]])


# Stand-ins for markers while a text is put together: characters that no text may hold.
_CUT, _STRIPPED = "\x00", "\x01"
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


def _closed_up(pieces: list[str]) -> str:
    """What remains between cuts, as if what was cut had never been."""
    result = pieces[0].rstrip()
    left = pieces[0][len(result) :]
    for position, piece in enumerate(pieces[1:], start=1):
        last = position == len(pieces) - 1
        core = piece.strip() if not last else piece.lstrip()
        right = piece[: len(piece) - len(piece.lstrip())]
        result += _seam(left, right, core, at_start=not result) + core
        left = piece[len(piece.rstrip()) :]
    return result


def _seam(left: str, right: str, after: str, *, at_start: bool) -> str:
    """The white space between two pieces; ``after`` is empty at the end of the text."""
    if not after:
        return "\n" if "\n" in right and not at_start else ""
    if at_start:
        return ""
    lines = max(left.count("\n"), right.count("\n"))
    if lines:
        return "\n" * lines + right.rpartition("\n")[2] * ("\n" in right)
    if left and right:
        return left
    return "" if after[0] in ".,;:!?)" else left or right


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
