"""The languages that samples are written in, in the order of their tabs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from apidocgen.reference.samples.csharp import csharp
from apidocgen.reference.samples.curl import curl
from apidocgen.reference.samples.go import go
from apidocgen.reference.samples.java import java
from apidocgen.reference.samples.javascript import javascript
from apidocgen.reference.samples.php import php
from apidocgen.reference.samples.python import python
from apidocgen.reference.samples.request import Request


@dataclass(frozen=True, slots=True)
class Language:
    """A language: what it is called on a tab and by the highlighter, and what writes it.

    ``write`` gives nothing for a request that the language cannot send.
    """

    key: str
    title: str
    lexer: str
    write: Callable[[Request], str]


LANGUAGES = (
    Language("curl", "curl", "bash", curl),
    Language("python", "Python", "python", python),
    Language("javascript", "JavaScript", "javascript", javascript),
    Language("go", "Go", "go", go),
    Language("php", "PHP", "php", php),
    Language("java", "Java", "java", java),
    Language("csharp", "C#", "csharp", csharp),
)
NAMES: Mapping[str, str] = {
    "shell": "curl", "bash": "curl", "sh": "curl", "zsh": "curl", "console": "curl",
    "curl": "curl", "js": "javascript", "node": "javascript", "node.js": "javascript",
    "nodejs": "javascript", "javascript": "javascript", "mjs": "javascript", "py": "python",
    "python": "python", "python3": "python", "go": "go", "golang": "go", "php": "php",
    "java": "java", "c#": "csharp", "cs": "csharp", "csharp": "csharp", ".net": "csharp",
}  # fmt: skip
"""What documents call these languages."""
