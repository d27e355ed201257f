"""Print the facts of a template that is not known yet: `python -m reportlens.report.new_edition TEMPLATE.md`.

What it prints goes into `editions.json` and `items.json` after a look: limits, numbers and hashes, and no word of
the template. Compare the limits with the table in the course's own checker, which decides.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from reportlens.report.edition import editions_of
from reportlens.report.fingerprint import dump, fingerprint
from reportlens.report.parse import parse


def facts_of(text: str, name: str) -> dict[str, Any]:
    """Return the rows that the data files need for a template."""
    report = parse(text)
    limits = {"words": {}, "images": {}}  # type: dict[str, dict[str, list[int | None]]]
    for question in report.questions:
        for what, pair in (("words", question.stated.words), ("images", question.stated.images)):
            if pair:
                limits[what][str(question.number)] = list(pair)
    return {
        "edition": {
            "id": name,
            "label": name,
            "questions": len(report.questions),
            "boxes": len(report.checklist),
            "recommended": "recommended answer length" in text.lower(),
            **limits,
        },
        "prompts": [
            {"number": it.number, "editions": [name], "print": dump(fingerprint(it.wording))}
            for it in report.questions
            if not editions_of(it)
        ],
        "items": [
            {
                "line": report.lines.line(it.span.start) + 1,
                "print": dump(fingerprint(it.text)),
                "near": it.key,
            }
            for it in report.checklist
            if it.edited or not it.key
        ],
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(str(__doc__))
    template = Path(sys.argv[1])
    print(json.dumps(facts_of(template.read_text(encoding="utf-8"), template.stem), indent=1))  # noqa: T201
