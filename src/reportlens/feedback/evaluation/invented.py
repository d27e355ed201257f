"""Invented reports with their labels: answers and what covers what, in one JSON object a file.

`answers`: the text of each answer by question number; `criteria`: a label for each criterion.
Such a report is anybody's to read and to share, as a student's is not.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from reportlens.errors import ConfigurationError
from reportlens.feedback.evaluation.labels import NAMES, Label, identity
from reportlens.feedback.rubric import NEWEST

if TYPE_CHECKING:
    from pathlib import Path

_CRITERION = re.compile(r"q(\d{2})-[a-z-]+")


def is_invented(place: Path) -> bool:
    """Tell whether a place is a folder of invented reports, or one of them."""
    return place.is_dir() or place.suffix == ".json"


def read(place: Path) -> tuple[tuple[Label, ...], dict[str, str]]:
    """Return the labels, and the texts by the reports' names; raises `ConfigurationError` with the file not understood."""
    labels: list[Label] = []
    texts: dict[str, str] = {}
    for file in sorted(place.glob("*.json")) if place.is_dir() else [place]:
        try:
            table = json.loads(file.read_text("utf-8"))
            text = _text({int(number): str(answer) for number, answer in table["answers"].items()})
            labels += _labels(identity(text), table["criteria"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigurationError(f"the report {file.name} is not understood: {error}") from error
        texts[identity(text)] = text
    return tuple(labels), texts


def _text(answers: dict[int, str]) -> str:
    """Return a report without prompts: the number of a question says what is asked."""
    lines = ["# Report", ""]
    for number in range(1, NEWEST + 1):
        lines += [f"### Question {number}", "", "> Answer:", "", answers.get(number, ""), ""]
    return "\n".join(lines)


def _labels(name: str, table: dict[str, Any]) -> list[Label]:
    found = []
    for criterion, label in table.items():
        known = _CRITERION.fullmatch(criterion)
        if known is None or label not in NAMES:
            raise ValueError(f"{criterion[:40]!r} is {str(label)[:40]!r}")
        found.append(Label(name, int(known[1]), criterion, label))
    return found
