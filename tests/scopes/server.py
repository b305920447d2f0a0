"""A real server that lets in whom scopes.json lets in, by the code that the manual gives."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

MANUAL = Path(__file__).parents[2] / "docs" / "manual" / "verify.md"
Deviations = Mapping[str, int]
"""What the server answers in place of the right thing: ``GET /path`` → status."""


def manual_code() -> dict[str, Any]:
    """The functions that the manual shows."""
    [code] = re.findall(r"```python\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    found: dict[str, Any] = {}
    exec(code, found)  # noqa: S102 - our own manual
    return found


class Api:
    """An API that follows scopes.json, apart from its deviations.

    ``known`` says for each credential its scheme and scopes; ``seen`` collects request lines.
    """

    def __init__(
        self,
        catalogue: Path,
        known: Mapping[str, tuple[str, list[str]]],
        deviations: Deviations,
    ) -> None:
        self.code = manual_code()
        self.catalogue = self.code["load"](catalogue)
        self.known = known
        self.deviations = deviations
        self.seen: list[str] = []

    def status(self, method: str, target: str, headers: Mapping[str, str]) -> int:
        """Answer a request."""
        url = urlsplit(target)
        self.seen.append(f"{method} {target}")
        operation = self.code["find"](self.catalogue, method, url.path.removeprefix("/v1"))
        if operation is None or not url.path.startswith("/v1/"):
            return 404
        key = f"{operation['method']} {operation['path']}"
        if key in self.deviations:
            return self.deviations[key]
        held = dict(self._held(headers, parse_qs(url.query)))
        if self.code["may_call"](self.catalogue, operation, held):
            return 200
        return 403 if held else 401

    def _held(
        self, headers: Mapping[str, str], query: Mapping[str, list[str]]
    ) -> Iterator[tuple[str, list[str]]]:
        given = [headers.get("Authorization", "").removeprefix("Bearer ")]
        given += [headers.get("X-Key", ""), headers.get("token", ""), *query.get("key", [])]
        return (self.known[secret] for secret in given if secret in self.known)


@contextmanager
def serving(api: Api) -> Iterator[str]:
    """Serve an API on loopback; yields its base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status = api.status(self.command, self.path, self.headers)  # type: ignore[arg-type]
            self.send_response(status)
            self.send_header("Location", "http://elsewhere.invalid/")
            self.end_headers()

        do_POST = do_DELETE = do_HEAD = do_GET  # noqa: N815 - names that http.server calls

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
        server.shutdown()


def write_catalogue(catalogue: dict[str, Any], folder: Path) -> Path:
    """Put a catalogue where a server can read it."""
    file = folder / "scopes.json"
    file.write_text(json.dumps(catalogue), encoding="utf-8")
    return file
