"""Which audiences two masters can be compared for."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from apidocgen.spec.document import Document
from apidocgen.spec.problems import InputError
from apidocgen.variants.vocabulary import read_access


def shared_audiences(base: Document, revision: Document) -> tuple[str, ...]:
    """The published audiences of both masters, in the order of the revision.

    The one audience of a master that declares none is compared with each of the other.
    """
    old, new = (
        {each.name: each.implicit for each in read_access(side).audiences if each.publish}
        for side in (base, revision)
    )
    if all(old.values()) != all(new.values()):
        return tuple(dict.fromkeys((*new, *old)))
    return tuple(name for name in new if name in old)


def refuse_unknown(names: Iterable[str], base: Document, revision: Document) -> None:
    """Raise InputError for the first name that is no audience of both masters."""
    known = shared_audiences(base, revision)
    for name in names:
        if name not in known:
            where = "declared" if base is revision else "on both sides"
            listed = ", ".join(known) or "none"
            close = get_close_matches(name, known, n=1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            raise InputError(f"unknown audience {name!r}; {where}: {listed}{hint}")
