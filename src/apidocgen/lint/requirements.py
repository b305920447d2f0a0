"""Rules about what operations need: schemes, scopes, aliases."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.access.requirement import Requirement, read_requirement
from apidocgen.access.scopes import ScopeAliases
from apidocgen.lint.declared import mapping, names
from apidocgen.lint.finding import Hit
from apidocgen.lint.subject import Subject
from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import Path
from apidocgen.variants.annotations import SCOPES_MODE
from apidocgen.variants.security import CARRY_SCOPES
from apidocgen.variants.vocabulary import ALIASES, AUDIENCES, PROFILES, SCOPES


def unknown_scheme(subject: Subject) -> Iterator[Hit]:
    """Schemes that no component declares, in requirements and audiences."""
    for path, scheme, _ in _uses(subject):
        if scheme not in subject.declared.schemes:
            yield Hit(f"security scheme {scheme!r} is not declared", path)
    for name, audience in subject.declared.audiences.items():
        for index, scheme in enumerate(names(audience.get("schemes"))):
            if scheme not in subject.declared.schemes:
                message = (
                    f"audience {name!r} uses a security scheme {scheme!r} that is not declared"
                )
                yield Hit(message, (AUDIENCES, name, "schemes", index), (name,))


def unknown_scope(subject: Subject) -> Iterator[Hit]:
    """Scopes that neither an OAuth flow nor the catalogue nor an alias declares."""
    for path, scheme, scopes in _uses(subject):
        if scheme in subject.declared.schemes and _catalogued(subject, scheme):
            yield from _undeclared(subject, path, scopes)
    for operation in subject.operations:
        path = (*operation.node.path, SCOPES)
        yield from _undeclared(subject, path, names(operation.node.value.get(SCOPES)))
    for name, profile in mapping(subject.tree.get(PROFILES)).items():
        scopes = names(mapping(profile).get("scopes"))
        yield from _undeclared(subject, (PROFILES, name, "scopes"), scopes)


def _catalogued(subject: Subject, scheme: str) -> bool:
    """Whether all scopes of a scheme are supposed to be declared in the document."""
    declared = subject.declared
    is_oauth = declared.schemes[scheme].get("type") == "oauth2"
    return is_oauth or bool(mapping(subject.tree.get(SCOPES)))


def _undeclared(subject: Subject, path: Path, scopes: tuple[str, ...]) -> Iterator[Hit]:
    for index, scope in enumerate(scopes):
        if not subject.declared.knows_scope(scope):
            yield Hit(f"scope {scope!r} is not declared", (*path, index))


def _uses(subject: Subject) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """Each scheme in each alternative of each requirement, with its scopes."""
    holders: list[tuple[Path, Tree]] = [((), subject.tree)]
    holders += [(node.path, node.value) for node in subject.nodes if node.type == "Operation"]
    for path, holder in holders:
        security = holder.get("security")
        for index, alternative in enumerate(security if isinstance(security, list) else ()):
            for scheme, scopes in mapping(alternative).items():
                yield (*path, "security", index, scheme), scheme, names(scopes)


def unused_scope(subject: Subject) -> Iterator[Hit]:
    """Scopes that no operation needs."""
    needed = needed_scopes(subject)
    for scope, path in subject.declared.scopes.items():
        if scope not in needed and scope not in subject.declared.aliases:
            yield Hit(f"no operation needs scope {scope!r}", path)


def idle_alias(subject: Subject) -> Iterator[Hit]:
    """Aliases none of whose scopes any operation needs."""
    needed = needed_scopes(subject)
    for alias in expandable(subject):
        if not expandable(subject).expand([alias.name]) & needed:
            message = f"alias {alias.name!r} opens no operation"
            yield Hit(message, (ALIASES, alias.name))


def expandable(subject: Subject) -> ScopeAliases:
    """The aliases, or none where they contain one another."""
    aliases = subject.declared.aliases
    return ScopeAliases({} if ScopeAliases.find_cycle(aliases) else aliases)


def needed_scopes(subject: Subject) -> frozenset[str]:
    """The scopes that operations need, aliases written out.

    Those inside callbacks are among them if they say themselves what they need: what the root says
    is for those who call the API.
    """
    operations = {id(each.node.value): each.node.value for each in subject.operations}
    for node in subject.nodes:
        if node.type == "Operation" and "security" in node.value:
            operations[id(node.value)] = node.value
    requirements = (requirement_of(subject, each) for each in operations.values())
    scopes = {
        scope
        for requirement in requirements
        if requirement is not None
        for alternative in requirement.alternatives
        for scope in alternative.scopes
    }
    return expandable(subject).expand(scopes)


def requirement_of(subject: Subject, operation: Tree) -> Requirement | None:
    """What an operation needs; None where its `security` has not the shape OpenAPI gives it."""
    schemes = subject.declared.schemes.items()
    try:
        return read_requirement(
            operation.get("security"),
            subject.tree.get("security"),
            extra_scopes=names(operation.get(SCOPES)),
            carries_scopes={name for name, each in schemes if each.get("type") in CARRY_SCOPES},
        )
    except ValueError:
        return None


def needed_schemes(subject: Subject) -> dict[str, None]:
    """The security schemes that operations name, each once; the root's if they inherit them."""
    inherited = any(each.node.value.get("security") is None for each in subject.operations)
    uses = (each for each in _uses(subject) if inherited or each[0][0] != "security")
    return {scheme: None for _, scheme, _ in uses}


def scopes_mode_any(subject: Subject) -> Iterator[Hit]:
    """Operations for which one scope of a list is enough, against OpenAPI's meaning."""
    for node in subject.nodes:
        if node.type in ("Operation", "OpenAPI") and node.value.get(SCOPES_MODE) == "any":
            yield Hit(
                "one scope of the list suffices here; other tools will read that all are needed",
                (*node.path, SCOPES_MODE),
            )


def scopes_beside_anonymous(subject: Subject) -> Iterator[Hit]:
    """`x-scopes` where an alternative admits callers without any credential."""
    for operation in subject.operations:
        if not names(operation.node.value.get(SCOPES)):
            continue
        bare = read_anonymous(operation.node.value.get("security"), subject.tree.get("security"))
        if bare:
            yield Hit(
                f"{operation.title} demands scopes, yet {bare} admits callers without a credential",
                (*operation.node.path, SCOPES),
            )


def read_anonymous(own: object, inherited: object) -> str:
    """What in `security` admits anonymous callers, in words; empty if nothing does."""
    security = inherited if own is None else own
    if security is None:
        return "the absence of 'security'"
    if security == []:
        return "'security: []'"
    return "the alternative {}" if isinstance(security, list) and {} in security else ""
