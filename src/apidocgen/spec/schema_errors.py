"""What a schema validator says, cut down to what a person can use.

A validator reports every alternative that failed. Here the alternative that was most likely meant
is chosen, and of it every error is reported at its own place.
"""

from __future__ import annotations

import json
from collections import Counter
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
    depth = len(error.instance_path)
    meant = [branch for branch in failed if not _wants_reference(branch, depth)] or failed
    needed = _needed_fields(meant, depth)
    kind = _unknown_kind(meant, depth)
    if needed:
        yield tuple(error.instance_path), f"one of the fields {needed} is needed"
    elif kind is None:
        yield from findings(meant[_best(meant, depth)])
    else:
        yield kind


def _needed_fields(branches: list[list[ValidationError]], depth: int) -> str:
    """The fields of which one would do, if all that alternatives lack is one field each.

    So it is with ``paths``, ``components`` and ``webhooks`` (3.1, section 4.8.1).
    """
    names = [
        repr(getattr(branch[0].kind, "property", ""))
        for branch in branches
        if len(branch) == 1
        and branch[0].kind.name == "required"
        and len(branch[0].instance_path) == depth
    ]
    if len(names) < len(branches) or len(names) == 1:
        return ""
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _wants_reference(branch: list[ValidationError], depth: int) -> bool:
    """Whether an alternative is a Reference Object, and the ``$ref`` is missing."""
    return any(
        error.kind.name == "required"
        and len(error.instance_path) == depth
        and getattr(error.kind, "property", "") == "$ref"
        for error in branch
    )


def _unknown_kind(branches: list[list[ValidationError]], depth: int) -> Finding | None:
    """What is wrong if a field such as ``type`` or ``in`` fits none of several alternatives."""
    options: dict[Path, list[Any]] = {}
    common = Counter[Path]()
    for branch in branches:
        wrong = [each for each in branch if _is_of_other_kind(each, depth)]
        for error in wrong:
            path = tuple(error.instance_path)
            common[path] += 1
            options.setdefault(path, []).extend(getattr(error.kind, "options", ()))
            if len(branches) > 1 and common[path] == len(branches):
                return path, _not_one_of(error.instance, dict.fromkeys(options[path]))
    return None


def _is_of_other_kind(error: ValidationError, depth: int) -> bool:
    return error.kind.name == "enum" and len(error.instance_path) == depth + 1


def _best(branches: list[list[ValidationError]], depth: int) -> int:
    return min(range(len(branches)), key=lambda index: _misfit(branches[index], depth))


def _misfit(branch: list[ValidationError], depth: int) -> tuple[bool, int, bool]:
    """How little an alternative resembles what was meant; the smallest fits best.

    One that wants another ``in`` or ``type`` is not meant; one that fails deeper inside fits
    better.
    """
    shallowest = min(len(error.instance_path) for error in branch)
    wrong_type = any(
        error.kind.name == "type" and len(error.instance_path) == depth for error in branch
    )
    return any(_is_of_other_kind(each, depth) for each in branch), -shallowest, wrong_type


def _messages(error: ValidationError) -> Iterator[Finding]:
    path: Path = tuple(error.instance_path)
    unexpected = getattr(error.kind, "unexpected", None)
    if unexpected and error.kind.name in ("additionalProperties", "unevaluatedProperties"):
        beside_reference = isinstance(error.instance, dict) and "$ref" in error.instance
        for key in unexpected:
            if beside_reference and str(key).startswith("x-"):
                continue  # ignored by the specification (3.1, section 4.8.23), not forbidden
            yield (*path, key), f"the field {key!r} is not allowed here"
    elif error.kind.name == "propertyNames":
        name = getattr(error.kind, "error", error)
        yield (*path, str(name.instance)), f"the key is not allowed: {_message(name)}"
    else:
        yield path, _message(error)


def _message(error: ValidationError) -> str:
    kind, value = error.kind, short(error.instance)
    if kind.name == "enum":
        return _not_one_of(error.instance, getattr(kind, "options", ()))
    template = _MESSAGES.get(kind.name)
    if template is None:
        return error.message[:_LONGEST_MESSAGE]
    return template.format(value=value, kind=kind, types=" or ".join(getattr(kind, "types", ())))


def _not_one_of(value: Any, options: Iterable[Any]) -> str:
    names = ", ".join(each if isinstance(each, str) else json.dumps(each) for each in options)
    return f"{short(value)} is not one of: {names}"


def short(value: Any) -> str:
    """A value as people know it, cut where it gets long.

    Keys are sorted: validators of different versions hand on different orders.
    """
    text = (
        repr(value)
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False, sort_keys=True)
    )
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
