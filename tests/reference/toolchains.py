"""Running samples: all of a language in one go, since starting and building take longest.

What a sample leaves to the project around it is added here: a Java file needs a class, a C# file
with statements at the top needs a compiler newer than Mono's, the one that Debian has.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

REQUIRED = "APIDOCGEN_REQUIRE_TOOLCHAINS"
Samples = Mapping[str, str]
"""Code by the name of its case."""


@dataclass(frozen=True)
class Toolchain:
    """What a language needs on this machine, and how all samples are run in a folder.

    ``run`` returns what went wrong, or nothing.
    """

    programs: tuple[str, ...]
    run: Callable[[Samples, Path], str]
    module: str = ""

    def missing(self) -> str:
        """What is missing to run it."""
        lacking = [each for each in self.programs if not shutil.which(each)]
        lacking += [self.module] if self.module and not find_spec(self.module) else []
        return ", ".join(lacking)


def toolchain(language: str) -> Toolchain:
    """The toolchain of a language; the test that asks is skipped without it, if it may be."""
    found = TOOLCHAINS[language]
    if missing := found.missing():
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but there is no {missing}")
        pytest.skip(f"no {missing}")
    return found


def _call(command: list[str], folder: Path, **more: str) -> str:
    """Run a command; what it complains about if it fails."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, timeout=180, check=False,
        env={**os.environ, **more},
    )  # fmt: skip
    said = (done.stderr + done.stdout).decode(errors="replace")
    return f"{command[0]}: {said}"[:4000] if done.returncode else ""


@dataclass(frozen=True)
class Script:
    """A launcher that runs the files it is given one after the other, in one process."""

    suffix: str
    command: tuple[str, ...]
    launcher: str

    def __call__(self, samples: Samples, folder: Path) -> str:
        """Run all samples."""
        files = [f"./{case}.{self.suffix}" for case in samples]
        for file, code in zip(files, samples.values(), strict=True):
            (folder / file).write_text(code, encoding="utf-8")
        launcher = f"launch.{self.suffix}"
        (folder / launcher).write_text(self.launcher)
        return _call([*self.command, launcher, *files], folder)


_BASH = 'for file in "$@"; do (. "$file") || { echo "$file" >&2; exit 1; }; done'
_PYTHON = "import runpy, sys\nfor file in sys.argv[1:]:\n    runpy.run_path(file)\n"
_NODE = """
for (const file of process.argv.slice(2)) {
  await import(file).catch((error) => { throw new Error(file, { cause: error }); });
}
"""
_PHP = """<?php
error_reporting(E_ALL);
set_error_handler(fn (...$error) => throw new ErrorException($error[1]));
foreach (array_slice($argv, 1) as $file) {
    (function () use ($file) { require $file; })();
}
"""


def _go(samples: Samples, folder: Path) -> str:
    """Each sample becomes a package, since a program of its own takes longest to link."""
    imports, calls = [], []
    for case, code in samples.items():
        package = folder / case
        package.mkdir()
        renamed = code.replace("package main\n", f"package {case}\n", 1)
        renamed = renamed.replace("\nfunc main() {", "\nfunc Main() {", 1)
        (package / "sample.go").write_text(renamed + "\n", encoding="utf-8")
        imports.append(f'\t"samples/{case}"\n')
        calls.append(f"\t{case}.Main()\n")
    main = f"package main\n\nimport (\n{''.join(imports)})\n\nfunc main() {{\n{''.join(calls)}}}\n"
    (folder / "main.go").write_text(main)
    (folder / "go.mod").write_text("module samples\n\ngo 1.19\n")
    offline = {"GOFLAGS": "-mod=mod", "GOPROXY": "off", "GOTOOLCHAIN": "local"}
    cache = {"GOCACHE": str(folder / "cache")}
    wrong = _call(["go", "build", "-o", "samples", "."], folder, **offline, **cache)
    wrong = wrong or _unformatted(folder, samples)
    return wrong or _call(["./samples"], folder)


def _unformatted(folder: Path, samples: Samples) -> str:
    done = subprocess.run(
        ["gofmt", "-d", *samples], cwd=folder, capture_output=True, timeout=60, check=True
    )
    return done.stdout.decode()


def _java(samples: Samples, folder: Path) -> str:
    calls = []
    for case, code in samples.items():
        imports, statements = _parted(code, r"import [\w.*]+;\n")
        name = case.capitalize()
        main = f"static void main() throws Exception {{\n{statements}\n}}"
        (folder / f"{name}.java").write_text(f"{imports}class {name} {{ {main} }}\n", "utf-8")
        calls.append(f"{name}.main();")
    main = f"public static void main(String[] a) throws Exception {{ {' '.join(calls)} }}"
    (folder / "All.java").write_text(f"class All {{ {main} }}")
    files = [path.name for path in folder.glob("*.java")]
    wrong = _call(["javac", "-Xlint:all", "-Werror", "-encoding", "UTF-8", *files], folder)
    return wrong or _call(["java", "-XX:TieredStopAtLevel=1", "All"], folder)


_IMPLICIT = ("System", "System.Collections.Generic", "System.IO", "System.Net.Http", "System.Threading.Tasks")  # fmt: skip
"""What a new project imports for all its files."""


def _csharp(samples: Samples, folder: Path) -> str:
    """Mono's compiler knows C# 7: what is newer is written in the older way."""
    calls = []
    for case, code in samples.items():
        usings, statements = _parted(code, r"using [\w.]+;\n")
        usings = "".join(f"using {name};\n" for name in _IMPLICIT) + usings
        body = _older(statements)
        name = case.capitalize()
        source = (
            f"{usings}static class {name} {{ public static async Task Run() {{\n{body}\n}} }}\n"
        )
        (folder / f"{name}.cs").write_text(source, encoding="utf-8")
        calls.append(f"{name}.Run().GetAwaiter().GetResult();")
    main = f"static void Main() {{ {' '.join(calls)} }}"
    (folder / "All.cs").write_text(f"static class All {{ {main} }}")
    files = sorted(path.name for path in folder.glob("*.cs"))
    command = ["mcs", "-langversion:latest", "-r:System.Net.Http.dll", "-out:all.exe"]
    return _call([*command, *files], folder) or _call(["mono", "all.exe"], folder)


def _older(code: str) -> str:
    """C# 11 as C# 7: using without a block, raw literals and new without a type."""
    code = re.sub(r"^using var ", "var ", code, flags=re.MULTILINE)
    code = re.sub(r"^    new\(", "    new KeyValuePair<string, string>(", code, flags=re.MULTILINE)
    return re.sub(r'"""\n(.*?)\n    """', _verbatim, code, flags=re.DOTALL)


def _verbatim(found: re.Match[str]) -> str:
    lines = (line.removeprefix("    ") for line in found[1].split("\n"))
    return '@"' + "\n".join(lines).replace('"', '""') + '"'


def _parted(code: str, declaration: str) -> tuple[str, str]:
    """The declarations that a sample starts with, and the statements after them."""
    start = re.match(f"(?:{declaration})*", code)
    assert start is not None
    return start[0], code[start.end() :].lstrip("\n")


TOOLCHAINS = {
    "curl": Toolchain(("bash", "curl"), Script("sh", ("bash",), _BASH)),
    "python": Toolchain((), Script("py", (sys.executable, "-W", "error::DeprecationWarning"), _PYTHON), "requests"),
    "javascript": Toolchain(("node",), Script("mjs", ("node",), _NODE)),
    "go": Toolchain(("go", "gofmt"), _go),
    "php": Toolchain(("php",), Script("php", ("php",), _PHP)),
    "java": Toolchain(("javac", "java"), _java),
    "csharp": Toolchain(("mcs", "mono"), _csharp),
}  # fmt: skip
