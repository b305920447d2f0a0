"""What a document declares about access, read leniently.

The filter refuses a document with a mistake in it; the rules have to read on and find the next.
Whatever has not the right shape counts as absent here and is reported where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apidocgen.access.audience import Audience, TierLadder
from apidocgen.access.scopes import Alias
from apidocgen.spec.document import Tree
from apidocgen.variants.annotations import Annotations
from apidocgen.variants.security import security_schemes
from apidocgen.variants.vocabulary import ALIASES, AUDIENCES, SCOPES, TIERS, audience_key


@dataclass(frozen=True, slots=True)
class Declared:
    """Names that annotations and requirements may use.

    ``audiences`` is empty where the document declares none: everybody is one audience then, and
    tiers and labels decide nothing. ``schemes`` are security schemes, references followed.
    """

    tiers: tuple[str, ...]
    audiences: Mapping[str, Tree]
    labels: frozenset[str]
    label_key: str
    schemes: Mapping[str, Tree]
    scopes: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, Alias]

    def knows_scope(self, name: str) -> bool:
        """Whether a name is a scope of the catalogue or an alias."""
        return name in self.scopes or name in self.aliases


def read_declared(tree: Tree) -> Declared:
    """Read what the root of a document, its security schemes and OAuth flows declare."""
    # An audience with nothing after its name is one without restrictions.
    given = mapping(tree.get(AUDIENCES))
    audiences = objects({name: {} if each is None else each for name, each in given.items()})
    return Declared(
        tiers=names(tree.get(TIERS)),
        audiences=audiences,
        labels=frozenset(_labels(audiences)),
        label_key=audience_key(tree),
        schemes=dict(security_schemes(tree)),
        scopes=dict(_scopes(tree)),
        aliases=dict(_aliases(tree)),
    )


def annotations_of(declared: Declared) -> Annotations:
    """A reader of annotations that knows the declared tiers and labels."""
    audiences = [
        Audience(name, name, labels=frozenset(_labels({name: each})))
        for name, each in declared.audiences.items()
    ]
    everybody = Audience("all", "All", implicit=True)
    return Annotations(
        declared.label_key, TierLadder(declared.tiers), tuple(audiences) or (everybody,)
    )


def mapping(value: object) -> dict[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> dict[str, Tree]:
    """The members of an object that are objects themselves."""
    return {name: each for name, each in mapping(value).items() if isinstance(each, dict)}


def names(value: object) -> tuple[str, ...]:
    """The strings of a list; a string is a list of one."""
    if isinstance(value, str):
        return (value,)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _labels(audiences: Mapping[str, Tree]) -> Iterator[str]:
    for name, audience in audiences.items():
        yield from names(audience["labels"]) if "labels" in audience else (name,)


def _scopes(tree: Tree) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each scope of the catalogue with the path where it is declared."""
    schemes = objects(mapping(tree.get("components")).get("securitySchemes"))
    for scheme, value in schemes.items():
        for flow, settings in objects(value.get("flows")).items():
            for scope in mapping(settings.get("scopes")):
                yield (
                    scope,
                    ("components", "securitySchemes", scheme, "flows", flow, "scopes", scope),
                )
    for scope in mapping(tree.get(SCOPES)):
        yield scope, (SCOPES, scope)


def _aliases(tree: Tree) -> Iterator[tuple[str, Alias]]:
    for name, value in mapping(tree.get(ALIASES)).items():
        members = value.get("scopes") if isinstance(value, dict) else value
        yield name, Alias(name, names(members))
