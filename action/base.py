"""Which revision a pull request has to be compared with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DEEPER = (50, 500, 5000)
"""How far a shallow clone is deepened, step by step, before all of it is fetched."""


class NoBase(Exception):
    """The revision cannot be found; the message says why."""


def base_revision(environment: Mapping[str, str]) -> str:
    """The commit to compare with: the one that was asked for, or what the event says."""
    wanted = environment.get("DIFF_BASE", "")
    if wanted:
        return checked(wanted)
    branch = environment.get("GITHUB_BASE_REF", "")
    if branch:
        return merge_base(branch)
    before = str(event(environment).get("before", ""))
    if before.strip("0"):
        return fetched(before)
    raise NoBase("there is nothing to compare with: no pull request, and no commit before")


def event(environment: Mapping[str, str]) -> dict[str, Any]:
    """What happened, as the runner tells it."""
    path = environment.get("GITHUB_EVENT_PATH", "")
    if not path or not Path(path).is_file():
        return {}
    found = json.loads(Path(path).read_text(encoding="utf-8"))
    return found if isinstance(found, dict) else {}


def merge_base(branch: str) -> str:
    """Where the work on a pull request began, fetching as little as possible."""
    reference = f"refs/remotes/origin/{branch}"
    fetch = ("fetch", "--quiet", "--no-tags", "origin", f"+refs/heads/{branch}:{reference}")
    if git(*fetch) is None:
        raise NoBase(f"the branch {branch!r} cannot be fetched")
    found = git("merge-base", reference, "HEAD")
    for depth in DEEPER:
        if found or not shallow():
            break
        git("fetch", "--quiet", "--no-tags", f"--deepen={depth}", "origin")
        found = git("merge-base", reference, "HEAD")
    if not found and shallow():
        git("fetch", "--quiet", "--no-tags", "--unshallow", "origin")
        found = git("merge-base", reference, "HEAD")
    if not found:
        raise NoBase(f"the pull request and {branch!r} have no commit in common")
    return found


def shallow() -> bool:
    """Whether the clone lacks history."""
    return git("rev-parse", "--is-shallow-repository") == "true"


def fetched(commit: str) -> str:
    """A commit by its full name, fetched if it is missing."""
    if git("cat-file", "-e", f"{commit}^{{commit}}") is None:
        git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", commit)
    return checked(commit)


def checked(revision: str) -> str:
    """The commit that a revision names."""
    found = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not found:
        raise NoBase(f"there is no revision {revision!r} in this clone")
    return found


def git(*arguments: str) -> str | None:
    """What git says; None where it fails."""
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None
