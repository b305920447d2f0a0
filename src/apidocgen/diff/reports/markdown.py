"""The comparison as a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from apidocgen.diff.change import Change, Comparison
from apidocgen.diff.level import Level
from apidocgen.diff.public import is_visibility
from apidocgen.diff.reports.grouping import (
    counted,
    foremost,
    grouped,
    names_operations,
    nothing,
    of_level,
    prominence,
    subject,
    version_line,
)

LIMIT = 65_000
"""A comment on GitHub may have 65,536 characters; a few are left to whoever posts it."""

_SIGNS = {Level.BREAKING: "🔴", Level.ACCESS: "🟣", Level.WARNING: "🟡", Level.INFO: "⚪"}
_TITLES = {
    Level.BREAKING: "Breaks callers",
    Level.ACCESS: "Opens silently",
    Level.WARNING: "Look twice",
    Level.INFO: "Also new",
}
_NAMED = 3
_HEADLINES = 12
_HINT = (
    "To accept a change, name it with a reason in the file that `--accept` reads, such as "
    "`- {fingerprint: …, reason: …}`; the fingerprint stands last below each change."
)
_ENTITIES = re.compile(r"([<>|@&])")
_SPECIAL = re.compile(r"([\\*_\[\]#])")
_CODE = re.compile(r"(`[^`]*`)")

_Line = tuple[Level, tuple[str, ...], str]
"""A headline: how much it matters, whom it concerns, and what it says."""


def as_markdown(comparison: Comparison, limit: int = LIMIT) -> str:
    """A matrix, what each audience has to know first, and the changes, the harmless folded away.

    What does not fit is left out, the least important first, and counted.
    """
    shown = len(comparison.open)
    text = _written(comparison, shown)
    while len(text) > limit and shown:
        shown = min(shown - 1, int(shown * max(0.5, limit / len(text))))
        text = _written(comparison, shown)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _written(comparison: Comparison, shown: int) -> str:
    return "\n".join(_lines(comparison, shown)).strip() + "\n"


def _lines(comparison: Comparison, shown: int) -> Iterator[str]:
    yield f"## {_title(comparison)}"
    yield ""
    yield f"`{_coded(comparison.revision)}` compared with `{_coded(comparison.base)}`"
    yield ""
    if not comparison.changes:
        yield nothing(comparison)
        return
    yield from _matrix(comparison)
    yield from _headlines(comparison)
    yield from _details(comparison, comparison.open[:shown])
    left = len(comparison.open) - shown
    if left:
        yield f"*{left} more changes do not fit here; `apidocgen diff -v` lists them all.*"
        yield ""
    if comparison.open:
        yield _HINT
        yield ""
    yield from _accepted(comparison)
    for stale in comparison.stale:
        yield f"> {escaped(stale)}"
    yield escaped(version_line(comparison))


def _title(comparison: Comparison) -> str:
    called = escaped(comparison.title or "API")
    counts = comparison.counts()
    for level in (Level.BREAKING, Level.ACCESS):
        if counts[level]:
            return f"{_SIGNS[level]} {called}: {counted(level, counts[level])}"
    if comparison.open:
        return f"🟢 {called}: nothing breaks"
    return f"🟢 {called}: {'all accepted' if comparison.changes else 'nothing changes'}"


def _headlines(comparison: Comparison) -> Iterator[str]:
    """What has to be known before anything else; what is said alike of operations is one line."""
    lines: dict[_Line, list[str]] = {}
    for change in _first(comparison):
        said = lines.setdefault((change.level, change.audiences, message(change)), [])
        if not names_operations(change):
            said.extend(f"`{_coded(str(each))}`" for each in change.operations)
    shown = _fitting(list(lines))
    for level, audiences, text in shown:
        operations = lines[level, audiences, text]
        where = f" ({_few(operations)})" if operations else ""
        yield f"- {_SIGNS[level]} {_whom(audiences)}: {text}{where}"
    if len(lines) > len(shown):
        yield f"- and {len(lines) - len(shown)} more of this kind below"
    if lines:
        yield ""


def _first(comparison: Comparison) -> list[Change]:
    """What opens access, what took operations, and the worst of what breaks for each audience."""
    told = [comparison.concerning(name) for name in comparison.audiences]
    worst = [min(changes, key=prominence) for changes in told if changes]
    listed = [
        each
        for each in comparison.open
        if each.level is Level.ACCESS or is_visibility(each) or each in worst
    ]
    return sorted((each for each in listed if foremost(each.level)), key=prominence)


def _fitting(lines: Sequence[_Line]) -> Sequence[_Line]:
    """As many lines as fit; however much breaks, half of the room is kept for what opens."""
    opening = [line for line in lines if line[0] is Level.ACCESS]
    breaking = [line for line in lines if line[0] is not Level.ACCESS]
    opening = opening[: max(_HEADLINES - len(breaking), _HEADLINES // 2)]
    return breaking[: _HEADLINES - len(opening)] + opening


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _whom(audiences: Sequence[str]) -> str:
    return f"**{escaped(', '.join(audiences))}**"


def _coded(text: str) -> str:
    return text.replace("`", "'")


def _matrix(comparison: Comparison) -> Iterator[str]:
    """Audiences against levels."""
    yield f"| | {' | '.join(f'{_SIGNS[level]} {_TITLES[level]}' for level in Level)} |"
    yield f"|---|{'---:|' * len(Level)}"
    for name in comparison.audiences:
        changes = comparison.concerning(name)
        cells = " | ".join(str(len(of_level(changes, level)) or "–") for level in Level)
        yield f"| **{escaped(name)}** | {cells} |"
    yield ""


def _details(comparison: Comparison, changes: Sequence[Change]) -> Iterator[str]:
    for level in Level:
        of_this = of_level(changes, level)
        if not of_this:
            continue
        opened = " open" if foremost(level) else ""
        total = len(of_level(comparison.open, level))
        yield f"<details{opened}><summary>{_SIGNS[level]} {counted(level, total)}</summary>"
        yield ""
        for heading, group in grouped(of_this).items():
            yield f"**{escaped(heading)}**"
            yield ""
            yield from (f"- {_item(change, comparison)}" for change in group)
            yield ""
        yield "</details>"
        yield ""


def _item(change: Change, comparison: Comparison) -> str:
    whom = "" if change.audiences == comparison.audiences else f"{_whom(change.audiences)}: "
    place = f"`{_coded(str(change.location))}` `{change.rule}` `{change.fingerprint}`"
    reached = ""
    if len(change.operations) > 1 and not names_operations(change):
        reached = f" – {_few([f'`{_coded(str(each))}`' for each in change.operations])}"
    return f"{whom}{message(change)}{reached}<br>{place}"


def _accepted(comparison: Comparison) -> Iterator[str]:
    if not comparison.accepted:
        return
    yield f"<details><summary>✅ {len(comparison.accepted)} accepted</summary>"
    yield ""
    for change in comparison.accepted[:50]:
        reason = escaped(change.accepted or "")
        yield f"- **{escaped(subject(change))}**: {message(change)} – *{reason}*"
    yield ""
    yield "</details>"
    yield ""


def message(change: Change) -> str:
    """A message as Markdown: code stays code, everything else is plain text."""
    return as_text_of(change.message)


def as_text_of(said: str) -> str:
    """Words of ours about a document as Markdown that shows exactly these words."""
    parts = _CODE.split(said)
    return "".join(
        re.sub(r"\s+", " ", part) if part.startswith("`") else escaped(part) for part in parts
    )


def escaped(text: str) -> str:
    """Text that Markdown takes as it stands, mentions and HTML included."""
    plain = re.sub(r"\s+", " ", text)
    plain = _SPECIAL.sub(r"\\\1", plain)
    return _ENTITIES.sub(lambda match: f"&#{ord(match[1])};", plain)
