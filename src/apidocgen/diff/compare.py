"""Comparing two masters, audience by audience."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from apidocgen.diff import document, grants, scope_renames
from apidocgen.diff.audience_pair import AudiencePair, compare_audiences
from apidocgen.diff.change import Comparison
from apidocgen.diff.collecting import DOCUMENT, SECURITY, Entries, View
from apidocgen.diff.fact import Fact
from apidocgen.diff.judging import changes
from apidocgen.diff.masters import Master
from apidocgen.diff.schemes import Known, compare_schemes
from apidocgen.diff.scope import Scope, Settings
from apidocgen.diff.security import Credentials, RequirementComparison, with_renames
from apidocgen.diff.side import Side
from apidocgen.diff.visibility import Visibility
from apidocgen.spec.document import Document
from apidocgen.spec.pointer import Path
from apidocgen.spec.problems import InputError, Location
from apidocgen.variants.filter import make_variants
from apidocgen.variants.variant import Variant, VariantSet


def compare_documents(
    base: Document,
    revision: Document,
    settings: Settings | None = None,
    audiences: Sequence[str] = (),
) -> Comparison:
    """Filter two masters for their audiences and compare what each of them sees.

    Raises InputError where a master cannot be filtered, or knows an audience by none of the
    names in ``audiences``.
    """
    if base.tree == revision.tree:
        return _unchanged(base, revision, audiences)
    sets = _filtered(base), _filtered(revision)
    return compare(*sets, settings or Settings(), audiences)


def _filtered(document: Document) -> VariantSet:
    """All variants of a master; one that is no OpenAPI at all ends in a message."""
    try:
        return make_variants(document)
    except (TypeError, ValueError, AttributeError, LookupError) as error:
        message = f"this is not valid OpenAPI ({error}); `apidocgen check` says where"
        raise InputError(message, Location(document.name)) from error


def _unchanged(base: Document, revision: Document, audiences: Sequence[str]) -> Comparison:
    from apidocgen.variants.vocabulary import read_access

    access = read_access(revision)
    names = tuple(each.name for each in access.audiences if each.publish)
    wanted = tuple(name for name in names if not audiences or name in audiences)
    return Comparison(
        base.name,
        revision.name,
        wanted,
        (),
        title=_about(revision, "title"),
        identical=True,
        versions=_versions(base, revision),
    )


def compare(
    base: VariantSet,
    revision: VariantSet,
    settings: Settings,
    audiences: Sequence[str] = (),
) -> Comparison:
    """Compare two filtered masters."""
    pairs = list(_pairs(base, revision, audiences))
    entries = Entries()
    masters = Master(base), Master(revision)
    compared = list(compare_audiences(pairs, settings))
    for pair in compared:
        _collect(entries, pair, *masters)
    _collect_audiences(entries, base, revision)
    return Comparison(
        base.master.name,
        revision.master.name,
        tuple(pair.name for pair in compared),
        tuple(changes(entries, settings.names_hidden)),
        title=_about(revision.master, "title"),
        versions=_versions(base.master, revision.master),
    )


def _versions(base: Document, revision: Document) -> tuple[str, str]:
    return _about(base, "version"), _about(revision, "version")


def _about(read: Document, field: str) -> str:
    info = read.tree.get("info")
    return str(info.get(field, "")) if isinstance(info, dict) else ""


def _pairs(
    base: VariantSet, revision: VariantSet, audiences: Sequence[str]
) -> Iterator[tuple[Variant, Variant]]:
    """The variants of each audience; one that stands for everybody fits any other."""
    old, new = ({each.audience.name: each for each in side.variants} for side in (base, revision))
    if _for_everybody(base) != _for_everybody(revision):
        pairs = [(was, now) for was in old.values() for now in new.values()]
    else:
        pairs = [(old[name], new[name]) for name in new if name in old]
    for was, now in pairs:
        if not audiences or {was.audience.name, now.audience.name} & set(audiences):
            yield was, now


def _for_everybody(variants: VariantSet) -> bool:
    return all(each.audience.implicit for each in variants.variants)


def _collect(entries: Entries, pair: AudiencePair, base: Master, revision: Master) -> None:
    view = View.of(pair, base.document, revision.document)
    hidden = replace(view, new=revision.document)
    for key, fact in Visibility(pair, base, revision).facts():
        kept = fact.old is not None and fact.new is not None
        entries.add(
            hidden if kept and key not in pair.operations else view,
            ("operation", key),
            fact,
            (key,),
        )
    for key, scope in pair.operations.items():
        for fact in scope.facts:
            directions = (fact.direction,) if fact.direction else ()
            entries.add(view, ("operation", key), fact, (key,), directions)
    entries.add_units(pair, view)
    _collect_security(entries, pair, view, base, revision)
    for fact, keys in grants.Grants(pair, base, revision).facts():
        entries.add(view, DOCUMENT, fact, keys)
    scope = Scope(pair.pair)
    document.compare_roots(scope, base.document.tree, revision.document.tree)
    for fact in scope.finish():
        entries.add(view, DOCUMENT, fact)


def _collect_security(
    entries: Entries, pair: AudiencePair, view: View, base: Master, revision: Master
) -> None:
    sides = pair.pair.base, pair.pair.revision
    known = Known(base.document.tree, revision.document.tree)
    both = [each for each in pair.paired.both if each[0][0] == "paths"]
    requirements = [(old.requirement, new.requirement) for _, old, new in both]
    renames = scope_renames.find_renamed_scopes(*sides, requirements)
    names = {old: new for old, new, _ in renames}
    comparison = RequirementComparison(
        with_renames(Credentials.of(base.variants), names), Credentials.of(revision.variants)
    )
    for key, old, new in both:
        for fact in comparison.facts(old.requirement, new.requirement):
            where = _security_place(old.node, old.at), _security_place(new.node, new.at)
            entries.add(view, SECURITY, _placed(fact, *where), (key,))
    for fact in compare_schemes(*_with_schemes(pair, base, revision), known, names):
        entries.add(view, DOCUMENT, fact)
    for fact in scope_renames.facts(*sides, renames):
        entries.add(view, DOCUMENT, fact)


def _with_schemes(pair: AudiencePair, base: Master, revision: Master) -> tuple[Side, Side]:
    """Where to look for schemes: the masters, if the one audience there is sees everything.

    Otherwise the variants, which name only what somebody in them needs.
    """
    variants = pair.old, pair.new
    if not all(variant.audience.implicit for variant in variants):
        return pair.pair.base, pair.pair.revision
    return (
        Side(replace(pair.old, document=base.document)),
        Side(replace(pair.new, document=revision.document)),
    )


def _security_place(node: Any, at: Path) -> Path:
    return (*at, "security") if "security" in node else at


def _placed(fact: Fact, old: Path, new: Path) -> Fact:
    return replace(fact, old=old, new=new)


def _collect_audiences(entries: Entries, base: VariantSet, revision: VariantSet) -> None:
    if _for_everybody(base) or _for_everybody(revision):
        return
    old, new = (
        [each.name for each in side.access.audiences if each.publish] for side in (base, revision)
    )
    for fact in grants.audiences(old, new):
        masters = base.master, revision.master
        view = View(str(fact.before or fact.after), *masters, *masters)
        entries.add(view, DOCUMENT, fact)
