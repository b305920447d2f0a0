"""Schemas as nested lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apidocgen.reference.as_markdown.pieces import code, in_line, plain, target
from apidocgen.reference.constraints import Fact
from apidocgen.reference.parameters import ParameterView
from apidocgen.reference.schema_view import PartView, SchemaView

DEEPEST = 8


def type_line(
    view: SchemaView, root: str, required: bool = False, more: Iterable[Fact] = ()
) -> str:
    """What kind of value, and what is demanded of it, in one line."""
    kind = f"{view.type} or null" if view.nullable else view.type
    if view.name:
        kind += f" [{plain(view.name.text)}]({target(root, view.name.address)})"
    said = [plain_type(kind, view), *(["required"] if required else []), *view.marks]
    said += [_fact(each) for each in (*view.facts, *more)]
    said += [f"example {code(each)}" for each in view.examples]
    if view.values:
        said.append("one of " + ", ".join(code(each.code) for each in view.values))
    return ", ".join(said)


def plain_type(kind: str, view: SchemaView) -> str:
    """The words of a type; a link in them stays one."""
    return kind if view.name else plain(kind)


def _fact(fact: Fact) -> str:
    return f"{plain(fact.words)} {code(fact.code)}" if fact.code else plain(fact.words)


def tree(view: SchemaView, root: str, depth: int = 0) -> Iterator[str]:
    """The lines of a nested list of what is inside a schema."""
    pad = "  " * depth
    for field in view.fields:
        about = _about(field.schema)
        yield f"{pad}- {code(field.name)}: {type_line(field.schema, root, field.required)}{about}"
        yield from _below(field.schema, root, depth)
    for part in view.parts:
        kind = f"{type_line(part.schema, root)}{_about(part.schema)}"
        yield f"{pad}- {plain(part.label)}{_when(part)}: {kind}"
        yield from _below(part.schema, root, depth)


def _about(view: SchemaView) -> str:
    words = in_line(view.description)
    return f". {words}" if words else ""


def _when(part: PartView) -> str:
    if not part.by or not part.when:
        return ""
    return f" (when {code(part.by)} is {' or '.join(map(code, part.when))})"


def _below(view: SchemaView, root: str, depth: int) -> Iterator[str]:
    pad = "  " * (depth + 1)
    for value in view.values:
        if value.description:
            yield f"{pad}- {code(value.code)}: {in_line(value.description)}"
    if view.elsewhere:
        name = plain(view.name.text if view.name else "its page")
        yield f"{pad}- more at [{name}]({target(root, view.elsewhere)})"
    elif depth < DEEPEST:
        yield from tree(view, root, depth + 1)


def parameters(views: Iterable[ParameterView], root: str) -> str:
    """Parameters or headers as a list."""
    return "\n".join(line for view in views for line in _parameter(view, root))


def _parameter(view: ParameterView, root: str) -> Iterator[str]:
    kind = type_line(view.schema, root, view.required, view.facts)
    old = ", deprecated" if view.deprecated else ""
    words = in_line(view.description)
    yield f"- {code(view.name)}: {kind}{old}{f'. {words}' if words else ''}"
    yield from _below(view.schema, root, 0)
    for content in view.contents:
        if content.schema:
            yield f"  - as {code(content.media_types[0])}: {type_line(content.schema, root)}"
            yield from tree(content.schema, root, 2)
