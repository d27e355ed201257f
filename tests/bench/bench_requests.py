"""How long an editor waits for each kind of answer, on the report of `make_report.py` with its diagnostics.

    python tests/bench/bench_requests.py [ROUNDS]

A real server process over stdio. Every request is sent twice a round: right behind a keystroke, without waiting for the
diagnostics of it, and once more when nothing has changed. Code actions are asked for at every diagnostic in turn, with that
diagnostic in the context, and for the whole file (`source`). Milliseconds from the last byte sent to the answer read.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "server"), str(ROOT / "tests" / "bench")]

from desk import CAPABLE, SERVER, Desk  # noqa: E402 (the path comes first)
from make_report import make_report  # noqa: E402

from lsp_client import Client  # noqa: E402

ROUNDS = 40
Asked = tuple[str, str, dict[str, object]]


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as name, Client.start(SERVER) as client:
        path = Path(name) / "README.md"
        client.initialize(CAPABLE)
        desk = Desk(client)
        uri = desk.open(path, make_report())
        found = desk.shown(uri)
        time.sleep(1)  # what the server does once after it has started
        times = measured(desk, uri, found, rounds)
        client.stop()
    print(f"{len(found)} diagnostics, {len(desk.texts[uri].encode()) // 1000} kB, {rounds} rounds, ms\n")
    print("| request | unchanged p50 | p95 | behind a key p50 | p95 |\n|---|---:|---:|---:|---:|")
    for what, (still, behind) in times.items():
        figures = " | ".join(f"{of(it, share):.2f}" for it in (still, behind) for share in (0.5, 0.95))
        print(f"| {what} | {figures} |")


def measured(
    desk: Desk, uri: str, found: list[dict], rounds: int
) -> dict[str, tuple[list[float], list[float]]]:
    """Return the times of each kind of request: unchanged, and behind a keystroke."""
    asked = requests(uri, found)
    times: dict[str, tuple[list[float], list[float]]] = {what: ([], []) for what, *_ in asked}
    at = desk.texts[uri].index("Answer:", len(desk.texts[uri]) // 2) + 20
    for number in range(rounds):
        for what, method, params in asked:
            key = "x" if number % 2 else "y"
            desk.write(uri, desk.texts[uri][:at] + key + desk.texts[uri][at + 1 :])
            times[what][1].append(timed(desk.client, method, params))
            desk.shown(uri)
            times[what][0].append(timed(desk.client, method, params))
        desk.client.forget()
    return times


def requests(uri: str, found: list[dict]) -> list[Asked]:
    """Return what is asked: code actions at every diagnostic, and once of everything else."""
    document = {"textDocument": {"uri": uri}}
    place = {**document, "position": found[len(found) // 2]["range"]["start"]}
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 10_000, "character": 0}}
    actions = [
        ("code action at a diagnostic", {"range": it["range"], "context": {"diagnostics": [it]}})
        for it in found
    ]
    actions += [
        ("code action, fix all", {"range": whole, "context": {"diagnostics": [], "only": ["source.fixAll"]}}),
        ("code action, whole file", {"range": whole, "context": {"diagnostics": found}}),
    ]
    return [
        *((what, "textDocument/codeAction", {**document, **params}) for what, params in actions),
        ("hover", "textDocument/hover", place),
        ("code lens", "textDocument/codeLens", document),
        ("document symbol", "textDocument/documentSymbol", document),
        ("folding range", "textDocument/foldingRange", document),
        ("document link", "textDocument/documentLink", document),
        ("completion", "textDocument/completion", place),
        ("definition", "textDocument/definition", place),
    ]


def timed(client: Client, method: str, params: dict[str, object]) -> float:
    """Return how long one answer takes, in milliseconds."""
    start = time.perf_counter()
    client.request(method, params)
    return (time.perf_counter() - start) * 1000


def of(times: list[float], share: float) -> float:
    """Return the time below which that share of the times lies."""
    row = sorted(times)
    return row[min(int(len(row) * share), len(row) - 1)]


if __name__ == "__main__":
    main()
