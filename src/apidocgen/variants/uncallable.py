"""Operations that an audience sees and cannot call: a part of their path is hidden from it."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.spec.path_parameters import parameter_findings
from apidocgen.spec.problems import Location
from apidocgen.spec.references import Resolver
from apidocgen.variants.variant import VariantSet


def uncallable(variants: VariantSet) -> Iterator[tuple[Location, str]]:
    """What path templates of variants lack that the master has, with the audiences concerned."""
    tree = variants.master.tree
    known = {message for _, message in parameter_findings(tree, Resolver(tree))}
    lost: dict[tuple[Location, str], list[str]] = {}
    for variant in variants.variants:
        shown = variant.document.tree
        found = [
            each for each in parameter_findings(shown, Resolver(shown)) if each[1] not in known
        ]
        places = variant.document.locate_all([path for path, _ in found])
        for path, message in found:
            lost.setdefault((places[path], message), []).append(variant.audience.name)
    for (place, message), audiences in lost.items():
        yield place, f"{message} for {', '.join(audiences)}: the call cannot succeed"
