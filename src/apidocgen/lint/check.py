"""Running the rules over a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from apidocgen.lint.declarations import audience_names
from apidocgen.lint.finding import Finding, Hit, Severity
from apidocgen.lint.rule import Rule
from apidocgen.lint.rules import BY_ID, RULES
from apidocgen.lint.subject import examine
from apidocgen.spec.document import Document
from apidocgen.spec.pointer import Path, to_pointer
from apidocgen.spec.problems import InputError, Location
from apidocgen.variants.variant import VariantSet

REFUSED = "refused"
MISSPELT = "misspelt-annotation"
INVALID = "invalid-document"


@dataclass(frozen=True, slots=True)
class Options:
    """How strict to be: the severity of each rule, None where it is off."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    validate: bool = True

    @classmethod
    def configured(
        cls, rules: Mapping[str, str], *, validate: bool = True, file: str | None = None
    ) -> Options:
        """Read the severities of a configuration. Raises InputError for an unknown rule."""
        for rule in rules:
            if rule not in BY_ID:
                message = f"unknown rule {rule!r}; known: {', '.join(BY_ID)}"
                raise InputError(message, Location(file) if file else None)
        severities = {
            rule: None if severity == "off" else Severity(severity)
            for rule, severity in rules.items()
        }
        return cls(severities, validate)

    def severity(self, rule: Rule) -> Severity | None:
        """The severity of a rule, None if it is off."""
        return self.severities.get(rule.id, rule.severity)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, and in what."""

    document: Document
    variants: VariantSet | None
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def reaches(self, level: str) -> bool:
        """Whether a finding is as severe as ``level`` or more so; none reaches "never"."""
        if level == "never":
            return False
        return any(each.severity.rank <= Severity(level).rank for each in self.findings)


def check_all(document: Document, options: Options) -> Checked:
    """Make all variants of a document, if they can be made, and run the rules."""
    from apidocgen.variants.filter import make_variants

    variants: VariantSet | None = None
    refusals: tuple[InputError, ...] = ()
    try:
        variants = make_variants(document)
    except InputError as error:
        refusals = (error,)
    findings = tuple(check(document, variants, options, refusals))
    return Checked(document, variants, findings)


def check(
    document: Document,
    variants: VariantSet | None,
    options: Options | None = None,
    refusals: tuple[InputError, ...] = (),
) -> Iterator[Finding]:
    """Yield what the rules find in a document and its variants, in the order of the rules.

    Without variants, rules about what single audiences see find nothing; ``refusals`` are the
    reasons why there are none.
    """
    options = options or Options()
    subject = examine(document, variants, refusals=refusals, validate=options.validate)
    found = [
        (rule, severity, hit)
        for rule in RULES
        if (severity := options.severity(rule)) is not None
        for hit in rule.find(subject)
    ]
    places = _places(document, [hit for _, _, hit in found])
    order = audience_names(variants)
    findings = [_finding(*each, places) for each in found]
    yield from _without_repetition(_merged(findings, order))


def _finding(
    rule: Rule, severity: Severity, hit: Hit, places: Mapping[tuple[int, Path], Location]
) -> Finding:
    location = hit.location or places[id(hit.document), hit.path]
    return Finding(rule.id, severity, hit.message, to_pointer(hit.path), hit.audiences, location)


def _places(document: Document, hits: Iterable[Hit]) -> Mapping[tuple[int, Path], Location]:
    """Where all hits stand, with one reading of the source for each document."""
    asked: dict[int, tuple[Document, list[Path]]] = {}
    for hit in hits:
        if hit.location is None:
            key = id(hit.document)
            asked.setdefault(key, (hit.document or document, []))[1].append(hit.path)
    return {
        (key, path): location
        for key, (owner, paths) in asked.items()
        for path, location in owner.locate_all(paths).items()
    }


def _merged(findings: list[Finding], order: tuple[str, ...]) -> Iterator[Finding]:
    """The same thing found for several audiences, once with all of them."""
    groups: dict[tuple[str, str, Location], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.message, finding.location), []).append(finding)
    for group in groups.values():
        named = {name for finding in group for name in finding.audiences}
        ordered = (*(name for name in order if name in named), *sorted(named - set(order)))
        yield replace(group[0], audiences=ordered)


def _without_repetition(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Leave out what another finding explains.

    That is a refusal where there is another error in the same place, and OpenAPI's complaint of a
    field which was meant as an annotation.
    """
    kept = list(findings)
    explained = {
        each.location for each in kept if each.rule != REFUSED and each.severity is Severity.ERROR
    }
    misspelt = {each.location for each in kept if each.rule == MISSPELT}
    for each in kept:
        is_refused_again = each.rule == REFUSED and each.location in explained
        is_misspelt_too = each.rule == INVALID and each.location in misspelt
        if not (is_refused_again or is_misspelt_too):
            yield each
