"""Values that look like what a property's name and format promise."""

from __future__ import annotations

import re

FORMATS = {
    "date-time": "2026-03-14T09:30:00Z",
    "date": "2026-03-14",
    "time": "09:30:00Z",
    "duration": "PT1H30M",
    "email": "ada@example.com",
    "idn-email": "ada@example.com",
    "hostname": "example.com",
    "idn-hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ip": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "cidr": "192.0.2.0/24",
    "uri": "https://example.com/page",
    "url": "https://example.com/page",
    "iri": "https://example.com/page",
    "uri-reference": "/page",
    "iri-reference": "/page",
    "uri-template": "/page/{id}",
    "uuid": "3d2a5f0e-7b1c-4e9d-8f60-1a2b3c4d5e6f",
    "byte": "ZXhhbXBsZQ==",
    "base64": "ZXhhbXBsZQ==",
    "binary": "example",
    "password": "correct-horse",
    "regex": "^[a-z]+$",
    "json-pointer": "/name",
    "relative-json-pointer": "0/name",
}
_TEXTS = (
    (r"e?mail$", "ada@example.com"),
    (r"(url|uri|href|link|website|homepage)s?$", "https://example.com/page"),
    (r"(first|given)_name", "Ada"),
    (r"(last|family|sur)_?name", "Lovelace"),
    (r"(user|login|owner|author|actor|assignee)(_?name)?$", "ada"),
    (r"(file)_?name$", "example.txt"),
    (r"(path|file|dir|directory|folder)$", "docs/example.txt"),
    (r"(city|town)$", "Berlin"),
    (r"(country)(_code)?$", "DE"),
    (r"(postal_code|zip|zip_code|postcode)$", "10115"),
    (r"(street|address|line1)$", "Example Street 1"),
    (r"(state|province|region)$", "Berlin"),
    (r"currency(_code)?$", "EUR"),
    (r"(lang|language|locale)(_code)?$", "en"),
    (r"(phone|mobile|fax)(_number)?$", "+49 30 1234567"),
    (r"(time_?zone|tz)$", "Europe/Berlin"),
    (r"colou?r$", "#3366cc"),
    (r"(sha|commit|head_sha|oid)$", "9f1c2b7a4e5d6083f1a2b3c4d5e6f70819a2b3c4"),
    (r"(branch|ref)$", "main"),
    (r"(_at|date_?time|timestamp)$", "2026-03-14T09:30:00Z"),
    (r"(^|_)date$", "2026-03-14"),
    (r"version$", "1.0.0"),
    (r"(content|mime|media)_type$", "text/plain"),
    (r"(description|summary|text|body|message|comment|note|detail|reason)$", "An example."),
    (r"(title|subject|headline)$", "An example"),
    (r"(token|secret|api_key|key|cursor|after|before|etag|state|nonce)$", "b64f2c9e"),
    (r"(^|_)ids?$", "a1b2c3"),
    (r"name$", "example"),
    (r"(tag|label|category|topic)s?$", "example"),
)
_NUMBERS = (
    (r"(lat|latitude)$", 52.52),
    (r"(lon|lng|long|longitude)$", 13.405),
    (r"year$", 2026),
    (r"month$", 3),
    (r"day$", 14),
    (r"age$", 36),
    (r"(^|_)(page|offset|index|position|rank)$", 1),
    (r"(limit|per_page|page_size|size)$", 20),
    (r"(count|total|number|quantity|amount)$", 3),
    (r"(percent|percentage|rate|ratio)$", 50),
    (r"(weight)$", 70.5),
    (r"(height)$", 178),
    (r"(heart_?rate|bpm|hr)$", 60),
    (r"(price|cost)$", 1999),
    (r"(created|updated|expires|timestamp|_at|date)$", 1773480600),
    (r"(duration|seconds|elapsed)$", 3600),
    (r"status$", 200),
    (r"port$", 443),
    (r"(^|_)ids?$", 42),
)
_TEXT_RULES = tuple((re.compile(rule), value) for rule, value in _TEXTS)
_NUMBER_RULES = tuple((re.compile(rule), value) for rule, value in _NUMBERS)
_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")


def _plain(name: str) -> str:
    return _BOUNDARY.sub("_", name).strip("_").lower()


def text_named(name: str) -> str:
    """A text for a property of this name."""
    plain = _plain(name)
    return next((value for rule, value in _TEXT_RULES if rule.search(plain)), "example")


def number_named(name: str) -> float:
    """A number for a property of this name."""
    plain = _plain(name)
    return next((value for rule, value in _NUMBER_RULES if rule.search(plain)), 1)
