"""Measure the language server beside others, in one run on one machine, and hold the figures against their targets.

    python tests/bench/run.py                     # everything, some ten minutes
    python tests/bench/run.py --quick             # a look, under two minutes

Needs the benchmark client and the bare servers of the shared folder (`../shared`, or REPORTLENS_SHARED),
and rumdl (`pip install rumdl`) for the comparison.
What it measures is told in the README beside this file; all other arguments go to the client.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("REPORTLENS_SHARED") or REPO.parent / "shared")
OURS, BARE, RUMDL = "reportlens", "bare pygls", "rumdl"
QUICK = [
    "--cold-rounds",
    "5",
    "--rounds",
    "2",
    "--keys",
    "80",
    "--scale-keys",
    "8",
    "--flood-rounds",
    "1",
    "--gate",
    "0",
]


def main() -> int:
    """Run, print the tables and the targets; return 1 if one is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--out", type=Path, help="keep the results here")
    options, more = parser.parse_known_args()
    client = SHARED / "bench" / "lspbench.py"
    if not client.is_file():
        sys.exit(f"no benchmark client at {client}: set REPORTLENS_SHARED")
    for folder in ("src", "server"):
        compileall.compile_dir(REPO / folder, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        out = (options.out or place / "results").resolve()
        report = _workspace(place)
        servers = place / "servers.json"
        servers.write_text(json.dumps(_servers(report.parent)))
        command = [
            sys.executable,
            str(client),
            "--servers",
            str(servers),
            "--doc",
            str(report),
            "--out",
            str(out),
        ]
        subprocess.run([*command, *(QUICK if options.quick else []), *more], check=True, stdout=sys.stderr)
        results = json.loads(out.with_suffix(".json").read_text())
        print(out.with_suffix(".md").read_text())
    return _judge(results)


def _workspace(place: Path) -> Path:
    """Make a folder with a report and half of its figures."""
    from make_report import make_report

    report = place / "project" / "reports" / "README.md"
    figures = report.parent / "figures"
    figures.mkdir(parents=True)
    text = make_report()
    report.write_text(text)
    linked = sorted(it.partition(")")[0] for it in text.split("](figures/")[1:])
    for figure in linked[::2]:
        (figures / figure).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    return report


def _servers(root: Path) -> dict[str, object]:
    floor = [sys.executable, str(SHARED / "bench" / "servers" / "pygls_floor.py")]
    path = os.pathsep.join(str(REPO / it) for it in ("src", "server"))
    servers: list[dict[str, object]] = [
        {"name": BARE, "group": "floor", "wants": "push", "argv": floor},
        {
            "name": "bare pygls, 31 diagnostics",
            "group": "floor",
            "wants": "push",
            "argv": floor,
            "env": {"FLOOR_DIAGS": "31"},
        },
        {
            "name": OURS,
            "group": "ours",
            "wants": "push",
            "argv": [sys.executable, "-m", "reportlens_server"],
            "env": {"PYTHONPATH": path},
        },
    ]
    if rumdl := shutil.which(
        "rumdl", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    ):
        servers.append({"name": RUMDL, "group": "peer", "wants": "push", "argv": [rumdl, "server"]})
    return {"root": str(root), "defaults": {"language_id": "markdown"}, "servers": servers}


def _judge(results: dict[str, object]) -> int:
    """Print every target with its figure; return 1 if one is missed."""
    phases = {name: it["phases"] for name, it in results["servers"].items()}  # type: ignore[index]

    def value(server: str, phase: str, *keys: str) -> float | None:
        found = phases.get(server, {}).get(phase)
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found  # type: ignore[no-any-return]

    def flood(server: str) -> float | None:
        runs = sorted(
            it["diag_ms"] for it in phases.get(server, {}).get("flood") or () if it.get("diag_ms") is not None
        )
        return runs[len(runs) // 2] if runs else None

    rows = [
        (
            "keystroke to diagnostics, p50 ms",
            value(OURS, "keys", "lat", "p50"),
            value(RUMDL, "keys", "lat", "p50"),
            RUMDL,
            1.0,
        ),
        (
            "keystroke to diagnostics, p95 ms",
            value(OURS, "keys", "lat", "p95"),
            value(RUMDL, "keys", "lat", "p95"),
            RUMDL,
            1.0,
        ),
        *(
            (
                f"the same at x{size}, p50 ms",
                value(OURS, "scale", "sizes", size, "lat", "p50"),
                value(RUMDL, "scale", "sizes", size, "lat", "p50"),
                RUMDL,
                1.0,
            )
            for size in ("16", "64")
        ),
        (
            "spawn to initialize, p50 ms",
            value(OURS, "cold", "init", "p50"),
            value(BARE, "cold", "init", "p50"),
            BARE,
            1.25,
        ),
        ("peak memory, MB", value(OURS, "usage", "hwm_mb"), value(BARE, "usage", "hwm_mb"), BARE, 1.4),
        ("1,000 changes to last diagnostics, ms", flood(OURS), flood(BARE), BARE, 2.0),
    ]
    print("\n| target | reportlens | the other | at most | |\n|---|---:|---:|---:|---|")
    missed = False
    for what, ours, other, name, factor in rows:
        if ours is None or other is None:
            print(f"| {what} | - | - | {factor:g} x {name} | not measured |")
            continue
        good = ours <= other * factor
        missed = missed or not good
        print(
            f"| {what} | {ours:.2f} | {other:.2f} | {factor:g} x {name} | {'met' if good else 'MISSED'} ({ours / other:.2f} x) |"
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
