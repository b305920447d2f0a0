"""The chain of reasons for what an audience sees and does not see."""

from __future__ import annotations

from pathlib import Path

import pytest

from apidocgen.spec.loading import load
from apidocgen.spec.problems import InputError
from apidocgen.variants.explain import explain
from apidocgen.variants.explaining.step import Explanation
from apidocgen.variants.filter import Filtering
from tests.variants.masters import document


@pytest.fixture(scope="module")
def reference(root: Path) -> Filtering:
    return Filtering(load(root / "specs/master.yaml", root=root).document)


def texts(answer: Explanation) -> list[str]:
    sign = {True: "+", False: "-", None: "."}
    return [f"{sign[step.passes]}{step.depth} {step.text}" for step in answer.steps]


def test_an_operation_of_a_higher_tier(reference: Filtering) -> None:
    answer = explain(reference, "free", "GET /api/v1/tag")
    assert not answer.visible
    assert texts(answer) == [
        "-0 path /api/v1/tag has nothing left",
        "-1 GET /api/v1/tag is for tier supporter and above",
        "-0 GET /api/v1/tag is for tier supporter and above",
        "+0 can use personalToken with tag_read",
        ".0 cannot use oauth2 with tag_read: this audience has no 'oauth2'",
    ]
    assert answer.steps[1].location is not None
    assert answer.steps[1].location.file == "specs/paths/tag.yaml"


def test_an_operation_whose_scopes_cannot_be_granted(reference: Filtering) -> None:
    answer = explain(reference, "third-party", "list_sleep")
    assert not answer.visible
    assert texts(answer) == [
        (
            "+0 GET /api/v1/metrics/sleep is for tier supporter and above; "
            "tiers do not restrict this audience"
        ),
        "-0 GET /api/v1/metrics/sleep needs what this audience cannot have, in every alternative",
        (
            ".0 cannot use personalToken with sleep_read: this audience has no 'personalToken'; "
            "scope 'sleep_read' cannot be granted to it"
        ),
        ".0 cannot use oauth2 with sleep_read: scope 'sleep_read' cannot be granted to it",
    ]


def test_a_property(reference: Filtering) -> None:
    answer = explain(reference, "supporter", "CurrentStatistics.fitnessForecast")
    assert not answer.visible
    assert texts(answer)[0].endswith("fitnessForecast is for tier premium and above")
    assert explain(reference, "premium", "CurrentStatistics.fitnessForecast").visible


def test_a_component_says_who_uses_it(reference: Filtering) -> None:
    kept = explain(reference, "free", "SleepCreate")
    assert kept.visible
    assert texts(kept)[0].startswith("+0 component schemas/SleepCreate is used by ")
    assert " is used by path /" in texts(kept)[-1]
    dropped = explain(reference, "free", "#/components/schemas/TrackData")
    assert not dropped.visible
    assert texts(dropped) == [
        "-0 nothing visible uses component schemas/TrackData",
        ".1 used by path /api/v1/activity/{id}/trackdata, which is hidden itself",
    ]


def test_a_scope_and_an_alias(reference: Filtering) -> None:
    refused = explain(reference, "third-party", "sleep_read")
    assert not refused.visible
    assert texts(refused)[0] == "-0 'sleep_read' cannot be granted to third-party"
    alias = explain(reference, "third-party", "health_metrics_write")
    assert alias.visible
    assert "+0 needed by POST /api/v1/metrics" in texts(alias)


def test_a_path_that_refers_to_an_item_others_share() -> None:
    answer = {"responses": {"200": {"description": "fine"}}}
    master = document(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "x-tiers": ["free", "premium"],
            "x-audiences": {"free": {"tier": "free"}},
            "paths": {
                "/open": {"x-tier": "free", "$ref": "#/components/pathItems/Shared"},
                "/closed": {"x-tier": "premium", "$ref": "#/components/pathItems/Shared"},
            },
            "components": {"pathItems": {"Shared": {"get": answer}}},
        }
    )
    shown = explain(Filtering(master), "free", "GET /open")
    assert shown.visible
    assert "+0 component pathItems/Shared is used by path /open" in texts(shown)
    hidden = explain(Filtering(master), "free", "get /closed")
    assert not hidden.visible
    assert texts(hidden)[0] == "-0 path /closed is for tier premium and above"


@pytest.mark.parametrize("target", ["nothing_like_it", "GET /nowhere", "#/components/schemas/No"])
def test_what_is_not_there_is_said_in_one_line(reference: Filtering, target: str) -> None:
    with pytest.raises(InputError, match="nothing is called"):
        explain(reference, "free", target)


def test_an_unknown_audience_is_said_in_one_line(reference: Filtering) -> None:
    with pytest.raises(InputError, match="unknown audience 'gold'; declared: free, supporter"):
        explain(reference, "gold", "list_sleep")


def test_an_operation_of_another_method_is_called_like_any_other() -> None:
    link = {"x-tier": "premium", "responses": {"200": {"description": "d"}}}
    master = document(
        {
            "openapi": "3.2.0",
            "info": {"title": "T", "version": "1"},
            "x-tiers": ["free", "premium"],
            "x-audiences": {"free": {"tier": "free"}},
            "paths": {"/runs": {"additionalOperations": {"LINK": link}}},
        }
    )
    answer = explain(Filtering(master), "free", "LINK /runs")
    assert texts(answer) == [
        "-0 path /runs has nothing left",
        "-1 LINK /runs is for tier premium and above",
        "-0 LINK /runs is for tier premium and above",
        "+0 can use anonymous access",
    ]


def test_annotations_around_what_was_taken_from_inside_of_another_file(tmp_path: Path) -> None:
    (tmp_path / "item.yaml").write_text(
        "x-tier: premium\nget:\n  parameters:\n    - {name: q, in: query, schema: {type: string}}\n"
    )
    (tmp_path / "api.yaml").write_text(
        "openapi: 3.1.0\n"
        "info: {title: T, version: '1'}\n"
        "x-tiers: [free, plus, premium]\n"
        "x-audiences: {free: {tier: free}, premium: {tier: premium}}\n"
        "x-tier: free\n"
        "paths:\n"
        "  /b: {get: {parameters: [{$ref: 'item.yaml#/get/parameters/0'}], responses: {}}}\n"
    )
    filtering = Filtering(load(tmp_path / "api.yaml").document)
    hidden = explain(filtering, "free", "#/components/parameters/0")
    because = [step for step in hidden.steps if step.passes is False]
    assert [step.text for step in because] == [
        "component parameters/0 comes from inside of what is for tier premium and above"
    ]
    place = because[0].location
    assert place is not None
    assert (Path(place.file).name, place.line, place.column) == ("item.yaml", 1, 1)
    shown = explain(filtering, "premium", "#/components/parameters/0")
    assert shown.visible
    assert f"+0 {because[0].text}" in texts(shown)


def test_annotations_around_count_besides_those_of_the_element(tmp_path: Path) -> None:
    (tmp_path / "item.yaml").write_text(
        "x-tier: plus\nget:\n  parameters:\n"
        "    - {name: q, x-tier: premium, in: query, schema: {type: string}}\n"
    )
    (tmp_path / "api.yaml").write_text(
        "openapi: 3.1.0\n"
        "info: {title: T, version: '1'}\n"
        "x-tiers: [free, plus, premium]\n"
        "x-audiences: {plus: {tier: plus}}\n"
        "x-tier: free\n"
        "paths:\n"
        "  /b: {get: {parameters: [{$ref: 'item.yaml#/get/parameters/0'}], responses: {}}}\n"
    )
    answer = explain(
        Filtering(load(tmp_path / "api.yaml").document), "plus", "#/components/parameters/0"
    )
    assert texts(answer)[1:] == [
        "+0 component parameters/0 comes from inside of what is for tier plus and above",
        "-0 component parameters/0 is for tier premium and above",
    ]
