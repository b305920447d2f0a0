"""Rules about what the root of a document declares."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from apidocgen.access.scopes import ScopeAliases
from apidocgen.lint.declared import names
from apidocgen.lint.finding import Hit
from apidocgen.lint.requirements import needed_scopes
from apidocgen.lint.subject import Subject
from apidocgen.spec.problems import InputErrors
from apidocgen.variants.variant import VariantSet
from apidocgen.variants.vocabulary import ALIASES, AUDIENCES


def refused(subject: Subject) -> Iterator[Hit]:
    """Why the filter makes no variant at all, where no other rule says it."""
    for refusal in subject.refusals:
        for error in refusal.errors if isinstance(refusal, InputErrors) else [refusal]:
            yield Hit(error.message, (), location=error.location)


def alias_cycle(subject: Subject) -> Iterator[Hit]:
    """Aliases that contain one another."""
    cycle = ScopeAliases.find_cycle(subject.declared.aliases)
    if cycle:
        chain = " → ".join((*cycle, cycle[0]))
        yield Hit(f"scope aliases contain one another: {chain}", (ALIASES, cycle[0]))


def unknown_alias_member(subject: Subject) -> Iterator[Hit]:
    """Members of an alias that are neither a scope nor an alias."""
    for name, alias in subject.declared.aliases.items():
        for member in alias.members:
            if not subject.declared.knows_scope(member):
                message = (
                    f"alias {name!r} contains {member!r}, which is neither a scope nor an alias"
                )
                yield Hit(message, (ALIASES, name))


def idle_grant(subject: Subject) -> Iterator[Hit]:
    """Grants of an audience that match no scope and no alias.

    What an operation needs counts, declared or not: roles, and scopes of OpenID Connect that only
    its discovery document lists (Security Requirement Object, 4.8.30 in 3.1).
    """
    known = {*subject.declared.scopes, *subject.declared.aliases, *needed_scopes(subject)}
    for audience, fields in subject.declared.audiences.items():
        for index, pattern in enumerate(names(fields.get("scopes"))):
            if not any(name == pattern or fnmatchcase(name, pattern) for name in known):
                message = f"{pattern!r} of audience {audience!r} matches no scope and no alias"
                yield Hit(message, (AUDIENCES, audience, "scopes", index), (audience,))


def audience_names(variants: VariantSet | None) -> tuple[str, ...]:
    """The audiences that get a variant, in menu order."""
    return tuple(variant.audience.name for variant in variants.variants) if variants else ()
