"""Labels: what people say of answers, as offsets into reports that are not here.

One JSON object a line: `report` (the start of the SHA-256 of its text), `question`, `criterion`,
`label` (covered, partial, missing, na), `evidence` (offsets into the text); where somebody else has labelled it, too,
`second`; where the two were settled to another label than the first, that one as `first`; where the first annotator has
labelled it once more, `again`.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from reportlens.errors import ConfigurationError
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAMES = frozenset({"covered", "partial", "missing", "na"})


class Label(NamedTuple):
    """What a person says of one criterion of one answer."""

    report: str
    question: int
    criterion: str
    label: str
    evidence: tuple[Span, ...] = ()
    second: str = ""
    """Of another annotator, who did not know the first label."""
    first: str = ""
    """As it was before both were settled, where that is not the label."""
    again: str = ""
    """Of the same annotator at another time."""


def identity(text: str) -> str:
    """Return the name of a report: the start of its hash."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read(file: Path) -> tuple[Label, ...]:
    """Read a file of labels; raises `ConfigurationError` with the line that is not understood."""
    found = []
    for number, line in enumerate(file.read_text("utf-8").splitlines()):
        if line.strip():
            found.append(_label(line, number))
    return tuple(found)


def write(labels: Iterable[Label], file: Path) -> None:
    """Write labels, in order."""
    lines = []
    for it in sorted(labels):
        row: dict[str, object] = {
            "report": it.report,
            "question": it.question,
            "criterion": it.criterion,
            "label": it.label,
        }
        if it.evidence:
            row["evidence"] = [list(span) for span in it.evidence]
        others = {"second": it.second, "first": it.first, "again": it.again}
        row |= {name: label for name, label in others.items() if label}
        lines.append(json.dumps(row) + "\n")
    file.write_text("".join(lines), "utf-8")


def reports(folders: Iterable[Path], wanted: frozenset[str]) -> dict[str, str]:
    """Return the texts of the labelled reports that are found under the folders, by their names."""
    found: dict[str, str] = {}
    for folder in folders:
        for file in sorted(folder.rglob("*.md")) if folder.is_dir() else [folder]:
            text = file.read_bytes().decode("utf-8", "replace")
            name = identity(text)
            if name in wanted:
                found[name] = text
    return found


def _label(line: str, number: int) -> Label:
    try:
        row = json.loads(line)
        label = Label(
            str(row["report"]),
            int(row["question"]),
            str(row["criterion"]),
            str(row["label"]),
            tuple(Span(int(start), int(end)) for start, end in row.get("evidence", ())),
            *(str(row.get(name, "")) for name in ("second", "first", "again")),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"label in line {number + 1} is not understood: {error}", number) from error
    for name in (label.label, *filter(None, label[5:])):
        if name not in NAMES:
            raise ConfigurationError(f"line {number + 1}: {name!r} is no label", number)
    return label
