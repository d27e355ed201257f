"""How often the cross-check of the checklist is right, on real reports that were graded by hand.

Run it: `python tests/evaluation/checklist.py [FOLDER]`, with the folder that holds `contradictions.json` and the reports
(else `REPORTLENS_SHARED`, else `shared` beside the repository). `clear` contradictions have to be found, `partial` ones
count neither way, `control` ones have to stay silent. Findings that the graders did not list were read one by one; what
was thought of them stands in `checklist.json`, by a hash of report and item. Whatever nobody has read counts as false.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from reportlens.crosscheck.repository import from_listing  # noqa: E402
from reportlens.crosscheck.verdict import contradictions, unclaimed, without_evidence  # noqa: E402
from reportlens.report.parse import parse  # noqa: E402

READ = Path(__file__).with_suffix(".json")
KINDS = {"unchecked_but_answered": "claimed", "checked_but_denied": "denied"}


class Line(NamedTuple):
    """One finding, or one contradiction that was not found."""

    report: str
    key: str
    grade: str
    found: bool
    words: str


def lines(folder: Path, kind: str) -> list[Line]:
    """Return all findings of a kind over all reports, and what was missed."""
    graded = json.loads((folder / "contradictions.json").read_text(encoding="utf-8"))[kind]
    read = json.loads(READ.read_text(encoding="utf-8"))
    result = []
    for path in sorted(folder.glob("*/README.md")):
        report = parse(path.read_bytes().decode())
        here = {it["line"]: it for it in graded if _same(it["repo"], path)}
        found = {it.span: told for it, told in contradictions(report) if told.said == KINDS[kind]}
        for item in report.checklist:
            grade = here.get(report.lines.line(item.span.start) + 1, {}).get("grade", "")
            told = found.get(item.span)
            if told is not None and told.deciding:
                grade = grade or read.get(mark(path.parent.name, item.key), "unread")
                words = f"question {told.deciding.question}: {' '.join(told.deciding.text.split())}"
                result.append(Line(path.parent.name, item.key, grade, found=True, words=words))
            elif grade:
                result.append(Line(path.parent.name, item.key, grade, found=False, words=""))
    return result


def mark(report: str, key: str) -> str:
    """Return what a finding goes by in the list of those that were read."""
    return f"{crc32(f'{report}:{key}'.encode()):08x}"


def _same(repository: str, path: Path) -> bool:
    """Tell whether a graded repository is that of a report; an owner whose name was replaced goes by the rest."""
    name = repository.replace("/", "__")
    if (path.parents[1] / name).is_dir():
        return name == path.parent.name
    return name.partition("__")[2] == path.parent.name.partition("__")[2]


def figures(rows: list[Line]) -> tuple[float, float]:
    """Return precision and recall."""
    right = sum(it.found and it.grade in ("clear", "true") for it in rows)
    wrong = sum(it.found and it.grade in ("control", "false", "unread") for it in rows)
    clear = sum(it.grade == "clear" for it in rows)
    found = sum(it.found and it.grade == "clear" for it in rows)
    return right / max(1, right + wrong), found / max(1, clear)


def evidence(folder: Path) -> list[str]:
    """Return what the listings of files say against the boxes."""
    result = []
    for path in sorted(folder.glob("*/README.md")):
        listing = path.parent / "allfiles.txt"
        report = parse(path.read_bytes().decode())
        repository = from_listing(listing.read_text(encoding="utf-8")) if listing.is_file() else None
        if repository is not None and report.checklist:
            result += [
                f"without evidence  {path.parent.name} {it.key}: {words}"
                for it, words in without_evidence(report, repository)
            ]
            result += [
                f"unclaimed         {path.parent.name} {it.key}: {file}"
                for it, file in unclaimed(report, repository)
            ]
    return result


def main() -> int:
    """Print the tables."""
    shared = Path(
        sys.argv[1] if len(sys.argv) > 1 else os.environ.get("REPORTLENS_SHARED", ROOT.parent / "shared")
    )
    folder = shared / "reports" if (shared / "reports").is_dir() else shared
    if not (folder / "contradictions.json").is_file():
        print(f"no contradictions.json in {folder}", file=sys.stderr)
        return 2
    for kind in KINDS:
        rows = lines(folder, kind)
        precision, recall = figures(rows)
        print(f"## {kind}: precision {precision:.2f}, recall {recall:.2f}")
        for it in rows:
            print(
                f"{it.grade:8} {'found ' if it.found else 'missed'} {it.report[:24]:24} {it.key:20} {it.words[:110]}"
            )
    print("## repository")
    print("\n".join(evidence(folder) or ["no finding"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
