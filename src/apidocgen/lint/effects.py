"""Rules about annotations that change nothing where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.lint.declared import mapping
from apidocgen.lint.finding import Hit
from apidocgen.lint.kept_values import values_kept_elsewhere
from apidocgen.lint.left_markers import markers_left
from apidocgen.lint.subject import Node, Subject
from apidocgen.spec.grammar import GRAMMAR, Shape, slot_of
from apidocgen.spec.pointer import Path
from apidocgen.variants.annotations import INTERNAL, SCOPES_MODE, TIER
from apidocgen.variants.enums import ENUM_VALUES, HAVING_VALUES, unlisted_values
from apidocgen.variants.spelling import Spelling
from apidocgen.variants.vocabulary import ALIASES, AUDIENCES, PROFILES, SCOPES, TIERS

_READ_AS_A_WHOLE = frozenset({TIERS, AUDIENCES, SCOPES, ALIASES, PROFILES})
"""Extensions that are no data: the filter reads all that is in them."""


def annotation_without_effect(subject: Subject) -> Iterator[Hit]:
    """Annotations in places where nobody reads them."""
    key = subject.declared.label_key
    keys = frozenset({TIER, INTERNAL, key})
    spelling = Spelling(key, has_audiences=bool(subject.declared.audiences))
    for node in subject.nodes:
        yield from _on_maps(node, keys)
        yield from _on_unknown_keys(node, keys)
        yield from _in_extensions(node, keys, spelling)
        yield from _out_of_place(node)
        yield from _enum_values(node, keys)
    yield from values_kept_elsewhere(subject)
    yield from markers_left(subject)


def _on_maps(node: Node, keys: frozenset[str]) -> Iterator[Hit]:
    """On a map of objects, such as ``responses.content``, instead of on its members."""
    for field, slot in GRAMMAR[node.type].fields.items():
        held = mapping(node.value.get(field)) if slot.shape is Shape.MAP else {}
        for key in sorted(keys & held.keys()):
            if not isinstance(held[key], dict):
                yield _idle((*node.path, field, key), f"on the map {field!r}; annotate its members")


def _on_unknown_keys(node: Node, keys: frozenset[str]) -> Iterator[Hit]:
    """In an object that OpenAPI does not know in this place."""
    kind = GRAMMAR[node.type]
    if kind.rest is not None or node.type in ("SecurityRequirement", "Discriminator"):
        return
    for field, value in node.value.items():
        if field in kind.fields or field.startswith("x-") or not isinstance(value, dict):
            continue
        for key in sorted(keys & value.keys()):
            if not isinstance(value[key], dict) and (node.type, field) not in _DATA:
                yield _idle((*node.path, field, key), f"inside {field!r}, which is data here")


def _in_extensions(node: Node, keys: frozenset[str], spelling: Spelling) -> Iterator[Hit]:
    """Somewhere in an extension: what is in there is data."""
    for field, value in node.value.items() if node.type != "SecurityRequirement" else ():
        is_extension = str(field).startswith("x-") and slot_of(node.type, field) is None
        if is_extension and field not in _READ_AS_A_WHOLE and spelling.similar(field) is None:
            for path in _annotations_in(value, keys, (*node.path, field)):
                yield _idle(path, f"inside {field!r}, which is data")


def _annotations_in(value: object, keys: frozenset[str], path: Path) -> Iterator[Path]:
    members = value.items() if isinstance(value, dict) else ()
    yield from ((*path, key) for key, each in members if key in keys and _is_annotation(each))
    inner = members or (enumerate(value) if isinstance(value, list) else ())
    for key, each in inner:
        yield from _annotations_in(each, keys, (*path, key))


def _is_annotation(value: object) -> bool:
    """Whether something may be what an annotation says, and no object of that name."""
    return isinstance(value, str | bool | list)


# Objects that are data by definition: what looks like an annotation inside them is a name.
_DATA = frozenset({("OAuthFlow", "scopes"), ("Schema", "$vocabulary"), ("Link", "parameters")})


def _out_of_place(node: Node) -> Iterator[Hit]:
    if node.type not in ("Operation", "OpenAPI") and SCOPES in node.value:
        yield _idle((*node.path, SCOPES), "on something that is neither an operation nor the root")
    if node.type not in ("Operation", "OpenAPI") and SCOPES_MODE in node.value:
        yield _idle(
            (*node.path, SCOPES_MODE), "on something that is neither an operation nor the root"
        )


def _enum_values(node: Node, keys: frozenset[str]) -> Iterator[Hit]:
    """Text for values that the enum does not list."""
    for name in unlisted_values(node.value) if node.type in HAVING_VALUES else ():
        if not keys & mapping(node.value[ENUM_VALUES][name]).keys():
            yield _idle((*node.path, ENUM_VALUES, name), "on a value that 'enum' does not list")


def _idle(path: Path, where: str) -> Hit:
    return Hit(f"{path[-1]!r} has no effect {where}", path)


def idle_tier(subject: Subject) -> Iterator[Hit]:
    """Tiers below the tier of something around: the higher one decides."""
    ranks = {name: rank for rank, name in enumerate(subject.declared.tiers)}
    above: list[tuple[Path, str]] = []
    for node in subject.nodes:
        while above and node.path[: len(above[-1][0])] != above[-1][0]:
            above.pop()
        tier = node.value.get(TIER)
        if not isinstance(tier, str) or tier not in ranks:
            continue
        if above and ranks[tier] < ranks[above[-1][1]]:
            yield Hit(
                f"tier {tier!r} has no effect inside something of tier {above[-1][1]!r}",
                (*node.path, TIER),
            )
        else:
            above.append((node.path, tier))
