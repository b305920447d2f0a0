"""Making single references local, whatever keyword they are written with."""

from __future__ import annotations

from typing import Any

from apidocgen.spec.assembly import Assembly, Place
from apidocgen.spec.file_mentions import is_file_mapping
from apidocgen.spec.pointer import to_reference
from apidocgen.spec.provenance import Origin


def localise_reference(
    assembly: Assembly, value: dict[str, Any], type_name: str, place: Place
) -> None:
    """Point a ``$ref`` to where its target is in the document, moving it in if need be."""
    reference = value["$ref"]
    if assembly.is_foreign(place, reference) and not _stays(assembly, place, reference, "$ref"):
        target = assembly.final_target(place.origin, reference, type_name)
        value["$ref"] = to_reference(assembly.move_in(type_name, target, place))


def localise_dynamic_reference(assembly: Assembly, schema: dict[str, Any], place: Place) -> None:
    """Move in what a ``$dynamicRef`` leads to; it then finds its way by the anchor."""
    reference = schema["$dynamicRef"]
    address, _, anchor = reference.partition("#")
    if address and not _stays(assembly, place, reference, "$dynamicRef"):
        target = assembly.targets.find(place.origin.step("$dynamicRef"), reference)
        assembly.move_in("Schema", target, place)
        schema["$dynamicRef"] = "#" + anchor


def localise_mapping(assembly: Assembly, mapping: dict[str, Any], name: str, place: Place) -> None:
    """Point one entry of a discriminator's mapping to where its schema is; names stay names."""
    reference = mapping[name]
    components = assembly.tree.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    if not isinstance(reference, str) or not assembly.is_foreign(place, reference):
        return
    is_name = isinstance(schemas, dict) and reference in schemas
    if reference.startswith("#") or (is_file_mapping(reference) and not is_name):
        target = assembly.targets.find(place.origin.step(name), reference)
        mapping[name] = to_reference(assembly.move_in("Schema", target, place))


def localise_operation_ref(assembly: Assembly, link: dict[str, Any], place: Place) -> None:
    """Point a link to where its operation is; links to other APIs stay as they are.

    To be called when everything else has been moved in. Raises InputError if the operation was
    not.
    """
    reference = link["operationRef"]
    if "://" in reference or not assembly.is_foreign(place, reference):
        return
    target = assembly.targets.find(place.origin.step("operationRef"), reference)
    path = assembly.home_of_operation(target.origin, place)
    if path is None:
        message = f"the operation {reference!r} is no part of the document"
        raise assembly.error(message, place.origin, "operationRef")
    link["operationRef"] = to_reference(path)


def _stays(assembly: Assembly, place: Place, reference: str, keyword: str) -> bool:
    """Whether a reference finds its target by an ``$id`` that moves along."""
    target = assembly.targets.find(place.origin.step(keyword), reference)
    if target.resource is None:
        return False
    resource = Origin(target.origin.file, target.resource)
    around = place.root
    if resource.file == around.file and resource.path[: len(around.path)] == around.path:
        return True
    if not reference.startswith("#"):
        assembly.move_in("Schema", assembly.targets.at(resource), place)
        return True
    return False
