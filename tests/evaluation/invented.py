"""How often the cross-check is right on invented reports, whose answers were written and labelled for this.

Run it: `python tests/evaluation/invented.py [FOLDER]`, with the folder of the labelled reports (else `invented` beside
this file). Every report is put to it twice: with all boxes empty (work that is `claimed-clear` has to be found,
findings on `denied-*` and `neither` are false) and with all boxes ticked (`denied-clear` has to be found, findings on
`claimed-*` and `neither` are false). What is `claimed-partial` or `denied-partial` counts neither way on its own side.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from made import boxes  # noqa: E402
from reportlens.crosscheck.verdict import contradictions  # noqa: E402
from reportlens.report.model import Report  # noqa: E402
from reportlens.report.parse import parse  # noqa: E402

DATA = Path(__file__).parent / "invented"
SIDES = ("claimed", "denied")


class Line(NamedTuple):
    """One finding, or one label that was not found."""

    report: str
    key: str
    label: str
    found: bool
    words: str
    """The sentence that decided, or the one that was labelled."""


def reports(folder: Path) -> dict[str, dict]:
    """Return the labelled reports of a folder, by name."""
    return {it.stem: json.loads(it.read_text(encoding="utf-8")) for it in sorted(folder.glob("*.json"))}


def report_of(answers: dict[str, str], *, ticked: bool, keys: list[str]) -> Report:
    """Return a report of these answers, all boxes ticked or all empty (but for one that no answer tells of)."""
    numbered = {1: "Group 7", 2: "s123456", **{int(number): it for number, it in answers.items()}}
    parts = [
        f"### Question {n}\n\n> **What?**\n>\n> Answer:\n\n{it}\n\n" for n, it in sorted(numbered.items())
    ]
    ticks = {"repository": True} | dict.fromkeys(keys, ticked)
    return parse(f"# A report\n\n{''.join(parts)}").replaced(checklist=tuple(boxes(ticks)))


def lines(folder: Path, side: str) -> list[Line]:
    """Return all findings of a side over all reports, and what was missed."""
    result = []
    for name, it in reports(folder).items():
        labels = it["items"]
        report = report_of(it["answers"], ticked=side == "denied", keys=list(labels))
        found = {box.key: told for box, told in contradictions(report) if told.said == side}
        for key, row in labels.items():
            told = found.get(key)
            if told is not None and told.deciding:
                words = f"question {told.deciding.question}: {' '.join(told.deciding.text.split())}"
                result.append(Line(name, key, row["label"], found=True, words=words))
            elif row["label"].startswith(side):
                result.append(Line(name, key, row["label"], found=False, words=row.get("quote", "")))
    return result


def figures(rows: list[Line], side: str) -> tuple[float, float]:
    """Return precision and recall."""
    clear = [it for it in rows if it.label == f"{side}-clear"]
    right = sum(it.found for it in clear)
    wrong = sum(it.found and not it.label.startswith(side) for it in rows)
    return right / max(1, right + wrong), right / max(1, len(clear))


def main() -> int:
    """Print the tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    if not any(folder.glob("*.json")):
        print(f"no labelled reports in {folder}", file=sys.stderr)
        return 2
    for side in SIDES:
        rows = lines(folder, side)
        precision, recall = figures(rows, side)
        clear = sum(it.label == f"{side}-clear" for it in rows)
        wrong = sum(it.found and not it.label.startswith(side) for it in rows)
        print(f"## {side}: precision {precision:.2f}, recall {recall:.2f} ({clear} clear, {wrong} false)")
        for it in sorted(rows, key=lambda it: (not it.found, it.label, it.key)):
            if it.label == f"{side}-clear" and it.found and "-v" not in sys.argv:
                continue
            print(
                f"{it.label:16} {'found ' if it.found else 'missed'} {it.report:8} {it.key:20} {it.words[:200]}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
