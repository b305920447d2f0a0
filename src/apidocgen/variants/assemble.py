"""Putting a variant's root together: only what visible operations use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apidocgen.access.requirement import Requirement
from apidocgen.spec.document import Tree
from apidocgen.variants.access_cut import AccessCut
from apidocgen.variants.gone import GONE
from apidocgen.variants.index import OperationSite, path_of, unit_of
from apidocgen.variants.interning import Interning
from apidocgen.variants.prune import Pruning
from apidocgen.variants.reach import Reach, reached_components
from apidocgen.variants.security import SecurityFilter, security_schemes
from apidocgen.variants.uses import Uses
from apidocgen.variants.variant import AccessModel
from apidocgen.variants.vocabulary import (
    ALIASES,
    AUDIENCE_KEY,
    AUDIENCES,
    PROFILES,
    SCOPES,
    TIERS,
)

_ENTRIES = ("paths", "webhooks", "x-webhooks")
_OURS = frozenset({TIERS, AUDIENCES, AUDIENCE_KEY, PROFILES})


class Assembly:
    """Builds the root of one variant from what pruning and reachability left."""

    def __init__(
        self,
        pruning: Pruning,
        reach: Reach,
        security: SecurityFilter,
        access: AccessModel,
        interning: Interning,
    ) -> None:
        self._pruning = pruning
        self._reach = reach
        self._security = security
        self._interning = interning
        self._master = pruning.index.document.tree
        self.visible = [site for site in pruning.index.operations if self._is_visible(site)]
        self.uses = self._read_uses()
        self._used_tags = self._tags_with_parents()
        self._cut = AccessCut(pruning, security, access, interning, self.uses)
        self.access = self._cut.access
        self._handlers: dict[str, Callable[[Any], Any]] = {
            "info": self._info,
            "externalDocs": self._external_docs,
            "servers": self._servers,
            "paths": self._entries,
            "webhooks": self._entries,
            "x-webhooks": self._entries,
            "components": self._components,
            "security": self._security_list,
            "tags": self._tags,
            "x-tagGroups": self._tag_groups,
            SCOPES: self._cut.scopes,
            ALIASES: self._cut.aliases,
        }

    def root(self) -> Tree:
        """The variant's tree."""
        self._reach.add(("components", "securitySchemes", name) for name in self._schemes())
        shown: Tree = {}
        for key, value in self._master.items():
            kept = self._field(key, value)
            if kept is not GONE:
                shown[key] = kept
        return self._with_paths(shown)

    def _is_visible(self, site: OperationSite) -> bool:
        pruning = self._pruning
        unit = unit_of(path_of(site.cell))
        return unit in self._reach.users and not pruning.losses.is_gone(site.cell)

    def _read_uses(self) -> Uses:
        tags: set[str] = set()
        requirements: list[Requirement] = []
        for site in self.visible:
            given = site.node.get("tags")
            tags.update(t for t in (given if isinstance(given, list) else ()) if isinstance(t, str))
            decision = self._pruning.losses.decisions.get(id(site.node))
            if decision is not None and decision.requirement is not None:
                requirements.append(decision.requirement)
        return Uses(frozenset(tags) - self._pruning.losses.hidden_tags, tuple(requirements))

    def _schemes(self) -> list[str]:
        return [name for name, _ in security_schemes(self._master) if name in self.uses.schemes]

    def _field(self, key: str, value: Any) -> Any:
        if id(self._master) in self._pruning.losses.removed and key not in ("openapi", "info"):
            return GONE
        if key in _OURS or key in self._pruning.index.annotations.keys:
            return GONE
        handler = self._handlers.get(key)
        return self._extension(key, value) if handler is None else handler(value)

    def _extension(self, key: str, value: Any) -> Any:
        if isinstance(value, str):
            shown = self._pruning.losses.texts.get((id(self._master), key), value)
            return shown or (value and GONE)
        return self._pruning.opaque(value)

    def _info(self, value: Any) -> Any:
        """What every document must say of itself, even where nothing may be said (4.8.2)."""
        root_hidden = id(self._master) in self._pruning.losses.removed
        shown = GONE if root_hidden else self._pruning.copy(value, "Info")
        return {"title": "", "version": ""} if shown is GONE else shown

    def _external_docs(self, value: Any) -> Any:
        return self._pruning.copy(value, "ExternalDocs")

    def _entries(self, value: Any) -> Any:
        """Paths and webhooks: the path items that remain, extensions beside them kept."""
        if not isinstance(value, dict) or id(value) in self._pruning.losses.removed:
            return GONE
        place = next(key for key in _ENTRIES if self._master.get(key) is value)
        kept: Tree = {}
        for name, item in value.items():
            if place == "paths" and name.startswith("x-"):
                if name not in self._pruning.index.annotations.keys:
                    kept[name] = item
            elif (place, name) in self._reach.users:
                kept[name] = self._reach.shown((place, name))
        return self._interning.one(value, kept) if kept else GONE

    def _components(self, value: Any) -> Any:
        kept = reached_components(self._master, self._reach)
        schemes = kept.get("securitySchemes", {})
        for name, scheme in schemes.items():
            schemes[name] = self._cut.scheme(name, scheme)
        for key in self._pruning.index.annotations.keys:
            kept.pop(key, None)
        shown = {kind: self._interned(value, kind, entries) for kind, entries in kept.items()}
        return self._interning.one(value, shown) if shown else GONE

    def _interned(self, components: Tree, kind: str, entries: Any) -> Any:
        original = components[kind]
        return self._interning.one(original, entries) if isinstance(entries, dict) else entries

    def _security_list(self, value: Any) -> Any:
        kept = self._security.root
        if not isinstance(value, list) or kept is None or not value:
            return value
        if not any(requirement.inherited for requirement in self.uses.requirements):
            return GONE
        return value if kept == value else kept or GONE

    def _servers(self, value: Any) -> Any:
        if not isinstance(value, list) or not value:
            return value
        if self.visible and all(_has_servers(site) for site in self.visible):
            return GONE
        return self._objects(value, "Server")

    def _objects(self, value: list[Any], type_name: str) -> Any:
        shown = [self._pruning.copy(item, type_name) for item in value]
        kept = [item for item in shown if item is not GONE]
        if len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True)):
            return value
        self._interning.positions(kept, [n for n, item in enumerate(shown) if item is not GONE])
        return kept or GONE

    def _tags(self, value: Any) -> Any:
        """Tags that visible operations carry, and the parents of these (Tag Object, 3.2)."""
        if not isinstance(value, list):
            return value
        used = self._used_tags
        kept: list[Any] = []
        positions: list[int] = []
        for position, tag in enumerate(value):
            name = tag.get("name") if isinstance(tag, dict) else None
            shown = self._tag(tag, used) if name in used else GONE
            if shown is not GONE:
                kept.append(shown)
                positions.append(position)
        kept = self._interning.one(value, kept)
        self._interning.positions(kept, positions)
        return kept or GONE

    def _tag(self, tag: Tree, used: set[str]) -> Any:
        shown = self._pruning.copy(tag, "Tag")
        if shown is GONE or shown.get("parent") is None or shown["parent"] in used:
            return shown
        return {key: value for key, value in shown.items() if key != "parent"}

    def _tags_with_parents(self) -> set[str]:
        """Tags of visible operations, and the tags these belong to."""
        tags = self._master.get("tags")
        declared = {
            tag["name"]: tag
            for tag in (tags if isinstance(tags, list) else ())
            if isinstance(tag, dict) and isinstance(tag.get("name"), str)
        }
        used: set[str] = set()
        waiting = list(self.uses.tags)
        while waiting:
            name = waiting.pop()
            if name in used or name in self._pruning.losses.hidden_tags:
                continue
            used.add(name)
            parent = declared.get(name, {}).get("parent")
            if isinstance(parent, str) and parent in declared:
                waiting.append(parent)
        return used

    def _tag_groups(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        kept = [shown for group in value if (shown := self._tag_group(group)) is not GONE]
        return kept or GONE

    def _tag_group(self, group: Any) -> Any:
        shown = self._pruning.copy(group, "TagGroup") if isinstance(group, dict) else group
        if shown is GONE or not isinstance(shown.get("tags"), list):
            return shown
        tags = [tag for tag in shown["tags"] if tag in self._used_tags]
        return {**shown, "tags": tags} if tags else GONE

    def _with_paths(self, shown: Tree) -> Tree:
        """``paths`` must stand in 3.0, and in later versions unless webhooks do (4.8.1)."""
        if "paths" in shown or (
            self._pruning.index.document.version != "3.0" and "webhooks" in shown
        ):
            return shown
        return {**shown, "paths": {}}


def _has_servers(site: OperationSite) -> bool:
    return bool(site.node.get("servers") or site.item[2].get("servers"))
