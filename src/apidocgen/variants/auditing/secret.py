"""What a secret is: a string of the master that must not be found in what an audience gets."""

from __future__ import annotations

from dataclasses import dataclass

from apidocgen.spec.pointer import Path


@dataclass(frozen=True, slots=True)
class Secret:
    """A string that must not be found.

    ``words`` is its normal form (see ``words_of``), in order. A name of several words must also
    stand there as ``spelling`` says, in letters of either case; an ``exact`` name stands there
    only in its very letters. ``hidden_at`` is a path in the master where it stands. ``meant`` says
    that somebody hides it there on purpose, and it is not merely unused. A ``common`` one is a word
    that pages use whatever the document says: finding it means something in a variant only.
    """

    text: str
    words: tuple[str, ...]
    is_name: bool
    hidden_at: Path
    meant: bool
    spelling: str = ""
    exact: bool = False
    common: bool = False
