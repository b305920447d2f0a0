"""What a project may write in `mkdocs.yml`, and what that comes to once paths are resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as option
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from apidocgen.spec.problems import InputError, Location

DEFAULT_CONFIG = Path("mkdocs.yml")
PLUGIN = "apidocgen"
TEMPLATES = "templates"
SEVERITIES = ("off", "info", "warning", "error")


class Severities(option.Type[dict[str, str]]):
    """A mapping of rule id → severity; `false`, YAML's reading of `off`, means off."""

    def __init__(self) -> None:
        super().__init__(dict, default={})

    def run_validation(self, value: object) -> dict[str, str]:
        """Check every severity by name, so that the message can say which rule is meant."""
        rules = super().run_validation(value)
        return {str(rule): self._severity(str(rule), given) for rule, given in rules.items()}

    def _severity(self, rule: str, given: object) -> str:
        severity = "off" if given is False else given
        if severity in SEVERITIES:
            return str(severity)
        raise ValidationError(f"rule '{rule}': expected one of {', '.join(SEVERITIES)}")


class Keyed(BaseConfigOption[str]):
    """`{key: TEXT}`, or `false` for none; `true` stands for the usual text where there is one."""

    def __init__(self, key: str, usual: str = "") -> None:
        super().__init__()
        self.key, self.usual, self.default = key, usual, ""

    def run_validation(self, value: object) -> str:
        """Reduce what is written to the text, empty for none."""
        if value is None or value is False or value == "":
            return ""
        if value is True and self.usual:
            return self.usual
        text = value.get(self.key) if isinstance(value, dict) and len(value) == 1 else None
        if isinstance(text, str) and text:
            return text
        either = "true or " if self.usual else ""
        raise ValidationError(f"expected {either}a mapping with the one key '{self.key}'")


class SourceAddress(option.Type[str]):
    """A web address with gaps for a file and a line; a misspelt gap would stand in every link."""

    gaps = ("{file}", "{line}")

    def __init__(self) -> None:
        super().__init__(str, default="")

    def run_validation(self, value: object) -> str:
        """Check the gaps, and that links can be made of it at all."""
        address = super().run_validation(value)
        for gap in re.findall(r"\{[^{}]*\}", address):
            if gap not in self.gaps:
                raise ValidationError(f"unknown gap '{gap}', there are {' and '.join(self.gaps)}")
        if address and not address.lower().startswith(("https://", "http://")):
            raise ValidationError(f"expected an address that starts with https://, not '{address}'")
        return address


class PluginConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's section in `mkdocs.yml`; paths are relative to that file."""

    spec = option.Type(str, default="specs/master.yaml")
    """The master document."""

    overlays = option.ListOfItems(option.Type(str), default=[])
    """OpenAPI Overlays, applied in order."""

    audiences = option.Optional(option.ListOfItems(option.Type(str)))
    """Which audiences to publish; all that the document publishes when absent."""

    templates = option.Optional(option.Dir(exists=True))
    """A folder whose templates, texts and assets win over the built-in ones, file by file.

    Without it, the one called `templates` if there is one.
    """

    validate_ = option.Type(bool, default=True)
    """Whether the master is validated against OpenAPI's own schemas."""

    rules = Severities()
    """Severity per lint rule."""

    audit_allow = option.ListOfItems(option.Type(str), default=[])
    """Names and texts that the leak audit would report, and that somebody found harmless."""

    source_url = SourceAddress()
    """Where readers find the source, with `{file}` and `{line}`, for links to it."""

    changes = Keyed("base")
    """What the page "What changed" compares with: a file, or `REV:path` from git."""

    changelog = Keyed("tags", usual="v*")
    """Which tags of the repository are the releases in the page "Changelog"."""

    console = option.Type(bool, default=False)
    """Whether each audience gets a page on which calls can be tried."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The resolved configuration: absolute paths and nothing left to default."""

    root: Path
    spec: Path
    overlays: tuple[Path, ...] = ()
    audiences: tuple[str, ...] | None = None
    templates: Path | None = None
    validate: bool = True
    rules: Mapping[str, str] = field(default_factory=dict)
    audit_allow: tuple[str, ...] = ()
    source_url: str = ""
    changes: str = ""
    changelog: str = ""
    console: bool = False
    config_file: Path | None = None


def resolve_settings(written: PluginConfig, config_file: Path | None) -> Settings:
    """Turn a validated plugin section into settings; paths start where `mkdocs.yml` lies."""
    root = (config_file.parent if config_file else Path()).resolve()
    return Settings(
        root=root,
        spec=root / written.spec,
        overlays=tuple(root / overlay for overlay in written.overlays),
        audiences=None if written.audiences is None else tuple(written.audiences),
        templates=_templates(written.templates, root),
        validate=written.validate_,
        rules=dict(written.rules),
        audit_allow=tuple(written.audit_allow),
        source_url=written.source_url,
        changes=written.changes,
        changelog=written.changelog,
        console=written.console,
        config_file=config_file.resolve() if config_file else None,
    )


def _templates(written: str | None, root: Path) -> Path | None:
    """The folder of the project's own templates, if it has one."""
    folder = root / (written or TEMPLATES)
    return folder if folder.is_dir() else None


def read_settings(config_file: Path | None = None, *, needs_plugin: bool = False) -> Settings:
    """Read the plugin's section without loading MkDocs' themes and plugins.

    Without an argument, `mkdocs.yml` in the current folder is read if there is one; a project
    without it gets the defaults. Raises InputError for a file that cannot be used, and, with
    `needs_plugin`, for one without the plugin.
    """
    if config_file is None and not DEFAULT_CONFIG.is_file():
        return resolve_settings(_validated({}, DEFAULT_CONFIG), None)
    path = config_file or DEFAULT_CONFIG
    section = _plugin_section(_read(path))
    if section is None and needs_plugin:
        raise plugin_missing(path)
    return resolve_settings(_validated(section or {}, path), path)


def plugin_missing(config_file: Path) -> InputError:
    """What is wrong with a configuration that our plugin is to be found in, and is not."""
    reason = f"the plugin '{PLUGIN}' is not in 'plugins', so that no document is named"
    return InputError(reason, Location(str(config_file)))


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            read = yaml_load(stream)
    except OSError as error:
        raise InputError(f"cannot read: {error.strerror}", Location(str(path))) from error
    except ConfigurationError as error:
        raise _unreadable(path, error.__cause__ or error.__context__ or error) from error
    except Exception as error:
        raise _unreadable(path, error) from error
    if not isinstance(read, dict):
        raise InputError("expected a mapping of settings", Location(str(path)))
    return read


def _unreadable(path: Path, error: BaseException) -> InputError:
    """What the YAML reader says, with the place it gives."""
    mark = getattr(error, "problem_mark", None)
    place = Location(str(path), mark.line + 1, mark.column + 1) if mark else Location(str(path))
    return InputError(" ".join(str(getattr(error, "problem", None) or error).split()), place)


def _plugin_section(read: Mapping[str, Any]) -> dict[str, Any] | None:
    """The plugin's options, whether `plugins` is written as a list or as a mapping."""
    plugins = read.get("plugins") or []
    for entry in [plugins] if isinstance(plugins, dict) else plugins:
        if entry == PLUGIN:
            return {}
        if isinstance(entry, dict) and PLUGIN in entry:
            options = entry[PLUGIN]
            return dict(options) if isinstance(options, dict) else {}
    return None


def _validated(section: dict[str, Any], path: Path) -> PluginConfig:
    config = PluginConfig(config_file_path=str(path))
    config.load_dict(section)
    errors, warnings = config.validate()
    for key, problem in [*errors, *warnings]:
        raise InputError(f"plugin '{PLUGIN}', option '{key}': {problem}", Location(str(path)))
    return config
