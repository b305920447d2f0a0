"""What rules look at: the master, walked once, and what is known about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from apidocgen.lint.declared import Declared, annotations_of, mapping, objects, read_declared
from apidocgen.lint.readable import Readings
from apidocgen.spec.document import Document, Tree
from apidocgen.spec.grammar import GRAMMAR, MARKDOWN, PLAIN, ROOT
from apidocgen.spec.methods import as_sent, operation_fields
from apidocgen.spec.pointer import Path
from apidocgen.spec.problems import InputError
from apidocgen.spec.references import Resolver
from apidocgen.spec.validation import Problem, Validator
from apidocgen.spec.walk import walk
from apidocgen.variants.annotations import Annotations
from apidocgen.variants.variant import VariantSet


@dataclass(frozen=True, slots=True)
class Node:
    """An OpenAPI object: where it stands, what it holds, what it is."""

    path: Path
    value: Tree
    type: str


@dataclass(frozen=True, slots=True)
class OperationAt:
    """An operation of the master; ``around`` is what it stands in: root, all paths, path item.

    A path item that is a reference is there twice, where it is used and where it is written, and
    so is what stands around it in its file.
    Operations in callbacks are not among these: they are no calls that a reader can make.
    """

    method: str
    address: str
    node: Node
    around: tuple[Node, ...]

    @property
    def title(self) -> str:
        """How a person names it."""
        return f"{as_sent(self.method)} {self.address}"

    @property
    def id(self) -> str | None:
        """The ``operationId``, where there is one."""
        value = self.node.value.get("operationId")
        return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Subject:
    """The master, everything in it that rules ask for, and its variants if they could be made.

    ``problems`` are what makes the master invalid; ``validator`` is None where nobody wants to
    know. ``readings`` keeps what the variants say, once it has been asked for.
    """

    document: Document
    variants: VariantSet | None
    declared: Declared
    nodes: tuple[Node, ...]
    texts: tuple[tuple[Path, str], ...]
    operations: tuple[OperationAt, ...]
    resolver: Resolver
    annotations: Annotations
    validator: Validator | None
    problems: tuple[Problem, ...] = ()
    refusals: tuple[InputError, ...] = ()
    readings: Readings = field(default_factory=Readings, repr=False)

    @property
    def tree(self) -> Tree:
        """The master's tree."""
        return self.document.tree


def examine(
    document: Document,
    variants: VariantSet | None,
    *,
    refusals: tuple[InputError, ...] = (),
    validate: bool = True,
) -> Subject:
    """Walk a document once and keep what rules need.

    ``refusals`` are the reasons why there are no variants; ``validate`` says whether the document
    is held against OpenAPI's schema.
    """
    nodes: list[Node] = []
    texts: list[tuple[Path, str]] = []
    for path, value, kind in walk(document.tree):
        if kind in GRAMMAR and isinstance(value, dict):
            nodes.append(Node(path, value, kind))
        elif kind in (MARKDOWN, PLAIN) and isinstance(value, str):
            texts.append((path, value))
    resolver = Resolver(document.tree)
    declared = read_declared(document.tree)
    validator = Validator() if validate else None
    return Subject(
        document=document,
        variants=variants,
        declared=declared,
        nodes=tuple(nodes),
        texts=tuple(texts),
        operations=tuple(_operations(document, resolver)),
        resolver=resolver,
        annotations=annotations_of(declared),
        validator=validator,
        problems=tuple(validator.problems(document)) if validator else (),
        refusals=refusals,
    )


def _operations(document: Document, resolver: Resolver) -> Iterator[OperationAt]:
    tree = document.tree
    root = Node((), tree, ROOT)
    for place in ("paths", "webhooks", "x-webhooks"):
        # The Paths Object may be annotated; a map of webhooks has only names.
        paths = Node((place,), mapping(tree.get(place)), "Paths")
        outer = (root, paths) if place == "paths" else (root,)
        for address, item in objects(tree.get(place)).items():
            if place != "paths" or not address.startswith("x-"):
                site = Node((place, address), item, "PathItem")
                target = resolved(resolver, site)
                items = (site,) if target is site else (site, target)
                around = (node for item in items for node in (*_in_files(document, item), item))
                yield from _in_item(address, (*outer, *around))


def _in_files(document: Document, node: Node) -> Iterator[Node]:
    """What stands around a node in the file that it came from."""
    for each in document.around.get(node.path, ()):
        yield Node(node.path, each.extensions, "")


def _in_item(address: str, around: tuple[Node, ...]) -> Iterator[OperationAt]:
    item = around[-1]
    for method, value, inner in operation_fields(item.value):
        node = Node((*item.path, *inner), value, "Operation")
        yield OperationAt(method, address, node, around)


def resolved(resolver: Resolver, node: Node) -> Node:
    """What a node refers to, however many references away; itself if it is no reference."""
    seen: set[str] = set()
    while isinstance(reference := node.value.get("$ref"), str) and reference not in seen:
        seen.add(reference)
        try:
            path, value = resolver.resolve(reference)
        except LookupError:
            return node
        if not isinstance(value, dict):
            return node
        node = Node(path, value, node.type)
    return node
