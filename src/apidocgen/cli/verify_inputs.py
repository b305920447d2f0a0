"""What ``apidocgen verify`` is asked: whom to call for, with which tokens, how often."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from apidocgen.spec.problems import InputError

if TYPE_CHECKING:
    from apidocgen.variants.variant import Variant
    from apidocgen.verification.holders import Holder, Secret
    from apidocgen.verification.verify import Options

_OPTIONS = (
    click.option("--base-url", required=True, metavar="URL", help="Where the API runs."),
    click.option(
        "--token",
        "tokens",
        multiple=True,
        metavar="SCOPES=TOKEN",
        help="Call with a token of these scopes. Repeatable.",
    ),
    click.option(
        "--credential",
        "credentials",
        multiple=True,
        metavar="SCHEME=VALUE",
        help="A credential without scopes, also sent where one is asked for beside a token.",
    ),
    click.option(
        "--parameter",
        "parameters",
        multiple=True,
        metavar="NAME=VALUE",
        help="A value for parameters of this name, in place of the document's example.",
    ),
    click.option(
        "--method",
        "methods",
        multiple=True,
        metavar="METHOD",
        help="Also call operations of this method, without a body. It may change data.",
    ),
    click.option(
        "--timeout", type=click.FloatRange(0, min_open=True), default=10.0, show_default=True
    ),
    click.option("--max-calls", type=click.IntRange(1), default=500, show_default=True),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options said."""

    base_url: str
    tokens: tuple[str, ...]
    credentials: tuple[str, ...]
    parameters: tuple[str, ...]
    methods: tuple[str, ...]
    timeout: float
    max_calls: int

    def options(self) -> Options:
        """How to verify."""
        from apidocgen.verification.verify import SAFE, Options

        return Options(
            methods=SAFE | {method.upper() for method in self.methods},
            parameters=dict(_parted("--parameter", each) for each in self.parameters),
            companions={secret.scheme: secret for secret in self._secrets()},
        )

    def holders(self, variant: Variant, scheme: str | None) -> tuple[Holder, ...]:
        """Everybody to call for, beside nobody in particular."""
        from apidocgen.verification.holders import Holder

        tokens = tuple(self._tokens(variant, scheme)) if self.tokens else ()
        plain = (Holder(f"{each.scheme} alone", each) for each in self._secrets())
        holders = (*tokens, *plain)
        _check_schemes(variant, holders)
        return holders

    def _tokens(self, variant: Variant, scheme: str | None) -> Iterator[Holder]:
        from apidocgen.verification.holders import Holder, Secret

        used = _token_scheme(variant, scheme)
        for given in self.tokens:
            listed, source = _parted("--token", given)
            scopes = tuple(dict.fromkeys(_scopes(variant, listed)))
            label = listed.strip() or "no scope"
            yield Holder(label, Secret(used, _text(source)), scopes)

    def _secrets(self) -> Iterator[Secret]:
        from apidocgen.verification.holders import Secret

        for given in self.credentials:
            scheme, source = _parted("--credential", given)
            yield Secret(scheme, _text(source))


def asking_options(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of `Asked`, handed over as its second argument."""
    names = [each.name for each in fields(Asked)]

    @wraps(function)
    def run(**given: Any) -> int:
        asked = Asked(**{name: given.pop(name) for name in names})
        return function(asked=asked, **given)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def _parted(option: str, given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign:
        # What was given may be a secret: it is not repeated.
        raise InputError(f"{option}: a name and a value are needed, with '=' in between")
    return name, value


def _text(source: str) -> str:
    """The secret itself, or what an environment variable or a file holds."""
    kind, _, name = source.partition(":")
    if kind == "env" and name:
        if name not in os.environ:
            raise InputError(f"the environment variable {name} is not set")
        return os.environ[name].strip()
    if kind == "file" and name:
        return Path(name).read_text(encoding="utf-8", errors="replace").strip()
    return source


def _scopes(variant: Variant, listed: str) -> Iterator[str]:
    profiles = {profile.name: profile.scopes for profile in variant.access.profiles}
    for name in listed.replace(",", " ").split():
        if not name.startswith("@"):
            yield name
        elif name[1:] in profiles:
            yield from profiles[name[1:]]
        else:
            known = ", ".join(profiles) or "none"
            raise InputError(f"no token profile {name[1:]!r}; there is: {known}")


def _token_scheme(variant: Variant, scheme: str | None) -> str:
    """The scheme by which tokens are sent: the one that is named, else the only one there is."""
    from apidocgen.reference.scope_answers.access_map import access_map
    from apidocgen.reference.scope_answers.finding import find_scheme

    known = access_map([variant])
    if scheme is not None:
        return find_scheme(known, scheme) or scheme
    if len(known.schemes) != 1:
        names = ", ".join(sorted(known.schemes)) or "none"
        raise InputError(f"say with --scheme how tokens are sent; schemes with scopes: {names}")
    return next(iter(known.schemes))


def _check_schemes(variant: Variant, holders: Sequence[Holder]) -> None:
    """See that every credential can be sent, before anything is."""
    from apidocgen.variants.security import security_schemes
    from apidocgen.verification.holders import sent

    schemes = dict(security_schemes(variant.document.tree))
    for secret in (holder.secret for holder in holders if holder.secret):
        if secret.scheme not in schemes:
            known = ", ".join(schemes) or "none"
            raise InputError(f"no security scheme {secret.scheme!r}; there is: {known}")
        sent(secret, schemes[secret.scheme])
