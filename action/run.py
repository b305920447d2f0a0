"""Compares, annotates, comments, and tells the job what was found.

Runs apidocgen in this Python. Nothing that a document says is ever executed or fetched: it is
data, and leaves here as escaped text only.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import urllib.error
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from base import NoBase, base_revision, event
from comment import Conversation, NotAllowed

WRONG = 2
FORMATS = ("json", "markdown", "sarif")


def main(environment: Mapping[str, str]) -> int:
    """Do all of it; the exit status is that of ``apidocgen diff``."""
    folder = Path(tempfile.mkdtemp(dir=environment.get("RUNNER_TEMP") or None))
    files = {form: folder / f"diff.{form}" for form in FORMATS}
    try:
        base = base_revision(environment)
    except NoBase as error:
        return failed(str(error))
    done = compared(environment, base, files)
    sys.stdout.write(done.stdout)
    if done.returncode not in (0, 1):
        return failed(done.stderr.strip() or "apidocgen could not compare")
    report = json.loads(files["json"].read_text(encoding="utf-8"))
    outputs(environment, report, files)
    publish(environment, report, files["markdown"].read_text(encoding="utf-8"))
    return done.returncode


def say(line: str) -> None:
    """Write a line to the log of the job."""
    sys.stdout.write(line + "\n")


def failed(message: str) -> int:
    """Say what is wrong as an annotation."""
    text = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    say(f"::error title=apidocgen diff::{text}")
    return WRONG


def compared(
    environment: Mapping[str, str], base: str, files: Mapping[str, Path]
) -> subprocess.CompletedProcess[str]:
    """Run the comparison: annotations to standard output, everything else into files."""
    spec = environment.get("DIFF_SPEC", "")
    arguments = [f"--fail-on={environment.get('DIFF_FAIL_ON') or 'breaking'}", "--format=github"]
    arguments += [f"--also={form}={file}" for form, file in files.items()]
    arguments += [f"--audience={name}" for name in environment.get("DIFF_AUDIENCES", "").split()]
    if environment.get("DIFF_ACCEPT"):
        arguments.append(f"--accept={environment['DIFF_ACCEPT']}")
    # Isolated: modules that lie in the pull request are not imported.
    command = [sys.executable, "-I", "-m", "apidocgen", "diff", *arguments, "--", f"{base}:"]
    command += [spec] if spec else []
    return subprocess.run(command, capture_output=True, text=True, check=False)


def outputs(
    environment: Mapping[str, str], report: Mapping[str, Any], files: Mapping[str, Path]
) -> None:
    """Tell the job how many changes there are and where the reports lie."""
    values = {**report["summary"], "bump": report["version"]["bump"], **files}
    append(environment, "GITHUB_OUTPUT", "".join(f"{key}={values[key]}\n" for key in values))


def append(environment: Mapping[str, str], name: str, text: str) -> None:
    """Add to one of the files that the runner reads."""
    path = environment.get(name)
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)


def publish(environment: Mapping[str, str], report: Mapping[str, Any], text: str) -> None:
    """Comment; where that is not possible, write into the summary of the job."""
    try:
        said = commented(environment, report, text)
    except (NotAllowed, urllib.error.URLError, TimeoutError) as error:
        say(f"no comment could be written ({error}); see the summary of the job")
        said = ""
    if said:
        say(f"comment: {said}")
    else:
        append(environment, "GITHUB_STEP_SUMMARY", text)


def commented(environment: Mapping[str, str], report: Mapping[str, Any], text: str) -> str:
    """Keep the comment up to date; empty where there is no place for one."""
    number = (event(environment).get("pull_request") or {}).get("number")
    token = environment.get("DIFF_TOKEN", "")
    if environment.get("DIFF_COMMENT") != "true" or not token or not isinstance(number, int):
        return ""
    conversation = Conversation(
        environment.get("GITHUB_API_URL", "https://api.github.com"),
        environment["GITHUB_REPOSITORY"],
        number,
        token,
    )
    return conversation.update(text, quiet=not report["changes"])


if __name__ == "__main__":
    sys.exit(main(os.environ))
