"""How a value is written in XML, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.reference.constraints import Fact
from apidocgen.reference.lenient import table, text

_NODES = {
    "element": "an XML element",
    "attribute": "an XML attribute",
    "text": "XML text",
    "cdata": "an XML CDATA section",
    "none": "no XML element of its own",
}
"""What a value becomes, by ``nodeType`` (OpenAPI 3.2, section 4.27)."""


def xml_facts(schema: dict[str, Any]) -> Iterator[Fact]:
    """What the XML Object of a schema says (OpenAPI 3.1, section 4.8.26; 3.2, section 4.27)."""
    xml = table(schema.get("xml"))
    prefix, name = text(xml.get("prefix")), text(xml.get("name"))
    if name:
        yield Fact("XML name", f"{prefix}:{name}" if prefix else name)
    elif prefix:
        yield Fact("XML prefix", prefix)
    if text(xml.get("namespace")):
        yield Fact("XML namespace", xml["namespace"])
    if xml.get("wrapped") is True:
        yield Fact("wrapped in an XML element")
    kind = "attribute" if xml.get("attribute") is True else text(xml.get("nodeType"))
    if kind in _NODES:
        yield Fact(_NODES[kind])
