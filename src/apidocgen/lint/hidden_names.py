"""What the things are called that are hidden from each audience."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from apidocgen.lint.declared import mapping
from apidocgen.lint.naming import noun_of, own_names
from apidocgen.lint.requirements import expandable, needed_schemes, needed_scopes
from apidocgen.lint.subject import Node, Subject
from apidocgen.lint.wording import is_common
from apidocgen.spec.pointer import Path
from apidocgen.variants.variant import Variant
from apidocgen.variants.vocabulary import ALIASES


@dataclass(frozen=True, slots=True)
class HiddenName:
    """A name of something hidden: what that is, and where it stands in the master."""

    name: str
    noun: str
    path: Path


Names = dict[str, HiddenName]


def hidden_names(subject: Subject) -> Mapping[str, Names]:
    """For each audience, the names of what is hidden from it; of several so called, the first.

    They may be names of something visible as well. Names that everybody knows are left out.
    """
    variants = subject.variants.variants if subject.variants else ()
    found: dict[str, Names] = {variant.audience.name: {} for variant in variants}
    for hidden, audiences in _all(subject, variants):
        for audience in () if is_common(hidden.name, hidden.noun) else audiences:
            found[audience].setdefault(hidden.name, hidden)
    return found


def _all(
    subject: Subject, variants: tuple[Variant, ...]
) -> Iterator[tuple[HiddenName, Collection[str]]]:
    """Each name in a hidden place, and from whom it is hidden there."""
    for node, parent, hiding in _hidden_nodes(subject, variants):
        for hidden in (*_from_outside(node, parent), *_from_inside(node)):
            yield hidden, hiding
    for variant in variants:
        for hidden in (*_kinds(subject, variant), *_access(subject, variant)):
            yield hidden, (variant.audience.name,)


def _hidden_nodes(
    subject: Subject, variants: tuple[Variant, ...]
) -> Iterator[tuple[Node, Node, frozenset[str]]]:
    """Each hidden object, the object around it, and from whom it is hidden."""
    taken: dict[int, frozenset[str]] = {}
    for variant in variants:
        for nid in variant.withheld.objects:
            taken[nid] = taken.get(nid, frozenset()) | {variant.audience.name}
    around: list[tuple[Node, frozenset[str]]] = []
    for node in subject.nodes if taken else ():
        while around and not _lies_in(node.path, around[-1][0].path):
            around.pop()
        parent, hiding = around[-1] if around else (node, frozenset[str]())
        if id(node.value) in taken:
            hiding |= taken[id(node.value)]
        if hiding:
            yield node, parent, hiding
        around.append((node, hiding))


def _lies_in(path: Path, outer: Path) -> bool:
    return len(path) > len(outer) and path[: len(outer)] == outer


def _from_outside(node: Node, parent: Node) -> Iterator[HiddenName]:
    """What an object is called by the key that it stands under."""
    inner = node.path[len(parent.path) :]
    noun = noun_of(parent.type, str(inner[0])) if len(inner) > 1 else None
    if noun:
        yield HiddenName(str(inner[-1]), noun, node.path)


def _from_inside(node: Node) -> Iterator[HiddenName]:
    for noun, name in own_names(node.value, node.type):
        yield HiddenName(name, noun, node.path)


def _kinds(subject: Subject, variant: Variant) -> Iterator[HiddenName]:
    kinds = variant.withheld.kinds
    for node in subject.nodes if kinds else ():
        if node.type == "Discriminator":
            for name in sorted(kinds.get(id(node.value), ())):
                yield HiddenName(name, "value", node.path)


def _access(subject: Subject, variant: Variant) -> Iterator[HiddenName]:
    """Scopes, aliases and schemes that operations need and that an audience is told nothing of."""
    declared, access = subject.declared, variant.access
    needed = needed_scopes(subject)
    for name, path in declared.scopes.items():
        if name in needed and name not in access.scopes:
            yield HiddenName(name, "scope", path)
    for alias in expandable(subject):
        if alias.name not in access.aliases and expandable(subject).expand([alias.name]) & needed:
            yield HiddenName(alias.name, "scope alias", (ALIASES, alias.name))
    components = mapping(variant.document.tree.get("components"))
    for name in needed_schemes(subject):
        if name in declared.schemes and name not in mapping(components.get("securitySchemes")):
            path = ("components", "securitySchemes", name)
            yield HiddenName(name, "security scheme", path)
