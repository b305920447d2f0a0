"""Operations that an audience sees and cannot call: what they need is hidden from it."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.spec.path_parameters import parameter_findings
from apidocgen.spec.problems import Location
from apidocgen.spec.references import Resolver
from apidocgen.variants.variant import Variant, VariantSet


def uncallable(variants: VariantSet) -> Iterator[tuple[Location, str]]:
    """What variants lack that the master has, with the audiences concerned.

    That is the value of a variable in a path, or the address of all that has none of its own.
    """
    tree = variants.master.tree
    known = {message for _, message in parameter_findings(tree, Resolver(tree))}
    lost: dict[tuple[Location, str, str], list[str]] = {}
    for variant in variants.variants:
        shown = variant.document.tree
        found = [
            each for each in parameter_findings(shown, Resolver(shown)) if each[1] not in known
        ]
        places = variant.document.locate_all([path for path, _ in found])
        for path, message in found:
            said = places[path], f"{message} for ", ": the call cannot succeed"
            lost.setdefault(said, []).append(variant.audience.name)
        if _has_lost_servers(variants, variant):
            place = variants.master.locate(("servers",))
            rest = ", which sees operations without one of their own"
            said = place, "every server is hidden from ", rest
            lost.setdefault(said, []).append(variant.audience.name)
    for (place, before, after), audiences in lost.items():
        yield place, f"{before}{', '.join(audiences)}{after}"


def _has_lost_servers(variants: VariantSet, variant: Variant) -> bool:
    """Whether operations of a variant are said to be where it stands itself (4.8.5 in 3.1)."""
    if not variants.master.tree.get("servers") or variant.document.tree.get("servers"):
        return False
    holders = ((each.node, each.path_item) for each in variant.operations)
    return not all(node.get("servers") or item.get("servers") for node, item in holders)
