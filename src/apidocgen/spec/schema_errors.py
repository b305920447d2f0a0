"""What a schema validator says, cut down to what a person can use.

A validator reports every alternative that failed. Here the alternative that was most likely meant
is chosen, and of it every error is reported at its own place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from apidocgen.spec.pointer import Path

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

Finding = tuple[Path, str]

_MESSAGES = {
    "required": "the field {kind.property!r} is missing",
    "type": "{value} is not of type {types}",
    "format": "{value} is no valid {kind.format}",
    "pattern": "{value} does not match {kind.pattern}",
    "uniqueItems": "{value} has the same item twice",
}
_LONGEST_VALUE = 60
_LONGEST_MESSAGE = 200


def findings(errors: Iterable[ValidationError]) -> Iterator[Finding]:
    """Path and message of each error, alternatives resolved. Numeric keys may be integers."""
    for error in errors:
        alternatives = getattr(error.kind, "context", None)
        if alternatives and error.kind.name in ("anyOf", "oneOf"):
            yield from _of_alternatives(error, alternatives)
        else:
            yield from _messages(error)


def _of_alternatives(
    error: ValidationError, alternatives: list[list[ValidationError]]
) -> Iterator[Finding]:
    failed = [branch for branch in alternatives if branch]
    if len(failed) < len(alternatives):
        yield tuple(error.instance_path), "more than one of the allowed forms fits"
        return
    scores = [_misfit(branch, error) for branch in failed]
    best = [branch for branch, score in zip(failed, scores, strict=True) if score == min(scores)]
    options = _merged_options(best)
    if options is not None:
        yield tuple(best[0][0].instance_path), _not_one_of(best[0][0].instance, options)
    else:
        yield from findings(best[0])


def _misfit(branch: list[ValidationError], parent: ValidationError) -> tuple[bool, bool, int, bool]:
    """How little an alternative resembles what was meant; the smallest fits best.

    A Reference Object is not meant where ``$ref`` is missing; an alternative that wants another
    ``in`` or ``type`` is not meant; one that fails deeper inside fits better.
    """
    depth = len(parent.instance_path)
    own = [error for error in branch if len(error.instance_path) == depth]
    wants_reference = any(
        error.kind.name == "required" and getattr(error.kind, "property", "") == "$ref"
        for error in own
    )
    other_kind = any(
        error.kind.name in ("enum", "const") and len(error.instance_path) == depth + 1
        for error in branch
    )
    shallowest = min(len(error.instance_path) for error in branch)
    wrong_type = any(error.kind.name == "type" for error in own)
    return wants_reference, other_kind, -shallowest, wrong_type


def _merged_options(branches: list[list[ValidationError]]) -> list[Any] | None:
    """What a value could have been, if that alone is wrong with it in every alternative."""
    options: list[Any] = []
    for branch in branches:
        for error in branch:
            if error.kind.name != "enum" or error.instance_path != branches[0][0].instance_path:
                return None
            options += [each for each in getattr(error.kind, "options", ()) if each not in options]
    return options


def _messages(error: ValidationError) -> Iterator[Finding]:
    path: Path = tuple(error.instance_path)
    unexpected = getattr(error.kind, "unexpected", None)
    if unexpected and error.kind.name in ("additionalProperties", "unevaluatedProperties"):
        beside_reference = isinstance(error.instance, dict) and "$ref" in error.instance
        for key in unexpected:
            if beside_reference and str(key).startswith("x-"):
                continue  # ignored by the specification (3.1, section 4.8.23), not forbidden
            yield (*path, key), f"the field {key!r} is not allowed here"
    else:
        yield path, _message(error)


def _message(error: ValidationError) -> str:
    kind, value = error.kind, short(error.instance)
    if kind.name == "enum":
        return _not_one_of(error.instance, getattr(kind, "options", ()))
    if kind.name == "propertyNames":
        return f"a key is not allowed: {_message(getattr(kind, 'error', error))}"
    template = _MESSAGES.get(kind.name)
    if template is None:
        return error.message[:_LONGEST_MESSAGE]
    return template.format(value=value, kind=kind, types=" or ".join(getattr(kind, "types", ())))


def _not_one_of(value: Any, options: Iterable[Any]) -> str:
    names = ", ".join(each if isinstance(each, str) else json.dumps(each) for each in options)
    return f"{short(value)} is not one of: {names}"


def short(value: Any) -> str:
    """A value as people know it, cut where it gets long."""
    text = repr(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
