"""Security requirements that name their schemes by URI.

OpenAPI 3.2 allows it (Security Requirement Object, 4.30). A name that is a component's is one.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from apidocgen.spec.document import Tree
from apidocgen.spec.file_references import split_reference
from apidocgen.spec.pointer import parse_fragment
from apidocgen.spec.walk import walk

_SCHEMES = ("components", "securitySchemes")
_DEPTH = len((*_SCHEMES, "name"))


def name_schemes(tree: Tree, file: str) -> None:
    """Let requirements name the document's own security schemes by their names, in place.

    ``file`` is where the document is: URIs are relative to it if the document has no ``$self``
    ("Establishing the Base URI").
    """
    declared = _declared(tree)
    base = _base(tree.get("$self"), file)
    for _, node, kind in walk(tree) if declared else ():
        if kind == "SecurityRequirement" and isinstance(node, dict):
            names = {key: _name_of(key, declared, base) for key in node}
            if any(key != name for key, name in names.items()):
                named = {names[key]: scopes for key, scopes in node.items()}
                node.clear()
                node.update(named)


def _declared(tree: Tree) -> Tree:
    components = tree.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    return schemes if isinstance(schemes, dict) else {}


def _base(own: Any, file: str) -> str:
    try:
        return urljoin(file, own) if isinstance(own, str) else file
    except ValueError:  # no address: nothing is relative to it
        return file


def _name_of(key: Any, declared: Tree, base: str) -> Any:
    """The name of the component that a key is the URI of; the key itself if it is none."""
    if not isinstance(key, str) or key in declared or "#" not in key:
        return key
    address, fragment = split_reference(key)
    try:
        path, is_own = parse_fragment(fragment), urljoin(base, address) == base
    except ValueError:
        return key
    is_scheme = path[:-1] == _SCHEMES and len(path) == _DEPTH and path[-1] in declared
    return path[-1] if is_scheme and is_own else key
