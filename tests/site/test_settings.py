from __future__ import annotations

from pathlib import Path

import pytest

from apidocgen.site.settings import Settings, read_settings
from apidocgen.spec.problems import InputError


def written(folder: Path, text: str) -> Path:
    path = folder / "mkdocs.yml"
    path.write_text(text)
    return path


def test_paths_start_where_mkdocs_yml_lies(tmp_path: Path) -> None:
    (tmp_path / "look").mkdir()
    file = written(
        tmp_path,
        "plugins:\n- search\n- apidocgen:\n    spec: a/api.yaml\n    overlays: [b.yaml]\n"
        "    audiences: [free]\n    templates: look\n    validate: false\n"
        "    rules: {some-rule: off, other-rule: error}\n    source_url: https://x/{file}\n",
    )
    assert read_settings(file) == Settings(
        root=tmp_path,
        spec=tmp_path / "a/api.yaml",
        overlays=(tmp_path / "b.yaml",),
        audiences=("free",),
        templates=tmp_path / "look",
        validate=False,
        rules={"some-rule": "off", "other-rule": "error"},
        source_url="https://x/{file}",
        config_file=file,
    )


@pytest.mark.parametrize(
    "text", ["plugins: [search, apidocgen]", "plugins: {apidocgen: {}}", "site_name: x", "{}"]
)
def test_everything_has_a_default(tmp_path: Path, text: str) -> None:
    settings = read_settings(written(tmp_path, text))
    assert settings.spec == tmp_path / "specs/master.yaml"
    assert settings.audiences is None
    assert settings.templates is None
    assert settings.validate


def test_a_folder_of_templates_is_found_by_its_usual_name(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    assert read_settings(written(tmp_path, "{}")).templates == tmp_path / "templates"


def test_without_mkdocs_yml_there_are_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings().config_file is None


def test_tags_and_inheritance_of_mkdocs_are_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEC", "from-environment.yaml")
    (tmp_path / "base.yml").write_text("plugins: {apidocgen: {spec: !ENV SPEC}}\n")
    text = "INHERIT: base.yml\nx: !!python/name:pymdownx.superfences.fence_code_format\n"
    assert read_settings(written(tmp_path, text)).spec == tmp_path / "from-environment.yaml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plugins: [{apidocgen: {spce: x}}]", "option 'spce'"),
        ("plugins: [{apidocgen: {spec: [x]}}]", "option 'spec'"),
        ("plugins: [{apidocgen: {audiences: free}}]", "option 'audiences'"),
        ("plugins: [{apidocgen: {rules: {r: loud}}}]", "rule 'r': expected one of off, info"),
        ("plugins: [{apidocgen: {overlays: [1]}}]", "option 'overlays'"),
        (
            "plugins: [{apidocgen: {source_url: 'https://x/{fil}#L{line}'}}]",
            "option 'source_url': unknown gap '{fil}', there are {file} and {line}",
        ),
        ("plugins: [{apidocgen: {source_url: git.example/x}}]", "starts with https://"),
        ("plugins: [{apidocgen: {templates: templats}}]", "templats' isn't an existing directory"),
        ("plugins: [", "mkdocs.yml:1:11: "),
        ("- a", "expected a mapping"),
        ("INHERIT: nowhere.yml", "nowhere.yml"),
    ],
)
def test_mistakes_are_one_line_with_a_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_settings(written(tmp_path, text))
    assert message in str(caught.value)
    assert str(tmp_path / "mkdocs.yml") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        read_settings(tmp_path / "mkdocs.yml")
