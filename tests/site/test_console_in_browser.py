"""The console as readers meet it: it sends real calls, under a policy that allows just these."""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import urlopen

import pytest

from apidocgen.site import console
from apidocgen.site.build import build_site
from tests.site.browsing import POLICY, StrictHandler, needs_chromium, until, watched
from tests.site.test_console import shop

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

TOKEN = "a-token-of-the-shop"
ORDER = "free/console/#get%20/orders/%7Bnumber%7D"


@dataclass(slots=True)
class Api:
    """The API behind the console, which lets pages of other sites call it, and what it got."""

    url: str
    calls: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


@contextmanager
def api() -> Iterator[Api]:
    """Serve an API on loopback."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(json.dumps({"access_token": TOKEN, "token_type": "bearer"}).encode())

        def do_GET(self) -> None:
            if self.path.startswith("/authorize"):
                self._send_back()
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            found.calls.append((self.command, self.path, headers))
            self._answer(json.dumps({"order": "seventeen"}).encode())

        def _send_back(self) -> None:
            """Let everybody in, as an authorization server would (RFC 6749, section 4.1.2)."""
            asked = dict(parse_qsl(urlsplit(self.path).query))
            given = urlencode({"code": "once", "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{given}")
            self.end_headers()

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header(
                "Access-Control-Allow-Headers", "x-shop-token, authorization, x-requested-with"
            )
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found = Api(f"http://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site is, and the API that its console calls."""

    site: str
    api: Api


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A shop's site; its policy is the usual one, and the API besides, as the manual says."""
    pytest.importorskip(console.PACKAGE)
    root = tmp_path_factory.mktemp("shop")
    with api() as served_api:
        settings = shop(root / "project", served_api.url)
        assert build_site(settings, root / "www", strict=True).published

        class Handler(StrictHandler):
            def end_headers(self) -> None:
                policy = f"{POLICY}; connect-src 'self' {served_api.url}"
                self.send_header("Content-Security-Policy", policy)
                http.server.SimpleHTTPRequestHandler.end_headers(self)

        handler = partial(Handler, directory=str(root / "www"))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield Place(f"http://127.0.0.1:{server.server_address[1]}/", served_api)
            server.shutdown()


def open_console(page: Page, place: Place, address: str = ORDER) -> None:
    page.goto(place.site + address, wait_until="networkidle")
    page.locator(".opblock").first.wait_for()


def authorize(page: Page) -> None:
    page.get_by_role("button", name="Authorize").first.click()
    page.locator(".auth-container input").fill(TOKEN)
    page.locator(".auth-container button[type=submit]").click()
    page.get_by_role("button", name="Close").first.click()


def test_a_call_carries_its_credentials_and_shows_its_answer(page: Page, place: Place) -> None:
    place.api.calls.clear()
    open_console(page, place)
    authorize(page)
    page.get_by_role("textbox", name="number").fill("17")
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").wait_for()
    assert "seventeen" in page.locator(".live-responses-table").inner_text()
    [(method, target, headers)] = place.api.calls
    assert (method, target) == ("GET", "/orders/17")
    assert headers["x-shop-token"] == TOKEN
    assert "cookie" not in headers


def test_nothing_is_remembered(page: Page, place: Place) -> None:
    open_console(page, place)
    authorize(page)
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert TOKEN not in kept
    assert page.context.cookies() == []
    page.reload(wait_until="networkidle")
    page.get_by_role("button", name="Authorize").first.click()
    assert page.locator(".auth-container input").input_value() == ""


def test_a_hidden_operation_is_not_in_it(page: Page, place: Place) -> None:
    open_console(page, place)
    shown = page.locator(".opblock-summary-path").all_inner_texts()
    assert [path.replace("\u200b", "") for path in shown] == ["/orders/{number}"]
    open_console(page, place, "plus/console/")
    assert page.locator(".opblock").count() == 2
    assert "sold" not in page.locator("#ag-console").inner_text()


def test_an_operations_link_opens_it(page: Page, place: Place) -> None:
    page.goto(f"{place.site}plus/operations/post-rebates/", wait_until="networkidle")
    page.get_by_role("link", name="Try it").click()
    page.locator(".opblock.is-open").wait_for()
    assert page.locator(".opblock.is-open .opblock-summary-path").inner_text() == "/rebates"
    until(page, "document.activeElement.closest('.opblock.is-open') !== null")


def test_a_call_can_be_made_by_keyboard(page: Page, place: Place) -> None:
    place.api.calls.clear()
    open_console(page, place)
    until(page, "document.activeElement.closest('.opblock.is-open') !== null")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label') === 'number'"):
            page.keyboard.type("5")
        if page.evaluate("document.activeElement.classList.contains('execute')"):
            break
    page.keyboard.press("Enter")
    page.locator(".live-responses-table").wait_for()
    assert [target for _, target, _ in place.api.calls] == ["/orders/5"]


def test_a_reference_to_another_host_is_not_read(page: Page, place: Place) -> None:
    """The fixture complains of every request that leaves this machine."""
    asked: list[str] = []

    def with_reference(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        tree = answer.json()
        tree["paths"]["/orders/{number}"]["get"]["parameters"].append(
            {"$ref": f"{place.api.url}/far.json#/x"}
        )
        route.fulfill(response=answer, json=tree)  # type: ignore[attr-defined]

    page.route("**/openapi.json", with_reference)
    page.on("request", lambda request: asked.append(request.url))
    open_console(page, place)
    page.wait_for_timeout(500)
    assert [url for url in asked if url.endswith("openapi.json")]
    assert [url for url in asked if "far.json" in url] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, place: Place, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = watched(context, [])
    for address in (ORDER, "plus/console/#post%20/rebates"):
        open_console(page, place, address)
        page.wait_for_timeout(400)  # colours change in steps
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    context.close()


def test_without_javascript_it_says_so(browser: Browser, place: Place) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(place.site + ORDER)
    assert "The console needs JavaScript" in page.locator("main").inner_text()
    context.close()


def test_a_login_comes_back_with_a_token(page: Page, place: Place) -> None:
    def with_login(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        tree = answer.json()
        flow = {
            "authorizationUrl": f"{place.api.url}/authorize",
            "tokenUrl": f"{place.api.url}/token",
            "scopes": {},
        }
        schemes = {"shopToken": {"type": "oauth2", "flows": {"authorizationCode": flow}}}
        tree["components"]["securitySchemes"] = schemes
        route.fulfill(response=answer, json=tree)  # type: ignore[attr-defined]

    place.api.calls.clear()
    page.route("**/openapi.json", with_login)
    open_console(page, place)
    page.get_by_role("button", name="Authorize").first.click()
    page.locator(".auth-container #client_id_authorizationCode").fill("a-client")
    page.locator(".auth-container button.authorize").click()
    page.locator(".auth-container").get_by_text("Logout").wait_for()
    page.get_by_role("button", name="Close").first.click()
    page.get_by_role("textbox", name="number").fill("17")
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").wait_for()
    [(_, _, headers)] = place.api.calls
    assert headers["authorization"] == f"Bearer {TOKEN}"


def test_the_way_back_from_a_login_runs_under_the_policy(place: Place) -> None:
    """The redirect page is a file of the component; it must not hold a script of its own."""
    target = f"{place.site}{console.TARGET}/oauth2-redirect.html"
    with urlopen(target) as answer:  # noqa: S310 - our own server
        page = answer.read().decode()
    assert re.findall(r"<script.*?</script>", page) == [
        '<script src="oauth2-redirect.js"></script>'
    ]
