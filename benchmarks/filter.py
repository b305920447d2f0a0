"""How long four variants of a document take, next to a peer doing the same in the same run.

    python benchmarks/filter.py DOCUMENT [--redocly PATH/TO/redocly] [--runs 3] [--copies 1]

The document is annotated pseudo-randomly, with a fixed seed: every operation gets an allow-list
of some of four audiences. apidocgen and, if its command is given, Redocly CLI (``bundle`` with
``filter-in`` and ``remove-unused-components``, all four in one process) then write four JSON
files from the same input. Printed are the median seconds of CPU of whole processes, the peak
memory, and the ratio. The leak audit is not part of it; the peer has none. With ``--copies`` the
document holds itself as often, under other names, to see how time grows.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

AUDIENCES = ("one", "two", "three", "four")
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
SEED = 20261123
OURS = """
import gc, sys
gc.set_threshold(1_000_000)  # as the command does
from pathlib import Path
from apidocgen.spec.loading import load
from apidocgen.spec.writing import Writer
from apidocgen.variants.filter import make_variants
writer = Writer("json")
for variant in make_variants(load(sys.argv[1]).document).variants:
    written = writer.dump(variant.document.tree)
    Path(sys.argv[2], variant.audience.name + ".json").write_bytes(written)
gc.freeze()  # as the command does
"""


@dataclass(frozen=True)
class Figures:
    """What one command cost: seconds of CPU of each run, peak memory in MiB."""

    cpu: list[float]
    memory: float

    @property
    def median(self) -> float:
        return statistics.median(self.cpu)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document", type=Path)
    parser.add_argument("--redocly", type=Path, help="the redocly command")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--copies", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        document = annotated(given.document, work, given.copies)
        size = document.stat().st_size / 1e6
        print(f"{given.document.name}: {size:.1f} MB of JSON, four audiences, {given.runs} runs")
        ours = measure([sys.executable, "-c", OURS, str(document), str(work)], work, given.runs)
        show("apidocgen", ours)
        if given.redocly:
            peer = measure(redocly(given.redocly.resolve(), document, work), work, given.runs)
            show("redocly", peer)
            print(f"ratio        {peer.median / ours.median:8.1f}")


def annotated(source: Path, work: Path, copies: int) -> Path:
    """The document as one JSON file with audiences and allow-lists."""
    from apidocgen.spec.loading import load

    tree: dict[str, Any] = load(source).document.tree
    if copies > 1:
        tree = multiplied(tree, copies)
    chance = random.Random(SEED)  # noqa: S311 - a fixed seed is the point
    tree["x-audiences"] = {name: {} for name in AUDIENCES}
    for item in tree["paths"].values():
        for method in METHODS & item.keys():
            item[method]["x-audience"] = chance.sample(AUDIENCES, chance.randint(1, 4))
    target = work / "master.json"
    target.write_text(json.dumps(tree), "utf-8")
    return target


def multiplied(tree: dict[str, Any], copies: int) -> dict[str, Any]:
    """The document with its paths and components so many times, no two called alike."""
    paths = dict(tree["paths"])
    components = {kind: dict(entries) for kind, entries in tree["components"].items()}
    text = json.dumps({"paths": tree["paths"], "components": tree["components"]})
    for number in range(1, copies):
        prefix = f"c{number}_"
        named = text.replace('"operationId": "', f'"operationId": "{prefix}')
        for kind in tree["components"]:
            named = named.replace(f'"#/components/{kind}/', f'"#/components/{kind}/{prefix}')
        copy = json.loads(named)
        paths |= {f"/{prefix}{path[1:]}": item for path, item in copy["paths"].items()}
        for kind, entries in copy["components"].items():
            own = {f"{prefix}{name}": entry for name, entry in entries.items()}
            components[kind].update(own)
    return {**tree, "paths": paths, "components": components}


def redocly(command: Path, document: Path, work: Path) -> list[str]:
    """Redocly's command line and configuration for the same four variants."""
    apis = {
        name: {
            "root": document.name,
            "output": f"redocly-{name}.json",
            "decorators": {
                "filter-in": {
                    "property": "x-audience",
                    "value": [name],
                    "applyTo": "Operation",
                    "matchStrategy": "any",
                },
                "remove-unused-components": "on",
            },
        }
        for name in AUDIENCES
    }
    (work / "redocly.yaml").write_text(json.dumps({"apis": apis}), "utf-8")
    return [str(command), "bundle", *AUDIENCES, "--ext", "json"]


def measure(command: list[str], work: Path, runs: int) -> Figures:
    """Run a command as often as asked, one run to warm up, each as a process of its own."""
    # Installed packages have their bytecode; it is written in the run that warms up.
    cached = {"PYTHONPYCACHEPREFIX": str(work / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    quiet = {**os.environ, **cached, "REDOCLY_TELEMETRY": "off", "CI": "true"}
    cpu: list[float] = []
    memory = 0.0
    for run in range(runs + 1):
        process = subprocess.Popen(
            command, cwd=work, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        errors = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{command[0]} failed:\n{errors.decode()[-2000:]}")
        if run:
            cpu.append(used.ru_utime + used.ru_stime)
            memory = max(memory, used.ru_maxrss / 1024)
    return Figures(cpu, memory)


def show(name: str, figures: Figures) -> None:
    spread = f"{min(figures.cpu):.2f}–{max(figures.cpu):.2f}"
    print(f"{name:<12} {figures.median:8.2f} s CPU ({spread})  {figures.memory:7.0f} MiB")


if __name__ == "__main__":
    main()
