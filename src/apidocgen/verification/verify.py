"""Calling safe operations on behalf of several holders, and comparing who is let in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apidocgen.access.requirement import reaches
from apidocgen.spec.methods import as_sent
from apidocgen.spec.problems import InputError
from apidocgen.variants.security import security_schemes
from apidocgen.variants.variant import Variant, VisibleOperation
from apidocgen.verification.calls import Call, CallMaker, Unfilled
from apidocgen.verification.findings import Answer, Outcome, Skipped, Verification
from apidocgen.verification.holders import (
    ANONYMOUS,
    Holder,
    Secret,
    Sent,
    companions_of,
    sent,
)
from apidocgen.verification.transport import Transport

SAFE = frozenset({"GET", "HEAD"})
PATIENCE = 3
"""After so many calls without any answer from the start, nobody is there."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to verify: with which methods, parameter values, credentials sent along, and bounds."""

    methods: Collection[str] = SAFE
    parameters: Mapping[str, str] = field(default_factory=dict)
    companions: Mapping[str, Secret] = field(default_factory=dict)
    max_calls: int = 500


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call on behalf of somebody, and what the document says will come of it."""

    operation: VisibleOperation
    call: Call
    holder: Holder
    companions: Mapping[str, Secret]
    expected: Outcome
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All attempts in order, and the operations that cannot be called."""

    attempts: tuple[Attempt, ...]
    skipped: tuple[Skipped, ...]


def plan(variant: Variant, holders: Sequence[Holder], options: Options) -> Plan:
    """Work out which calls to make; nothing is called yet."""
    maker = CallMaker(variant.document.tree, options.parameters)
    attempts: list[Attempt] = []
    skipped: list[Skipped] = []
    for operation in variant.operations:
        try:
            call = _call(maker, operation, options)
        except Unfilled as reason:
            skipped.append(Skipped(as_sent(operation.method), operation.path, str(reason)))
        else:
            everyone = (ANONYMOUS, *holders)
            attempts += (_attempt(variant, operation, call, each, options) for each in everyone)
    return Plan(tuple(attempts), tuple(skipped))


def _call(maker: CallMaker, operation: VisibleOperation, options: Options) -> Call:
    if operation.place != "paths":
        raise Unfilled("the API calls this, not you")
    if operation.method.upper() not in options.methods:
        raise Unfilled(f"{as_sent(operation.method)} is not asked for")
    return maker.call(operation)


def _attempt(
    variant: Variant, operation: VisibleOperation, call: Call, holder: Holder, options: Options
) -> Attempt:
    companions = companions_of(operation.requirement, holder, options.companions)
    tokens, aliases = holder.tokens(companions), variant.access.aliases
    allowed = reaches(operation.requirement, tokens, aliases)
    expected = Outcome.ALLOWED if allowed else Outcome.REFUSED
    missing = () if allowed else _missing(variant, operation, holder)
    return Attempt(operation, call, holder, companions, expected, missing)


def _missing(variant: Variant, operation: VisibleOperation, holder: Holder) -> tuple[str, ...]:
    """The fewest scopes that a token lacks, in the alternatives that its scheme is of use in."""
    aliases = variant.access.aliases
    held = aliases.expand(holder.scopes or ())
    scheme = holder.secret.scheme if holder.secret else None
    lacking = (
        tuple(sorted(aliases.expand(each.scopes) - held))
        for each in operation.requirement.alternatives
        if scheme in each.schemes or None in {use.scheme for use in each.uses}
    )
    return min(lacking, key=lambda names: (len(names), names), default=())


def carry_out(
    variant: Variant,
    planned: Plan,
    transport: Transport,
    max_calls: int,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Verification:
    """Make the calls, at most so many. Raises InputError where nobody answers at all."""
    schemes = dict(security_schemes(variant.document.tree))
    answers: list[Answer] = []
    chosen = planned.attempts[:max_calls]
    for number, attempt in enumerate(chosen, start=1):
        tell(number, len(chosen))
        answers.append(_answer(attempt, schemes, transport))
        if number >= min(PATIENCE, len(chosen)) and all(each.status is None for each in answers):
            raise InputError(f"the API does not answer: {answers[-1].error}")
    return Verification(tuple(answers), planned.skipped, len(planned.attempts) - len(chosen))


def _answer(attempt: Attempt, schemes: Mapping[str, Any], transport: Transport) -> Answer:
    status, error = None, ""
    target, headers = _request(attempt, schemes)
    try:
        status = transport(attempt.call.method, target, headers)
    except OSError as failure:
        error = failure.strerror or str(failure) or type(failure).__name__
    return Answer(
        method=attempt.call.method,
        path=attempt.operation.path,
        holder=attempt.holder.label,
        scopes=attempt.holder.scopes,
        expected=attempt.expected,
        status=status,
        missing=attempt.missing,
        error=error,
    )


def _request(attempt: Attempt, schemes: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The target and the headers of a request, credentials included."""
    headers = {"Accept": "*/*", "User-Agent": "apidocgen-verify", **attempt.call.headers}
    query: dict[str, str] = {}
    cookies = dict(attempt.call.cookies)
    for share in _shares(attempt, schemes):
        headers |= share.headers
        query |= share.query
        cookies |= share.cookies
    if cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return attempt.call.target(query), headers


def _shares(attempt: Attempt, schemes: Mapping[str, Any]) -> Iterator[Sent]:
    secrets = (*attempt.companions.values(), attempt.holder.secret)
    return (sent(each, schemes.get(each.scheme, {})) for each in secrets if each is not None)
