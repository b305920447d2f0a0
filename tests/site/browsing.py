"""What tests in a browser share: a server as strict as any, and a window that is watched."""

from __future__ import annotations

import http.server
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy under which every test in a browser runs."""


needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium: install it or set CHROMIUM"),
]
"""Marks of a file whose tests open a browser."""


class StrictHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files with the policy, and says nothing."""

    def log_message(self, *arguments: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there, as web servers are told to send it."""
        lost = Path(self.directory, "docs", "404.html")
        if code != HTTPStatus.NOT_FOUND or not lost.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(lost.read_bytes())

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; the site is expected in `docs` below it."""
    handler = partial(StrictHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/docs/"
        server.shutdown()


def watched(context: BrowserContext, complaints: list[str]) -> Page:
    """A window in which nothing that goes wrong stays unheard."""
    page = context.new_page()
    here = ("http://127.0.0.1:", "data:", "blob:")
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda r: complaints.append(r.url) if r.status >= 400 else None)
    page.on("request", lambda r: None if r.url.startswith(here) else complaints.append(r.url))  # fmt: skip
    return page


def until(page: Page, expression: str, seconds: float = 30) -> None:
    """Wait for what an expression says; Playwright's own waiting needs `eval`, which is barred."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(30)


def ask(page: Page, words: str) -> None:
    """Put words into the search that has the focus, all at once.

    Material asks again whenever a key comes up, and puts the new results in the place of those
    that a test may be reading. One key that writes nothing asks once.
    """
    page.keyboard.insert_text(words)
    page.keyboard.press("Shift")
