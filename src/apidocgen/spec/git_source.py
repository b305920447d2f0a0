"""Documents as they were in a git revision; the work tree is never touched."""

from __future__ import annotations

import os
import posixpath
import subprocess
from pathlib import Path

from apidocgen.spec.decoding import decode
from apidocgen.spec.file_references import relative_path
from apidocgen.spec.problems import InputError, Location

_SYMLINK, _TREE = "120000", "040000"


class GitSource:
    """Reads a document and the files it refers to from one commit of a repository."""

    def __init__(self, repo: Path, revision: str, entry: str) -> None:
        self._repo = repo
        self._revision = revision
        self._commit: str | None = None
        self.name = f"{revision}:{entry}"

    def read(self, file: str) -> str:
        """The text of a file in the revision.

        Raises InputError if the repository, the revision or the file is missing, or if it is no
        UTF-8 file.
        """
        path = self._tree_path(file)
        commit = self._resolve_commit()
        mode = self._git("ls-tree", "--full-tree", commit, "--", path).split(b" ")[0].decode()
        complaint = {
            "": f"there is no such file in revision {self._revision}",
            _TREE: "this is a directory, not a file",
            _SYMLINK: "this is a symbolic link, which is not followed in a revision",
        }.get(mode)
        if complaint:
            raise InputError(complaint, Location(file))
        return decode(self._git("cat-file", "blob", f"{commit}:{path}"), file)

    def resolve(self, base_file: str, address: str) -> str:
        """The file that a relative address means. Raises InputError if it leaves the repository."""
        base = posixpath.dirname(self._tree_path(base_file))
        path = posixpath.normpath(posixpath.join(base, relative_path(address)))
        if path.startswith("../") or path == "..":
            raise InputError(f"the reference leaves the repository: {address}")
        return f"{self._revision}:{path}"

    def local_path(self, file: str) -> Path | None:  # noqa: ARG002 - as the protocol has it
        """Nothing in a revision lies on disk."""
        return None

    def _tree_path(self, file: str) -> str:
        path = file.removeprefix(f"{self._revision}:")
        if path.startswith(("./", "../")):  # as git has it: from the working directory
            prefix = self._git("rev-parse", "--show-prefix").decode().strip()
            path = prefix + path
        return posixpath.normpath(path)

    def _resolve_commit(self) -> str:
        if self._commit is None:
            self._commit = self._find_commit()
        return self._commit

    def _find_commit(self) -> str:
        place = Location(self.name)
        if self._revision.startswith("-") or not self._revision.isprintable():
            raise InputError(f"{self._revision!r} is no git revision", place)
        self._git("rev-parse", "--git-dir")
        result = self._run("rev-parse", "--verify", "--quiet", self._revision + "^{commit}")
        if result.returncode:
            wanted = self._revision.removeprefix("origin/")
            raise InputError(
                f"revision {self._revision} is not in this clone; "
                f"if it exists elsewhere, run: git fetch origin {wanted}",
                place,
            )
        return result.stdout.decode().strip()

    def _git(self, *arguments: str) -> bytes:
        result = self._run(*arguments)
        if result.returncode:
            lines = result.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
            raise InputError(
                f"no such file, and git cannot help: {lines[-1].removeprefix('fatal: ')}",
                Location(self.name),
            )
        return result.stdout

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        try:
            return subprocess.run(
                ["git", *arguments],
                cwd=self._repo,
                env=environment,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            place = Location(self.name)
            raise InputError("no such file, and git is not installed", place) from None
