"""One comment on a pull request, kept up to date."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MARKER = "<!-- apidocgen diff -->"
_PAGE = 100
_MAX_PAGES = 30
_SECONDS = 30


class NotAllowed(Exception):
    """The token may not comment: it is read-only, as for pull requests from forks."""


@dataclass(frozen=True)
class Conversation:
    """The comments of one pull request."""

    api: str
    repository: str
    number: int
    token: str

    def update(self, text: str, *, quiet: bool = False) -> str:
        """Write the comment, or rewrite it; ``quiet`` starts none. Returns what was done."""
        body = {"body": f"{MARKER}\n{text}"}
        known = next(self._own(), None)
        if known is None:
            if quiet:
                return "none"
            self._call("POST", f"issues/{self.number}/comments", body)
            return "created"
        if known.get("body", "").replace("\r\n", "\n").strip() == body["body"].strip():
            return "unchanged"
        self._call("PATCH", f"issues/comments/{known['id']}", body)
        return "updated"

    def _own(self) -> Iterator[dict[str, Any]]:
        """Comments with our marker that no person wrote."""
        for page in range(1, _MAX_PAGES + 1):
            query = f"issues/{self.number}/comments?per_page={_PAGE}&page={page}"
            found = self._call("GET", query)
            for comment in found:
                user = comment.get("user") or {}
                if comment.get("body", "").startswith(MARKER) and user.get("type") == "Bot":
                    yield comment
            if len(found) < _PAGE:
                return

    def _call(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - the address is the runner's own
            f"{self.api}/repos/{self.repository}/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self.token}",
                "Accept": "application/vnd.github+json",
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code in (401, 403, 404):
                raise NotAllowed(f"{method} {path}: {error.code}") from None
            raise
