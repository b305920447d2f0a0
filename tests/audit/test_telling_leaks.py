"""A leak is told once for each secret, with the place of the master to mend and what to do there."""

from __future__ import annotations

import pytest

from apidocgen.spec.pointer import parse_pointer
from apidocgen.spec.writing import dump
from apidocgen.variants.auditing.audit import Audit
from apidocgen.variants.auditing.leaks import Leak, by_secret
from apidocgen.variants.auditing.ownership import EVERYBODY
from apidocgen.variants.auditing.saying import OF_FILES, remedy_at
from apidocgen.variants.filter import Filtering
from tests.audit.test_secrets import filtering
from tests.audit.test_standing import HEAD, LEFT_BEHIND

KIOSK = """\
openapi: 3.1.0
info: {title: T, version: '1'}
x-tiers: [free, plus]
x-audiences:
  pub: {tier: free}
  kiosk: {publish: false, title: At the gate, description: The machines at every gate.}
paths:
  /open: {get: {x-tier: free, operationId: parkCar, responses: {'200': {description: ok}}}}
  /ticket:
    get:
      x-audience: kiosk
      operationId: printTicket
      summary: Tickets for all who wait at the gate
      responses: {'200': {description: ok}}
  /drawer: {get: {x-internal: true, operationId: openDrawer, responses: {'200': {description: d}}}}
"""


def leak(file: str, line: int = 1, audience: str = "free", said: str = "cellarKey") -> Leak:
    return Leak(audience, file, line, said, "m.yaml:1:1 (#/x)")


def test_a_secret_is_told_once_with_some_of_its_files() -> None:
    leaks = [leak(f"free/{number}.html", number) for number in range(5)]
    told = by_secret([*leaks[:3], leak("free/a.html", said="other"), *leaks[3:]])
    end = "leaks to free; hidden at m.yaml:1:1 (#/x)"
    files = "free/0.html (its name), free/1.html:1, free/2.html:2 and 2 more"
    assert [str(each) for each in told] == [
        f"{files}: 'cellarKey' {end}",
        f"free/a.html:1: 'other' {end}",
    ]


def test_what_leaks_to_all_leaks_to_everybody() -> None:
    told = by_secret([leak("index.html", audience=EVERYBODY), leak("index.html")])
    assert [" leaks to everybody; " in str(each) for each in told] == [True, False]


SAID = {
    "CSV": ("content/text~1csv/example", "`examples`"),
    "names in an extension": ("content/text~1x/x-order/0", "extension"),
    "keys in an extension": ("content/text~1x/x-like/bloodGlucose", "extension"),
    "the address of an example": ("content/text~1x/examples/e/externalValue", "annotate"),
    "a code sample": ("x-codeSamples/0/source", "code sample"),
}


@pytest.mark.parametrize("kind", SAID)
def test_a_leak_is_traced_to_the_place_that_says_it(kind: str) -> None:
    made = filtering(HEAD + LEFT_BEHIND[kind])
    audit, audience = Audit(made), made.access.audiences[0]
    text = dump(made.view(audience).tree, "yaml").decode()
    traced = audit.traced(audit.text(audience.name, text, ".yaml", "file.yaml"))
    assert traced
    pointer, remedy = SAID[kind]
    assert all(each.said_at[0].endswith(f"/{pointer})") for each in traced)
    assert all(remedy in each.remedy for each in traced)
    assert "; said at m.yaml (#/paths/~1a/get/" in str(by_secret(traced)[0])


def test_the_place_is_one_of_the_master_where_the_variant_has_lost_what_is_before_it() -> None:
    made = filtering(
        HEAD
        + "  /a: {get: {parameters: [{name: velvetDrawer, in: query, x-internal: true, schema: {}},"
        " {name: b, in: query, schema: {}, x-like: velvetDrawer}],"
        " responses: {'200': {description: ok}}}}\n"
    )
    audit = Audit(made)
    [found] = audit.traced(audit.text("all", "openapi: 3.1.0\na: velvetDrawer\n", ".yaml", "x"))
    assert found.said_at == ("m.yaml (#/paths/~1a/get/parameters/1/x-like)",)


def test_what_no_document_says_is_said_by_the_file() -> None:
    audit = Audit(filtering(KIOSK))
    for name, text in (("pub", "<p>printTicket</p>"), (EVERYBODY, "openDrawer")):
        [found] = audit.traced(audit.text(name, text, ".html", "a.html"))
        assert (found.said_at, found.remedy) == ((), OF_FILES)


@pytest.mark.parametrize(
    ("pointer", "remedy"),
    [
        ("/info/description", "mark the words"),
        ("/components/schemas/A/title", "mark the words"),
        ("/components/examples/A/value/b", "`examples`"),
        ("/components/schemas/A/default", "annotate what says it"),
        ("/components/schemas/A/required/0", "annotate what says it"),
        ("/components/schemas/A/x-order/0", "extension"),
    ],
)
def test_what_to_do_depends_on_what_says_it(pointer: str, remedy: str) -> None:
    assert remedy in remedy_at(parse_pointer(pointer))


# -- audiences that are not published ------------------------------------------------------------


@pytest.fixture
def kiosk() -> Filtering:
    return filtering(KIOSK)


def audited(made: Filtering, *names: str) -> Audit:
    return Audit(made, [made.view(made.audience(name)) for name in names])


def test_an_unpublished_audience_may_know_its_own_name(kiosk: Filtering) -> None:
    found = audited(kiosk, "kiosk").text("kiosk", "kiosk printTicket openDrawer", ".html", "a")
    assert [each.secret for each in found] == ["openDrawer"]


@pytest.mark.parametrize("names", [("pub",), ("pub", "kiosk")])
def test_nobody_else_may_know_it_from_the_document(
    kiosk: Filtering, names: tuple[str, ...]
) -> None:
    text = "openapi: 3.1.0\nx-like: [kiosk]\n"
    assert [each.secret for each in audited(kiosk, *names).text("pub", text, ".yaml", "a")] == [
        "kiosk"
    ]


def test_pages_name_the_audiences_of_one_site_to_each_other(kiosk: Filtering) -> None:
    page = "<a>kiosk</a> <b>At the gate</b> The machines at every gate. printTicket"
    alone = audited(kiosk, "pub").text("pub", page, ".html", "a")
    assert {each.secret for each in alone} == {"kiosk", "printTicket"}
    both = audited(kiosk, "pub", "kiosk").text("pub", page, ".html", "a")
    assert {each.secret for each in both} == {"printTicket"}
