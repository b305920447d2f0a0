"""Rules about OpenAPI itself: the master and every variant must be valid."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.lint.finding import Hit
from apidocgen.lint.subject import Subject


def invalid_document(subject: Subject) -> Iterator[Hit]:
    """What OpenAPI's schema does not allow in the master."""
    for problem in subject.problems:
        yield Hit(problem.message, problem.path, location=problem.location)


def invalid_variant(subject: Subject) -> Iterator[Hit]:
    """What is not valid in a variant though it is in the master."""
    if subject.validator is None or subject.variants is None:
        return
    known = {problem.location for problem in subject.problems}
    for variant in subject.variants.variants:
        for problem in subject.validator.problems(variant.document):
            if problem.location not in known:
                audience = variant.audience.name
                yield Hit(problem.message, problem.path, (audience,), location=problem.location)
