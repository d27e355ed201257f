"""How long `reportlens html` takes for a report, as a ratio to a plain Python-Markdown conversion of the same file.

    python tests/bench/bench_html.py [REPORT ...]

Without reports it takes those of `REPORTLENS_SHARED`, and without these the example. Needs `reportlens[page]`.
Each figure is the least processor time of several rounds, with all that is remembered between rounds forgotten.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import markdown

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src")]

from reportlens.page import Figures, highlight, page  # noqa: E402 (the path comes first)
from reportlens.report import parse as parsing  # noqa: E402
from reportlens.report.question import read_question  # noqa: E402

ROUNDS = 7


def best(work: Callable[[], object]) -> float:
    """Return the least time of several rounds, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        read_question.cache_clear()
        parsing._checklist.cache_clear()
        highlight._coloured.cache_clear()
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return min(times)


def reports(words: list[str]) -> list[Path]:
    """Return the reports to measure."""
    if words:
        return [Path(it) for it in words]
    shared = Path(os.environ.get("REPORTLENS_SHARED", ROOT.parent / "shared"))
    return sorted(shared.glob("reports/*/README.md")) or [
        ROOT / "tests" / "example" / "reports" / "README.md"
    ]


def main() -> None:
    """Measure and print."""
    ratios = []
    print(f"{'report':<42} {'kB':>5} {'markdown':>9} {'html':>9} {'ratio':>6} {'page kB':>8}")
    for path in reports(sys.argv[1:]):
        text = path.read_text(encoding="utf-8")
        plain = best(lambda text=text: markdown.markdown(text))  # type: ignore[misc]
        ours = best(lambda text=text, path=path: page(parsing.parse(text), Figures(path.parent)))  # type: ignore[misc]
        size = len(page(parsing.parse(text), Figures(path.parent, mode="link")).encode())
        ratios.append(ours / plain)
        name = path.parent.name[:42]
        print(
            f"{name:<42} {len(text) / 1000:>5.0f} {plain:>6.1f} ms {ours:>6.1f} ms {ours / plain:>6.2f} {size / 1000:>8.0f}"
        )
    print(f"ratio: median {statistics.median(ratios):.2f}, least {min(ratios):.2f}, most {max(ratios):.2f}")


if __name__ == "__main__":
    main()
