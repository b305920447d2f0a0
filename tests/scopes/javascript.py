"""Asking the scope explorer's own code: in Node, or in a browser."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ANSWERS = HERE.parents[1] / "templates" / "assets" / "scopes" / "answers.js"


def in_node(questions: Sequence[Any]) -> list[Any]:
    """Answers of the explorer's code in Node."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node")
    done = subprocess.run(
        [node, str(HERE / "answer.js"), str(ANSWERS)],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers


def jwt(claims: dict[str, Any]) -> str:
    """An unsigned token with these claims."""

    def part(value: dict[str, Any]) -> str:
        return (
            base64.urlsafe_b64encode(json.dumps(value, ensure_ascii=False).encode())
            .decode()
            .rstrip("=")
        )

    return f"{part({'alg': 'none'})}.{part(claims)}.c2ln"
