"""Pages speak the reader's language: every fixed text has a German one."""

import json
import re
from pathlib import Path

import yaml

from apidocgen.reference.environment import template_folders
from apidocgen.reference.pages import Options, render_pages
from apidocgen.reference.phrases import Phrases, phrases_for
from apidocgen.spec.document import Document
from apidocgen.variants.filter import make_variants
from tests.reference.building import MINIMAL
from tests.reference.test_access_box import SCHEMES, read_box
from tests.reference.test_operation_page import SOURCE

GERMAN = phrases_for("de", template_folders(None))


def test_gaps_are_filled_with_phrases() -> None:
    assert GERMAN("array of strings") == "Liste von Texten"
    assert (
        GERMAN("map of arrays of integers (int64)")
        == "Zuordnung von Namen zu Listen von Ganzzahlen (int64)"
    )
    assert GERMAN("1 to 255 characters") == "1 bis 255 Zeichen"
    assert GERMAN("exactly 1 item") == "genau 1 Element"
    assert GERMAN("at least 2 matching items") == "mindestens 2 passende Elemente"
    assert Phrases({})("array of strings") == "array of strings"


def test_values_fill_gaps_as_they_are_and_in_any_order() -> None:
    say = Phrases({"{} of {}": "{2}: {1}", "{} field": "ein Feld", "{} fields": "{} Felder"})
    assert say("{} of {}", "string", "{}") == "{}: string"
    assert GERMAN("See all of {}", "string") == "Alles zu string"
    assert say.counted(1, "{} field", "{} fields") == "ein Feld"
    assert say.counted(2, "{} field", "{} fields") == "2 Felder"


def test_every_fixed_text_of_the_templates_is_in_the_catalogue(root: Path) -> None:
    catalogue = json.loads((root / "templates/reference/phrases/de.json").read_text())
    templates = [*(root / "templates/reference").glob("*.html")]
    assert len(templates) > 12
    said = {
        phrase: template.name
        for template in templates
        for phrase in re.findall(r'\{\{ "([^"{}]+)"\|t', template.read_text())
    }
    assert len(said) > 100
    assert {phrase: name for phrase, name in said.items() if phrase not in catalogue} == {}


def pages(source: str) -> dict[str, str]:
    tree = {**MINIMAL, **yaml.safe_load(source)}
    variants = make_variants(Document(tree, "3.1", "t", lambda _paths: {}))
    return {page.address: page.html for page in render_pages(variants, Options(language="de"))}


def test_an_operation_reads_german() -> None:
    html = pages(SOURCE)["operations/putPet/"]
    words = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))
    for said in ("Diese Operation ist veraltet", "Pfad-Parameter", "erforderlich", "1 bis 99",
                 "Vorgabe 1", "Liste von Ganzzahlen", "Ganzzahl oder null", "nur lesen",
                 "Enthält sich selbst", "Antworten", "kein Element doppelt"):  # fmt: skip
        assert said in words
    for left in ("Request body", "required", "Responses", "read-only", "Needs", "deprecated"):
        assert left not in words


def test_the_access_box_reads_german() -> None:
    html = pages(f"""{SCHEMES}
paths:
  /x: {{get: {{operationId: x, security: [{{oauth: [a, b]}}, {{personalToken: [], bearerAuth: []}}], responses: {{}}}}}}
  /y: {{get: {{operationId: y, security: [{{}}, {{oauth: [a]}}], responses: {{}}}}}}
""")
    assert read_box(html["operations/x/"]).sentence == (
        "Benötigt OAuth2 mit a und b, oder ein persönliches Token und dazu ein Bearer-Token."
    )
    assert read_box(html["operations/y/"]).sentence == (
        "Geht ohne Anmeldung; wahlweise auch: OAuth2 mit a."
    )
