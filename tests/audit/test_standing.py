"""What makes a hidden name seen, and what does not: each case a small master, in both directions."""

from __future__ import annotations

import pytest

from apidocgen.spec.writing import dump
from apidocgen.variants.auditing.audit import Audit
from apidocgen.variants.filter import Filtering
from tests.audit.test_secrets import filtering

HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n"
OBJECT = "{type: object, properties: {bloodGlucose: {x-internal: true, type: string}, hr: {}}}"
OK = "responses: {'200': {description: ok}}"
HIDDEN_VALUE = "type: string, enum: [plain, gilded], x-enum-values: {gilded: {x-internal: true}}"


def operation(path: str, body: str) -> str:
    return f"  /{path}: {{get: {{operationId: op_{path}, {body}}}}}\n"


def answer(content: str, schema: str = OBJECT) -> str:
    json = f"application/json: {{schema: {schema}}}"
    return f"responses: {{'200': {{description: ok, content: {{{json}, {content}}}}}}}"


def leaks(paths: str) -> set[str]:
    made: Filtering = filtering(HEAD + paths)
    audit = Audit(made)
    return {
        leak.secret
        for audience in made.access.audiences
        for form in ("yaml", "json")
        for leak in audit.text(
            audience.name, dump(made.view(audience).tree, form).decode(), f".{form}", "file"
        )
    }


TEXT = "text/csv: {schema: {type: string}, example: %s}"
SAMPLE = "parameters: [{name: bloodGlucose, in: query, x-internal: true, schema: {}}], "

LEFT_BEHIND = {
    "CSV": operation("a", answer(TEXT % '"hr,bloodGlucose\\n1,2"')),
    "an event stream": operation("a", answer(TEXT % '"event: bloodGlucose\\ndata: 1"')),
    "XML": operation("a", answer(TEXT % '"<a><bloodGlucose>1</bloodGlucose></a>"')),
    "names in an extension": operation("a", answer("text/x: {x-order: [bloodGlucose, hr]}")),
    "keys in an extension": operation("a", answer("text/x: {x-like: {bloodGlucose: 1}}")),
    "the address of an example": operation(
        "a",
        answer("text/x: {examples: {e: {externalValue: 'https://e.example/bloodGlucose.json'}}}"),
    ),
    "a code sample": operation(
        "a", SAMPLE + "x-codeSamples: [{lang: sh, source: 'curl /a?bloodGlucose=1'}], " + OK
    ),
    "a code sample and an extension with the same": operation(
        "a",
        SAMPLE
        + "x-codeSamples: [{lang: sh, source: 'curl /a?bloodGlucose=1'}], "
        + "x-readme: {samples: [{code: 'curl /a?bloodGlucose=1'}]}, "
        + OK,
    ),
}


@pytest.mark.parametrize("kind", LEFT_BEHIND)
def test_a_hidden_name_left_behind_in_a_visible_element_is_a_leak(kind: str) -> None:
    assert leaks(LEFT_BEHIND[kind]) == {"bloodGlucose"}


def test_a_hidden_value_in_an_extension_is_a_leak() -> None:
    schema = f"{{{HIDDEN_VALUE}}}"
    assert leaks(operation("a", answer("text/x: {x-like: [gilded]}", schema))) == {"gilded"}


def test_the_name_of_a_hidden_kind_in_an_extension_is_a_leak() -> None:
    schemas = (
        "components:\n  schemas:\n"
        "    Pet: {type: object, properties: {kind: {}}, discriminator:"
        " {propertyName: kind, mapping: {gilded: Fox, plain: Cat}}}\n"
        "    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}\n"
        "    Fox: {x-internal: true, allOf: [{$ref: '#/components/schemas/Pet'}]}\n"
    )
    pet = "{$ref: '#/components/schemas/Pet'}"
    assert leaks(operation("a", answer("text/x: {x-like: [gilded]}", pet)) + schemas) == {"gilded"}
    assert leaks(operation("a", answer("text/x: {x-like: [plain]}", pet)) + schemas) == set()


@pytest.mark.parametrize(
    "said",
    [
        "summary: How bloodGlucose is read, ",
        "tags: [bloodGlucose], ",
        "parameters: [{name: bloodGlucose, in: query, schema: {}}], ",
        "parameters: [{name: sort, in: query, schema: {enum: [bloodGlucose]}}], ",
    ],
)
@pytest.mark.parametrize("kind", LEFT_BEHIND)
def test_what_a_visible_element_says_or_declares_is_seen(kind: str, said: str) -> None:
    tags = "tags: [{name: bloodGlucose}]\n" if "tags" in said else ""
    other = operation("said", said + OK)
    assert leaks(LEFT_BEHIND[kind] + other + tags) == set()


def pair(shown: str, hidden: str = "") -> str:
    """Two operations, the second of them hidden."""
    return operation("a", shown) + operation("b", f"x-internal: true, {hidden or shown}")


HARMLESS = {
    "the same extension on both": pair("x-vendor-lifecycle: {state: Ready_1}, " + OK),
    "the same undeclared key in both examples": pair(
        answer("text/x: {example: {apiResourceId: 1}}", "{type: object}")
    ),
    "a key that is a property only of a hidden operation's body": pair(
        answer("text/x: {example: {bloodGlucose: 1}}", "{type: object}"),
        answer("text/x: {}", "{type: object, properties: {bloodGlucose: {}}}"),
    ),
    "a key that is a parameter only of a hidden operation": operation(
        "a", answer("text/x: {example: {bloodGlucose: 1}}", "{type: object}")
    )
    + operation(
        "b", "x-internal: true, parameters: [{name: bloodGlucose, in: query, schema: {}}], " + OK
    ),
    "the same text in both code samples": pair(
        "x-codeSamples: [{lang: js, source: 'new FitnessClient().run()'}], " + OK
    ),
    "a mapping to a visible schema": pair(
        answer("text/x: {schema: {$ref: '#/components/schemas/Cat'}}", "{}"),
        answer("text/x: {schema: {$ref: '#/components/schemas/Pet'}}", "{}"),
    )
    + "components:\n  schemas:\n"
    + "    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator:"
    + " {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}}\n"
    + "    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}\n",
    "a sentence that only two strings make together": pair(
        answer(
            "text/x: {}",
            "{properties: {pic: {description: A thumbnail of the file}, version: {type: string}}}",
        ),
        "description: A thumbnail of the file version, " + OK,
    ),
    "a name that differs in its letters' case": operation(
        "a", answer("text/x: {}", "{type: object, x-order: [variableMode]}")
    )
    + "components: {schemas: {VariableMode: {x-internal: true, type: string}}}\n",
    "a hidden name as the value of a visible example": operation(
        "a", answer("text/x: {example: {kind: bloodGlucose}}")
    ),
    "an address in a visible example": pair(
        answer("text/x: {example: {url: 'https://example.org/op/b'}}")
    ),
    "prose in a visible example": operation(
        "a", answer("text/x: {example: {error: 'Not found: bloodGlucose'}}")
    ),
    "prose of several lines": operation(
        "a", answer(TEXT % '"# Welcome\\n\\nHere bloodGlucose is explained to all."')
    ),
    "what is left of JSON in a text": operation(
        "a",
        answer(
            "text/x: {}",
            f'{{allOf: [{OBJECT}], example: \'{{"hr": "A_B_C", "bloodGlucose": 1}}\'}}',
        ),
    ),
    "a tag that nothing declares but a visible operation": operation(
        "a", "tags: [bloodGlucose], " + answer("text/x: {}")
    ),
    "the key of a mapping that leads to a visible schema": operation(
        "a",
        answer(
            "text/x: {schema: {$ref: '#/components/schemas/Pet'}}",
        ),
    )
    + "components:\n  schemas:\n"
    + "    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator:"
    + " {propertyName: kind, mapping: {bloodGlucose: '#/components/schemas/Cat'}}}\n"
    + "    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}\n",
    "an extension that something hidden has as well, and a name that nothing at all uses": operation(
        "a",
        "responses: {'200': {description: a, x-of: {errors: {domain_of: A}}}, "
        "'500': {x-internal: true, description: b, x-of: {errors: {domain_of: B}}}}",
    )
    + "components: {schemas: {Unused: {properties: {domain_of: {}}}}}\n",
    "a key that something unused declares too": operation(
        "a", answer("text/x: {example: {bloodGlucose: 1}}")
    )
    + "components: {schemas: {Unused: {properties: {bloodGlucose: {}}}}}\n",
}


def test_what_json_in_a_text_has_lost_is_a_secret() -> None:
    written = '\'{"hr": "A_B_C", "bloodGlucose": "D_E_F"}\''
    schema = f"{{allOf: [{OBJECT}], example: {written}}}"
    made: Filtering = filtering(HEAD + operation("a", answer("text/x: {}", schema)))
    found = Audit(made).text("all", "A_B_C D_E_F bloodGlucose", ".txt", "all.txt")
    assert {leak.secret for leak in found} == {"D_E_F", "bloodGlucose"}


def test_a_hidden_tag_that_is_left_behind_is_a_leak() -> None:
    tags = "tags: [{name: bloodGlucose, x-internal: true}]\n"
    made = operation("a", f"tags: [bloodGlucose], x-order: [bloodGlucose], {OK}") + tags
    assert leaks(made) == {"bloodGlucose"}


def test_an_xml_declaration_is_no_secret() -> None:
    example = """'<?xml version="1.0" encoding="UTF-8"?><a>Four words in it</a>'"""
    hidden = operation("b", "x-internal: true, " + answer(TEXT % example))
    made: Filtering = filtering(HEAD + operation("a", OK) + hidden)
    page = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset></urlset>'
    assert list(Audit(made).text("all", page, ".xml", "all/sitemap.xml")) == []
    page = page.replace("<urlset>", "<urlset>Four <b>words</b> in it")
    assert len(list(Audit(made).text("all", page, ".xml", "all/sitemap.xml"))) == 1


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_is_no_leak_is_not_reported(kind: str) -> None:
    assert leaks(HARMLESS[kind]) == set()


def test_a_hidden_value_with_a_slash_in_a_code_sample_is_left_behind() -> None:
    parameter = (
        "{name: kind, in: query, schema: {type: string, enum: [all, payouts/settled], "
        "x-enum-values: {payouts/settled: {x-internal: true}}}}"
    )
    sample = "x-codeSamples: [{lang: sh, source: 'curl /a?kind=payouts/settled'}]"
    assert leaks(operation("a", f"parameters: [{parameter}], {sample}, {OK}")) == {
        "payouts/settled"
    }
