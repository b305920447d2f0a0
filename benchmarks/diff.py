"""How long comparing two versions of a document takes, for all audiences.

    python benchmarks/diff.py BASE REVISION [--audiences 4] [--runs 3]

With ``--audiences``, every operation of both gets an allow-list of some of so many audiences,
pseudo-randomly with a fixed seed. Printed are the median seconds of CPU after loading: the
comparison with filtering and locating, and the comparison of a document with itself.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from dataclasses import replace
from typing import Any

from apidocgen.diff.compare import compare_documents
from apidocgen.spec.document import Document
from apidocgen.spec.loading import load

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
SEED = 20261123


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("revision")
    parser.add_argument("--audiences", type=int, default=0)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    base, revision, again = (
        annotated(load(name).document, options.audiences)
        for name in (options.base, options.revision, options.base)
    )
    for title, other in (("two versions", revision), ("equal documents", again)):
        seconds, changes = measured(base, other, options.runs)
        print(f"{title}: {seconds:.2f} s of CPU, {changes} changes")


def measured(base: Document, other: Document, runs: int) -> tuple[float, int]:
    seconds = []
    changes = 0
    for _ in range(runs):
        start = time.process_time()
        changes = len(compare_documents(base, other).changes)
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), changes


def annotated(document: Document, audiences: int) -> Document:
    if not audiences:
        return document
    names = [f"audience-{number}" for number in range(audiences)]
    paths = {path: item_for(path, item, names) for path, item in document.tree["paths"].items()}
    declared = {name: {"title": name} for name in names}
    return replace(document, tree={"x-audiences": declared, **document.tree, "paths": paths})


def item_for(path: str, item: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """A path item whose operations are allowed for some; the same in every version."""
    chance = random.Random(f"{SEED} {path}")  # noqa: S311 - a benchmark
    return {
        key: {"x-audience": chance.sample(names, chance.randint(1, len(names))), **value}
        if key in METHODS
        else value
        for key, value in item.items()
    }


if __name__ == "__main__":
    main()
