"""Where readers find the source of an operation: a web address with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from apidocgen.spec.pointer import Path
from apidocgen.variants.variant import VariantSet


def source_addresses(variants: VariantSet, pattern: str) -> Mapping[Path, str]:
    """The address of every visible operation's source, by its path in the master."""
    origins = {each.origin for variant in variants.variants for each in variant.operations}
    located = variants.master.locate_all(origins)
    return {
        origin: pattern.replace("{file}", quote(place.file)).replace("{line}", str(place.line))
        for origin, place in located.items()
        if pattern.lower().startswith(("https://", "http://")) and place.line
    }
