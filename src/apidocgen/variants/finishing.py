"""What single kinds of objects lose beyond their fields, once their parts have been copied.

Each finisher takes the master's object, the copy so far and the keys it has lost. It returns the
copy, or GONE where nothing valid would remain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES, HTTP_METHODS
from apidocgen.spec.methods import operation_fields
from apidocgen.spec.pointer import Path
from apidocgen.variants.annotations import SCOPES_MODE
from apidocgen.variants.assertions import (
    bound_items,
    choice_without_sense,
    drop_dependent_keywords,
    excludes_more,
    keywords,
    only_demands,
    says_nothing,
)
from apidocgen.variants.composition import Composition
from apidocgen.variants.encodings import ENCODINGS, cut_encodings
from apidocgen.variants.enums import ENUM_VALUES, cut_enum, hidden_values, text_of
from apidocgen.variants.expressions import Expressions
from apidocgen.variants.gone import GONE
from apidocgen.variants.holders import governing
from apidocgen.variants.index import path_of
from apidocgen.variants.interning import Interning
from apidocgen.variants.losses import Losses
from apidocgen.variants.naming import drop_from_extensions, drop_names, required_names
from apidocgen.variants.projecting.choosing import without_names
from apidocgen.variants.projecting.values import Projector
from apidocgen.variants.shared_examples import SharedExamples
from apidocgen.variants.spellings import mentions_any

_DEPENDENT = ("dependentSchemas", "dependencies")
_SINGLE_VALUES = ("example", "x-example", "default", "const")
_VALUE_LISTS = ("examples", "x-examples", "enum")
_VALUES_THAT_ARE_THE_SCHEMA = frozenset({"const", "enum"})
_PLAIN_VALUES = ("value", "dataValue")
_EXAMPLE_VALUES = (*_PLAIN_VALUES, "serializedValue")
_EXAMPLE_FIELDS = frozenset({*_EXAMPLE_VALUES, "externalValue", "$ref", "summary", "description"})
_ITSELF = ""
"""In place of a field: an Example Object is itself the value."""


class Copying(Protocol):
    """What a finisher needs of the pass that copies."""

    losses: Losses
    composition: Composition
    projector: Projector
    expressions: Expressions
    shared: SharedExamples
    interning: Interning

    def copy(self, node: Any, type_name: str) -> Any:
        """What remains of an object."""


def finish_schema(pass_: Copying, node: Tree, shown: Tree, lost: list[str]) -> Any:
    """A Schema Object: conditions, choices, enum values, names and values that lost their sense."""
    for key in drop_dependent_keywords(node, shown, lost):
        _lose_inside(pass_, node[key], key)
    if not shown and node and _is_mere_part(pass_, node):
        return GONE
    all_gone = "allOf" in lost and any(map(pass_.composition.is_gone, node["allOf"]))
    empty_key = "allOf" if all_gone and says_nothing(shown) else choice_without_sense(node, shown)
    if empty_key:
        return _emptied(pass_, node, empty_key)
    hidden = pass_.losses.hidden_values(node)
    if hidden or ENUM_VALUES in node:
        cut = cut_enum(node, shown, hidden)
        if cut is None:
            return _emptied(pass_, node, "enum")
        shown = cut
        _drop_values(shown, hidden)
        if hidden and mentions_any(str(shown.get("pattern", "")), hidden):
            del shown["pattern"]  # it says again what values there are
    empty_key = _drop_mentions(pass_, node, shown)
    if empty_key:
        return _emptied(pass_, node, empty_key)
    _drop_listed_names(pass_, node, shown)
    bound_items(node, shown)
    if shown.get("required") == []:
        del shown["required"]
    return _schema_values(pass_, node, shown)


def _drop_mentions(pass_: Copying, node: Tree, shown: Tree) -> str:
    """Take out what speaks of things hidden elsewhere; the keyword that leaves a schema empty."""
    emptied = ""
    if "not" in shown and _says_otherwise(pass_, node["not"], shown["not"]):
        del shown["not"]
        emptied = "" if keywords(shown) else "not"
    drops = pass_.losses.dropped_names.get(id(node))
    if drops and not emptied:
        if not drops.isdisjoint(required_names(node)) and _is_condition(pass_, node):
            return "required"  # nobody sees a value that has it
        drop_names(shown, drops)
        for key in _DEPENDENT:
            for name in drops & node.get(key, {}).keys():
                _lose_inside(pass_, node[key][name], key)
        emptied = "required" if not keywords(shown) and keywords(node) else ""
    return emptied


def _is_condition(pass_: Copying, node: Tree) -> bool:
    """Whether a schema only tells a case from others: an ``if``, or a branch that only demands."""
    index = pass_.losses.index
    cell = index.cells.get(id(node))
    if cell is None or cell[1] == "if":
        return cell is not None
    sites = index.references.get(path_of(cell), ())
    uses = [site.cell for site in sites if site.type == "Schema"] or [cell]
    return only_demands(node) and all(use[0][1] in CHOICES for use in uses)


def _lose_inside(pass_: Copying, schema: Any, key: str) -> None:
    """Note that a schema applies no more, so that what it declares is not taken for visible."""
    if isinstance(schema, dict):
        pass_.losses.empty(schema, key)


def _drop_listed_names(pass_: Copying, node: Tree, shown: Tree) -> None:
    """Names of properties that are hidden in a schema, in its extensions."""
    if any(key.startswith("x-") for key in shown):
        drop_from_extensions(shown, pass_.composition.hidden_names(node))


def _is_mere_part(pass_: Copying, node: Tree) -> bool:
    """Whether a schema is a part of another that nothing refers to: empty, it says nothing."""
    index = pass_.losses.index
    cell = index.cells.get(id(node))
    if cell is None or path_of(cell) in index.references:
        return False
    return cell[0][1] == "allOf" or cell[1] in ("then", "else")


def _says_otherwise(pass_: Copying, excluded: Any, shown: Any) -> bool:
    """Whether an exclusion has lost a condition, in what it refers to perhaps."""
    index = pass_.losses.index
    refers_to = index.below.get(id(excluded), ())
    shrunk = any(id(index.target(path)) in pass_.losses.shrunk for path in refers_to)
    return shrunk or excludes_more(excluded, shown)


def _drop_values(shown: Tree, hidden: frozenset[str]) -> None:
    """Take values for readers out that are hidden where they are listed."""
    for key in ("example", "default"):
        if key in shown and text_of(shown[key]) in hidden:
            del shown[key]
    values = shown.get("examples")
    if isinstance(values, list):
        kept = [value for value in values if text_of(value) not in hidden]
        _set(shown, "examples", kept if kept or not values else GONE)


def _schema_values(pass_: Copying, node: Tree, shown: Tree) -> Any:
    if id(node) not in pass_.losses.valued:
        return shown
    project_own = _projecting_own(pass_, node)
    for key in (*_SINGLE_VALUES, *_VALUE_LISTS):
        if key not in shown:
            continue
        listed = key in _VALUE_LISTS
        kept = _project_listed(shown[key], project_own) if listed else project_own(shown[key])
        if kept is not GONE:
            shown[key] = kept
        elif key in _VALUES_THAT_ARE_THE_SCHEMA:
            return _emptied(pass_, node, key)
        else:
            del shown[key]
    if shown.get("default") == [] and node.get("default") != []:
        del shown["default"]  # none of its items is there any more
    return shown


_Project = Callable[[Any], Any]


def _projecting_own(pass_: Copying, node: Tree) -> _Project:
    """How values that stand in a schema itself are projected."""
    names = pass_.composition.hidden_names(node)

    def project(value: Any) -> Any:
        kept = pass_.projector.project_own(value, node)
        return kept if kept is GONE else without_names(kept, names)

    return project


def _project_listed(values: Any, project: _Project) -> Any:
    """Values in a list; or in a map by name, as parameters and media types have them."""
    if not isinstance(values, dict):
        return _project_list(values, project)
    kept = {name: _project_entry(example, project) for name, example in values.items()}
    if all(kept[name] is values[name] for name in values):
        return values
    return {name: value for name, value in kept.items() if value is not GONE} or GONE


def _project_entry(example: Any, project: _Project) -> Any:
    """An entry of such a map: a value, or an Example Object, and perhaps it could be either."""
    kept = project(example)
    if not isinstance(kept, dict) or "value" not in example or _is_value(example):
        return kept
    if not isinstance(kept.get("value"), dict):
        return kept if "value" in kept else GONE
    value = project(kept["value"])
    same = value is kept["value"]
    return kept if same else GONE if value is GONE else {**kept, "value": value}


def _project_list(values: Any, project: _Project) -> Any:
    if not isinstance(values, list):
        return values
    each = [project(item) for item in values]
    items = [item for item in each if item is not GONE]
    if len(items) == len(values) and all(a is b for a, b in zip(items, values, strict=True)):
        return values
    unique: Tree = {}
    for item in items:
        unique.setdefault(text_of([item]), item)
    return list(unique.values()) or GONE


def finish_holder(pass_: Copying, node: Tree, shown: Tree, _: list[str]) -> Any:
    """A Parameter, Header or Media Type Object: encodings, ``example`` and named ``examples``."""
    if any(key in shown for key in ENCODINGS):
        schemas, items = ([node[key]] if key in node else [] for key in ("schema", "itemSchema"))
        if any(id(schema) in pass_.losses.shrunk for schema in (*schemas, *items)):
            shown = cut_encodings(shown, schemas, pass_.projector, items)
    if id(node) not in pass_.losses.valued:
        return shown
    for key in ("example", "x-example"):
        if key in shown:
            _set(shown, key, _project_sent(pass_, shown[key], node))
    if "x-examples" in shown:
        _set(shown, "x-examples", _project_listed(shown["x-examples"], _sending(pass_, node)))
    if isinstance(shown.get("examples"), dict):
        kept = _named_examples(pass_, node, shown["examples"])
        _set(shown, "examples", kept or GONE)
    elif "examples" in shown:  # should be a map, but is a list as in a schema
        _set(shown, "examples", _project_list(shown["examples"], _sending(pass_, node)))
    return shown


def _project_sent(pass_: Copying, value: Any, holder: Tree) -> Any:
    """A value as it is sent: perhaps one after another (Media Type, 4.14 in 3.2)."""
    project = pass_.projector.project
    schema, items = holder.get("schema"), holder.get("itemSchema")
    if isinstance(items, dict) and isinstance(value, list):
        value = _project_list(value, lambda item: project(item, [items]))
        return value if value is GONE or schema is None else project(value, [schema])
    return project(value, list(governing(holder, pass_.losses.index)))


def _sending(pass_: Copying, holder: Tree) -> _Project:
    """How values that stand in a parameter, header or media type are projected."""
    return lambda value: _project_sent(pass_, value, holder)


def _named_examples(pass_: Copying, holder: Tree, examples: Tree) -> Tree:
    kept: Tree = {}
    for name, example in examples.items():
        is_object = isinstance(example, dict)
        inline = (_example if is_object else _project_sent)(pass_, example, holder)
        if inline is not GONE:
            kept[name] = inline
    return pass_.interning.one(holder["examples"], kept) if kept else kept


def _example(pass_: Copying, example: Tree, holder: Tree) -> Any:
    """An Example Object under the schemas of its place.

    A shared example is used under several schemas: what one place hides another may show. Where
    they do not agree, a place that must take something away gets a copy of its own.
    """
    own = pass_.interning.source(example)
    source = pass_.losses.index.followed(own)
    if source is own:
        return _with_values(example, own, example_values(pass_, own, holder))
    if id(source) in pass_.losses.valued:
        return example  # all uses agree: the shared example itself is cut
    values = example_values(pass_, source, holder)
    if is_unchanged(values, source):
        return example
    texts: Tree = {key: example[key] for key in ("summary", "description") if key in example}
    if not isinstance(source, dict):  # a value where an Example Object should be
        value = values[_ITSELF]
        return GONE if value is GONE else {**texts, "value": value}
    shown = pass_.copy(source, "Example")
    return GONE if shown is GONE else _with_values({**shown, **texts}, source, values)


def example_values(pass_: Copying, source: Any, holder: Tree) -> Tree:
    """The values of an Example Object in one place; GONE for those of which nothing remains.

    An object that says no value is taken for the value, as which it often is written.
    """
    if _is_value(source):
        return {_ITSELF: _project_sent(pass_, source, holder)}
    texts = pass_.losses.texts
    values = {
        key: _project_sent(pass_, texts.get((id(source), key), source[key]), holder)
        for key in _EXAMPLE_VALUES
        if key in source
    }
    written = values.get("serializedValue")
    if (
        written is not None
        and written is source["serializedValue"]
        and any(key in values and values[key] is not source[key] for key in _PLAIN_VALUES)
    ):
        values["serializedValue"] = GONE  # it says the same in other words
    return values


def _is_value(example: Any) -> bool:
    """Whether a value stands where an Example Object should (4.8.19 in 3.1)."""
    if not isinstance(example, dict):
        return True
    return any(key not in _EXAMPLE_FIELDS and not key.startswith("x-") for key in example)


def is_unchanged(values: Tree, source: Any) -> bool:
    """Whether the values of an Example Object are the master's own."""
    return all(
        value is (source if key == _ITSELF else source[key]) for key, value in values.items()
    )


def _with_values(shown: Tree, source: Tree, values: Tree) -> Any:
    if is_unchanged(values, source):
        return shown
    if _ITSELF in values:
        value = values[_ITSELF]
        return value if value is GONE else {key: value[key] for key in value if key in shown}
    if any(values.get(key) is GONE for key in _PLAIN_VALUES):
        return GONE
    kept = {key: value for key, value in {**shown, **values}.items() if value is not GONE}
    return kept if any(key in kept for key in _EXAMPLE_VALUES) else GONE


def finish_example(pass_: Copying, node: Tree, shown: Tree, lost: list[str]) -> Any:
    """An Example Object that several places share, and under whose schemas it loses the same."""
    if not set(_EXAMPLE_VALUES).isdisjoint(lost) and set(_EXAMPLE_VALUES).isdisjoint(shown):
        return _emptied(pass_, node, "value")  # a text that nobody may see any part of
    if id(node) not in pass_.losses.valued:
        return shown
    holder = next(iter(pass_.shared.uses(node)), None)
    if holder is None:
        return shown
    kept = _with_values(shown, node, example_values(pass_, node, holder))
    return _emptied(pass_, node, "value") if kept is GONE else kept


def finish_operation(pass_: Copying, node: Tree, shown: Tree, lost: list[str]) -> Any:
    """An Operation Object: responses, security and tags."""
    if "responses" in lost and pass_.losses.index.document.version == "3.0":
        return _emptied(pass_, node, "responses")
    decision = pass_.losses.decisions.get(id(node))
    if decision is not None and decision.security is not None:
        shown["security"] = decision.security
    if decision is not None and decision.any_of is not None:
        shown["x-scopes"] = list(decision.any_of)
        shown[SCOPES_MODE] = "any"
    if isinstance(shown.get("tags"), list):
        hidden = pass_.losses.hidden_tags
        tags = [tag for tag in shown["tags"] if not isinstance(tag, str) or tag not in hidden]
        _set(shown, "tags", tags or GONE)
    return shown


def finish_path_item(pass_: Copying, node: Tree, shown: Tree, lost: list[str]) -> Any:
    """A Path Item Object: without an operation it tells nothing and goes.

    If all of its servers are gone, so are the operations that have none of their own.
    """
    for _, operation, place in operation_fields(node) if "servers" in lost else ():
        if not operation.get("servers"):
            pass_.losses.empty(operation, "servers")
            _drop(shown, place)
    if any(key in shown for key in (*HTTP_METHODS, "additionalOperations", "$ref")):
        return shown
    return _emptied(pass_, node, "")


def finish_discriminator(pass_: Copying, node: Tree, shown: Tree, _: list[str]) -> Any:
    """A Discriminator Object: entries that led to what is gone."""
    losses = pass_.losses
    hidden = losses.hidden_kinds.get(id(node))
    if hidden:
        drop_from_extensions(shown, hidden)
    if isinstance(shown.get("mapping"), dict):
        place = id(node["mapping"])
        kept = {
            key: losses.moved.get((place, key), value)
            for key, value in shown["mapping"].items()
            if (place, key) not in losses.unmapped
        }
        _set(shown, "mapping", kept or GONE)
    if (id(node), "defaultMapping") in losses.unmapped:
        shown.pop("defaultMapping", None)
    elif (id(node), "defaultMapping") in losses.moved:
        shown["defaultMapping"] = losses.moved[id(node), "defaultMapping"]
    return shown


def finish_link(pass_: Copying, node: Tree, shown: Tree, _: list[str]) -> Any:
    """A Link Object: its ``operationRef`` may count positions that have moved."""
    reference = shown.get("operationRef")
    if isinstance(reference, str):
        place = (id(node), "operationRef")
        shown["operationRef"] = pass_.losses.moved.get(place, reference)
    if id(node) in pass_.losses.valued:
        cut = pass_.expressions.cut_link(node)
        for key in ("parameters", "requestBody"):
            if key in shown:
                _set(shown, key, cut.get(key, GONE))
    return shown


def finish_server(pass_: Copying, node: Tree, shown: Tree, _: list[str]) -> Any:
    """A Server Object: nobody can call an address of which a variable is gone."""
    declared, kept = node.get("variables"), shown.get("variables") or {}
    gone = [name for name in declared if name not in kept] if isinstance(declared, dict) else []
    if any("{" + name + "}" in str(node.get("url")) for name in gone):
        return _emptied(pass_, node, "variables")
    return shown


def finish_server_variable(pass_: Copying, node: Tree, shown: Tree, _: list[str]) -> Any:
    """A Server Variable Object: its enum values; it must have a default (4.8.6 in 3.1)."""
    if ENUM_VALUES not in node:
        return shown
    hidden = hidden_values(node, pass_.losses.removed)
    cut = cut_enum(node, shown, hidden)
    if cut is None:
        return _emptied(pass_, node, "enum")
    if text_of(node.get("default")) in hidden:
        return _emptied(pass_, node, "default")
    return cut


Finisher = Callable[[Copying, Tree, Tree, list[str]], Any]

FINISHERS: Mapping[str, Finisher] = MappingProxyType(
    {
        "Schema": finish_schema,
        "MediaType": finish_holder,
        "Parameter": finish_holder,
        "Header": finish_holder,
        "Operation": finish_operation,
        "PathItem": finish_path_item,
        "Discriminator": finish_discriminator,
        "Link": finish_link,
        "Example": finish_example,
        "Server": finish_server,
        "ServerVariable": finish_server_variable,
    }
)


def _emptied(pass_: Copying, node: Tree, key: str) -> Any:
    pass_.losses.empty(node, key)
    return GONE


def _drop(shown: Tree, place: Path) -> None:
    """Take what is at a place away, with the object around it if that is empty then."""
    key, *inside = place
    held = shown.pop(str(key), None)
    if inside and isinstance(held, dict):
        left = {name: each for name, each in held.items() if name != inside[0]}
        shown.update({str(key): left} if left else {})


def _set(shown: Tree, key: str, value: Any) -> None:
    if value is GONE:
        del shown[key]
    else:
        shown[key] = value
