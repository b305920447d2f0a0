"""What ``apidocgen scopes list``, ``need`` and ``reach`` print."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text

from apidocgen.access.least import AliasOption, LeastSet
from apidocgen.cli.scopes_tables import endpoint_json
from apidocgen.reference.scope_answers.access_map import AccessMap
from apidocgen.reference.scope_answers.answers import need_as_json, reach_as_json
from apidocgen.reference.scope_answers.catalogue import aliases_as_json, profiles_as_json
from apidocgen.reference.scope_answers.finding import hint
from apidocgen.reference.scope_answers.questions import Need, Reached

SHOWN = 10
"""So many operations are listed where they are a remark, unless all are wanted."""


def list_json(known: AccessMap) -> str:
    """The catalogue in the documented shape (``scopes-list.json``)."""
    used = _used(known)
    scopes = [
        {
            "name": name,
            "description": known.scopes[name].description if name in known.scopes else "",
            "deprecated": name in known.scopes and known.scopes[name].deprecated,
            "operations": used[name],
            "aliases": list(known.aliases.containing(name)),
        }
        for name in _names(known)
    ]
    shape = {
        "scopes": scopes,
        "aliases": aliases_as_json(known),
        "profiles": profiles_as_json(known),
    }
    return _dumped(shape)


def list_text(known: AccessMap) -> Iterator[Text]:
    """A line for each scope, then the aliases and profiles."""
    used, names = _used(known), _names(known)
    width = max((len(name) for name in names), default=0)
    for name in names:
        scope = known.scopes.get(name)
        words = " ".join(scope.description.split()) if scope else ""
        old = "  deprecated" if scope and scope.deprecated else ""
        yield Text.assemble(
            (f"{name:<{width}}", "cyan"), f"  {used[name]:>4}  ", words, (old, "yellow")
        )
    for alias in known.aliases:
        yield from _bundle("alias", alias.name, alias.members)
    for profile in known.profiles.values():
        yield from _bundle("token profile", profile.name, profile.scopes)
    if not names:
        yield Text("no scopes", "bold")


def need_json(found: Need) -> str:
    """The least scopes in the documented shape (``scopes-need.json``)."""
    return _dumped(need_as_json(found))


def need_text(found: Need, *, everything: bool) -> Iterator[Text]:
    """The least sets, what each scope is for, and the aliases that would do too."""
    least = found.least
    if least.total > 1:
        yield Text(f"{least.total} sets are equally good", "bold")
    for number, option in enumerate(least.options):
        yield from _option(option, number, everything=everything)
    for alias in found.aliases:
        yield from _alias(alias, everything=everything)
    for key in least.unreachable:
        yield Text.assemble((key, "bold"), ": no token opens it; it needs another credential")
    if not least.exact:
        yield Text("not proven to be least: the search was cut short", "yellow")


def reach_json(known: AccessMap, found: Reached) -> str:
    """What a token reaches in the documented shape (``scopes-reach.json``)."""
    shape = reach_as_json(found)
    operations = [endpoint_json(known.endpoints[key]) for key in shape["operations"]]
    return _dumped({**shape, "operations": operations})


def reach_text(known: AccessMap, found: Reached) -> Iterator[Text]:
    """What can be called, what is missing for the rest, and what the token could do without."""
    reach = found.reach
    yield Text(f"reaches {len(reach.reachable)} of {len(known.endpoints)} operations", "bold")
    yield from (Text.assemble(("  ✓ ", "green"), key) for key in reach.reachable)
    for key, scopes in reach.missing.items():
        yield Text.assemble(("  ✗ ", "red"), key, ("  lacks ", "dim"), (" ".join(scopes), "cyan"))
    for key in reach.closed:
        yield Text.assemble(("  – ", "dim"), key, ("  needs another credential", "dim"))
    surplus = [name for name in reach.surplus if name not in found.unknown]
    if surplus:
        yield Text.assemble(("surplus: ", "bold"), (" ".join(surplus), "cyan"))
    for name in found.unknown:
        yield Text.assemble(("unknown: ", "bold yellow"), name, (hint(name, known.names), "dim"))


def _names(known: AccessMap) -> list[str]:
    aliases = {alias.name for alias in known.aliases}
    everything = dict.fromkeys((*known.scopes, *sorted(known.names)))
    return [name for name in everything if name not in aliases]


def _used(known: AccessMap) -> Counter[str]:
    """How many operations have to do with each scope."""
    used: Counter[str] = Counter()
    for endpoint in known.endpoints.values():
        named = {name for each in endpoint.requirement.alternatives for name in each.scopes}
        used.update(known.aliases.expand(named))
    return used


def _bundle(kind: str, name: str, members: Sequence[str]) -> Iterator[Text]:
    yield Text.assemble((f"{kind} ", "dim"), (name, "bold cyan"), ": ", " ".join(members))


def _option(option: LeastSet[str], number: int, *, everything: bool) -> Iterator[Text]:
    yield Text.assemble("or " if number else "", (" ".join(option.scopes) or "no scope", "cyan"))
    for scope, keys in option.because.items():
        if number == 0 or everything:
            yield Text.assemble("  ", (scope, "cyan"), ("  for ", "dim"), ", ".join(keys))
    yield from _excess(option.excess, everything=everything)


def _alias(option: AliasOption[str], *, everything: bool) -> Iterator[Text]:
    yield Text.assemble(
        ("also ", "dim"),
        (" ".join(option.scopes), "cyan"),
        (f"  with {_counted(len(option.excess_scopes), 'needless scope')}", "dim"),
    )
    yield from _excess(option.excess_operations, everything=everything)


def _excess(keys: Sequence[str], *, everything: bool) -> Iterator[Text]:
    if keys:
        shown = keys if everything else keys[:SHOWN]
        more = f" and {len(keys) - len(shown)} more" if len(shown) < len(keys) else ""
        yield Text.assemble(("  also opens ", "dim"), f"{', '.join(shown)}{more}")


def _dumped(shape: dict[str, Any]) -> str:
    return json.dumps(shape, indent=2, ensure_ascii=False)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
