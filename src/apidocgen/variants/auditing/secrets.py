"""What must not be found in anything published for an audience.

Secrets are the names and texts of what is hidden, as far as they occur nowhere in what the
audience may see. They are found without trusting the filter's output alone:

* hidden is every string inside an object that annotations, security or missing annotations take
  away, and every string of the master that the variant does not have;
* seen is what visible elements declare or say; and what merely stands in them (a value, a name
  mentioned, a string in an extension), unless something hidden is called just that (``_clearing``).

A hidden string that is also seen is no secret. Neither is a single word of fewer than four letters,
nor one by which OpenAPI calls a field that is there. One that the pages themselves may use
(``vocabulary``) is ``common``: it tells something in a variant only. What something is called in
two or three words is a secret as a whole, unless the pages may say these words in this order. Of
longer texts every sentence of at least four words is a secret, as it is written and as a page shows
it, and so is every word in them that looks like an identifier, and every address of electronic
mail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import combining, normalize

from apidocgen.spec.grammar import ROOT, VALUE, Slot
from apidocgen.spec.mounts import slot_inside
from apidocgen.spec.pointer import Path
from apidocgen.variants.auditing.hidden_strings import hidden_strings
from apidocgen.variants.auditing.readings import decoded, plain, readings
from apidocgen.variants.auditing.searching import Searcher
from apidocgen.variants.auditing.secret import Secret
from apidocgen.variants.auditing.strings import KEYWORDS, strings_in
from apidocgen.variants.auditing.survey import Survey, Way, survey
from apidocgen.variants.auditing.wording import CUT, WORD, folded, sentences_of, words_of
from apidocgen.variants.enums import ENUM_DESCRIPTIONS
from apidocgen.variants.filter import View

_IDENTIFIER = re.compile(r"[A-Za-z0-9]*(?:[a-z][A-Z]|\d[A-Za-z]|[A-Za-z]\d|_)\w*")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Pages link to files of types of their own (RFC 6838, section 4.2).
_MEDIA_TYPE = re.compile(
    r"(?:application|audio|font|image|message|model|multipart|text|video)/[\w.+-]+"
)
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\dA-Za-z_]+")
_COMPOSED = re.compile(r"\S*[/@]\S*")
_NO_STRINGS = frozenset({"true", "false", "null"})
_NUMBER = re.compile(r"[-+]?[\d.]+(?:[eE][-+]?\d+)?")
_SHORTEST_WORD = 4
_SHORTEST_IDENTIFIER = 5
_SHORTEST_SENTENCE = 4
_LONGEST_NAME = 200
# Fields that the filter itself writes.
_WRITTEN = (ENUM_DESCRIPTIONS, "security", "name")

Pairs = frozenset[tuple[str, str]]
"""Words that follow each other."""


def find_secrets(
    view: View, vocabulary: Collection[str] = (), pairs: Callable[[], Pairs] = frozenset
) -> tuple[Secret, ...]:
    """The secrets of one audience.

    ``vocabulary`` holds lower-case words that pages use whatever the document says, ``pairs``
    gives such words that follow each other there.
    """
    shown = frozenset(strings_in(view.tree))
    surveyed = survey(view, shown)
    surveyed.seen[Way.SAID].update(dict.fromkeys(_public(view)))
    fields = _words((*surveyed.fields, *KEYWORDS, *_WRITTEN))
    judging = _Judging(surveyed, vocabulary, pairs, frozenset(fields))
    found = hidden_strings(view, shown)
    for text in found.projected:
        surveyed.see_data(text)
    hidden = {
        text: place for text, place in found.places.items() if text not in surveyed.seen[Way.SAID]
    }
    candidates: dict[tuple[tuple[str, ...], str], Secret] = {}
    for text, (path, meant) in hidden.items():
        called = _phrase(text, path, meant=meant) if text in surveyed.titles else ()
        for secret in (*called, *_candidates(text, path, meant=meant)):
            candidates.setdefault((secret.words, secret.text), secret)
    return tuple(judging.secrets(candidates.values()))


@dataclass(slots=True)
class _Judging:
    """Tells which candidates are secrets."""

    surveyed: Survey
    vocabulary: Collection[str]
    pairs: Callable[[], Pairs]
    fields: Collection[str] = frozenset()

    def secrets(self, candidates: Iterable[Secret]) -> Iterator[Secret]:
        """The candidates that are seen nowhere, and other spellings of their names."""
        words = {way: frozenset(_words(texts)) for way, texts in self.surveyed.seen.items()}
        seen_words = frozenset[str]().union(*words.values())
        # What stands in an extension or a code sample may have been left behind there.
        told_words = frozenset[str]().union(*(words[way] for way in Way if way is not Way.FREE))
        spelt = list(candidates)
        spelt += [
            other
            for secret in spelt
            if (secret.is_name or secret.spelling) and self._means(secret)
            for other in _spellings(secret)
            if any(self._tells(word) and word not in seen_words for word in other.words)
        ]
        searcher = Searcher(spelt)
        found = {way: searcher.find(_read(texts)) for way, texts in self.surveyed.seen.items()}
        for secret in spelt:
            ways = {way for way in Way if secret in found[way]}
            common = len(secret.words) == 1 and secret.words[0] in self.vocabulary
            # A common word in a code sample need not be that name.
            clearing = self._clearing(secret.text) | ({Way.FREE} if common else set())
            if not ways & clearing and self._means(secret):
                # Something else is called the same but for upper and lower case.
                exact = bool(ways) and secret.is_name and len(secret.words) == 1
                common = common or self._is_composed(secret, told_words)
                yield replace(secret, exact=exact, common=common)

    def _is_composed(self, secret: Secret, seen: Collection[str]) -> bool:
        """Whether an example may stand on a page that is put together of what may be seen.

        Addresses are, of a server, a path and parameters; examples that are made up have some.
        Nothing that is called so is meant, and no enum value.
        """
        surveyed = self.surveyed
        called = (surveyed.hidden_names, surveyed.unused_names, surveyed.hidden_values)
        if not _COMPOSED.fullmatch(secret.text) or any(secret.text in names for names in called):
            return False
        if not _is_in_value(secret):
            return False
        return all(word in seen or word in self.vocabulary for word in secret.words)

    def _clearing(self, text: str) -> set[Way]:
        """The ways of standing in visible elements that make a string no secret.

        What names something hidden is not cleared by where names are left behind, nor is a hidden
        value by where values are. Free text may hold either. What something unused is called as
        well, the filter keeps as the key of an example: nobody hides that name everywhere.
        """
        surveyed, ways = self.surveyed, set(Way)
        if text in surveyed.unused_names:
            ways -= {Way.FREE}
        elif text in surveyed.hidden_names:
            ways -= {Way.NAME, Way.FREE}
        if text in surveyed.hidden_values:
            ways -= {Way.VALUE, Way.FREE}
        return ways

    def _means(self, secret: Secret) -> bool:
        """Whether finding a secret means anything, since no page says it by itself."""
        if len(secret.words) == 1:
            return _is_long(secret.words[0]) and secret.words[0] not in self.fields
        if not secret.spelling or (secret.is_name and not _MEDIA_TYPE.fullmatch(secret.text)):
            return True
        telling = any(map(_is_long, secret.words))
        return telling and not self.pairs().issuperset(pairwise(secret.words))

    def _tells(self, word: str) -> bool:
        """Whether finding a single word means anything on a page."""
        return _is_long(word) and word not in self.vocabulary


def _is_in_value(secret: Secret) -> bool:
    """Whether a secret is what an example or another value says, and no key in it."""
    path = secret.hidden_at
    slots = (slot_inside(Slot(ROOT), path[:length]) for length in range(1, len(path) + 1))
    return path[-1:] != (secret.text,) and any(slot and slot.type == VALUE for slot in slots)


def _is_long(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and not word.isdigit()


def _read(texts: Iterable[str]) -> Iterator[str]:
    """Seen texts in all the ways in which their words may be looked for."""
    together = CUT.join(texts)
    yield from readings(together)
    yield plain(together)


def _words(texts: Iterable[str]) -> Iterable[str]:
    return words_of(decoded(CUT.join(texts)))


# -- what to look for ----------------------------------------------------------------------------


def _candidates(text: str, path: Path, *, meant: bool) -> Iterator[Secret]:
    """What to look for of one hidden string.

    What is no string as a plain scalar of YAML (1.2, section 10.3) cannot be told from values.
    """
    if text.lower() in _NO_STRINGS or _NUMBER.fullmatch(text):
        return
    if len(text) <= _LONGEST_NAME and not re.search(r"\s", text):
        name = _name(text, path, meant=meant)
        if name.words:
            yield name
        if len(name.words) > 1:
            yield from _identifiers(text, path, meant=meant)
        return
    source = decoded(text)
    for form in dict.fromkeys((source, plain(text))):
        for sentence in sentences_of(form):
            words = tuple(words_of(sentence))
            if len(words) >= _SHORTEST_SENTENCE:
                said = " ".join(sentence.split())
                yield Secret(said, words, is_name=False, hidden_at=path, meant=meant)
    yield from _identifiers(source, path, meant=meant)


def _phrase(text: str, path: Path, *, meant: bool) -> Iterator[Secret]:
    """What something is called in two or three words, which stand there one after the other."""
    words = tuple(words_of(text))
    if 1 < len(words) < _SHORTEST_SENTENCE and re.search(r"\s", text):
        said = " ".join(text.split())
        yield Secret(said, words, False, path, meant, spelling=folded(said))


def _identifiers(text: str, path: Path, *, meant: bool) -> Iterator[Secret]:
    """The words in a text, or in a name of several, that look like names themselves."""
    for word in dict.fromkeys(WORD.findall(text)):
        if len(word) >= _SHORTEST_IDENTIFIER and _IDENTIFIER.fullmatch(word):
            yield _name(word, path, meant=meant)
    for address in dict.fromkeys(_MAIL.findall(text)):
        yield _name(address, path, meant=meant)


def _name(text: str, path: Path, *, meant: bool) -> Secret:
    words = tuple(words_of(text))
    spelling = folded(text) if len(words) > 1 else ""
    return Secret(text, words, is_name=True, hidden_at=path, meant=meant, spelling=spelling)


def _spellings(secret: Secret) -> Iterator[Secret]:
    """How addresses spell a name: parts in camel case with hyphens, letters without accents."""
    parts = tuple(part.lower() for part in _PART.findall(secret.text))
    if len(secret.words) == 1 and len(parts) > 1:
        yield replace(secret, words=parts, spelling="-".join(parts))
    if " " in secret.spelling:
        yield replace(secret, is_name=True, spelling="-".join(secret.words))
    bare = "".join(c for c in normalize("NFKD", secret.text) if not combining(c))
    if bare != normalize("NFKD", secret.text):
        words = tuple(words_of(bare))
        spelling = folded(bare) if len(words) > 1 else ""
        yield replace(secret, words=words, spelling=spelling)


# -- what everybody may see ----------------------------------------------------------------------


def _public(view: View) -> Iterator[str]:
    """What is public about every document, and what an audience is told about itself."""
    access, variant = view.filtering.access, view.variant()
    yield from access.tiers.names
    for audience in access.audiences:
        if audience.publish or audience.name == variant.audience.name:
            yield from (audience.name, audience.title, audience.description, *audience.labels)
    for scope in variant.access.scopes.values():
        yield from (scope.name, scope.description)
    for named in (*variant.access.aliases, *variant.access.profiles):
        yield from (named.name, named.description)
    for operation in variant.operations:  # pages say the method before what it is called
        yield f"{operation.method} {operation.node.get('summary', '')}"
