"""What a rule is, and how families of rules write theirs down."""

from __future__ import annotations

from dataclasses import dataclass

from apidocgen.diff.level import Direction, Level


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of change.

    Attributes:
        id: The name used in reports, accept files and the manual.
        level: How much it matters.
        family: The heading under which the manual lists it.
        looks_at: The element of the document that changed.
        meaning: What the change is, in a sentence.
        why: What it does to callers.
        example: The change, written down.
        says: The message; ``{what}``, ``{before}`` and ``{after}`` are filled in.
        direction: Which way the message travels that it concerns; None where that is no question.
        mirror: The rule for the opposite change.
        no_mirror: Why there is none.
        says_of_none: The message instead where ``{before}`` or ``{after}`` is nothing, if "none"
            would say something else of it.
    """

    id: str
    level: Level
    family: str
    looks_at: str
    meaning: str
    why: str
    example: str
    says: str
    direction: Direction | None = None
    mirror: str | None = None
    no_mirror: str = ""
    says_of_none: str = ""

    @property
    def kind(self) -> str:
        """The id without the direction."""
        return self.id.removeprefix(f"{self.direction}-") if self.direction else self.id


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does in each direction: a level and the reason for it."""

    request: Level
    response: Level
    in_request: str
    in_response: str


NARROWS = Effect(
    Level.BREAKING,
    Level.INFO,
    "Callers that send what was allowed before are refused.",
    "Readers get less variety than they were prepared for, which they can handle.",
)
WIDENS = Effect(
    Level.INFO,
    Level.BREAKING,
    "Everything that callers send is still accepted.",
    "Readers get values that they were told could not occur.",
)
BREAKS = Effect(
    Level.BREAKING,
    Level.BREAKING,
    "What callers send no longer fits.",
    "What readers get no longer fits what they were told.",
)
INFORMS = Effect(
    Level.INFO,
    Level.INFO,
    "It says more about what is sent, and refuses nothing.",
    "It says more about what is returned, and changes nothing in it.",
)


def effect(base: Effect, **changed: object) -> Effect:
    """An effect like another, but for some of its values."""
    from dataclasses import replace

    return replace(base, **changed)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Kind:
    """A change that is a rule in each direction."""

    name: str
    effect: Effect
    meaning: str
    example: str
    says: str
    mirror: str | None = None
    no_mirror: str = ""


def both_ways(family: str, looks_at: str, kinds: tuple[Kind, ...]) -> tuple[Rule, ...]:
    """The rules of these changes, one for requests and one for responses each."""
    return tuple(
        Rule(
            id=f"{direction}-{kind.name}",
            level=getattr(kind.effect, direction.value),
            family=family,
            looks_at=f"{looks_at}, in what is {_VERBS[direction]}",
            meaning=kind.meaning,
            why=getattr(kind.effect, f"in_{direction.value}"),
            example=kind.example,
            says=kind.says,
            direction=direction,
            mirror=f"{direction}-{kind.mirror}" if kind.mirror else None,
            no_mirror=kind.no_mirror,
        )
        for kind in kinds
        for direction in Direction
    )


_VERBS = {Direction.REQUEST: "sent", Direction.RESPONSE: "returned"}
