"""Which edition of the course's template a report was made from, and the limits that edition sets.

The facts stand in `editions.json` (limits, numbers of questions and boxes, hashes of the prompts) and
`items.json` (the checklist). A template moves every year and sometimes within the course: a new edition is
one row there and a test; until it is known, each prompt's own words set the limits.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlens.report.fingerprint import difference, dump, fingerprint, likeness, load
from reportlens.report.items import key_of
from reportlens.report.limits import Limits, Range
from reportlens.report.model import EditionMatch
from reportlens.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportlens.report.model import ChecklistItem, Question

_DATA = Path(__file__).parent / "editions.json"
UNKNOWN = EditionMatch(id="", label="", questions=0, boxes=0)
_NEAR = 0.6
"""From this likeness on, a prompt is taken for a reworded one of the template."""
_KNOWN_SHARE = 0.5
"""This share of the prompts has to be known (or near) before an edition is believed."""
_MANY = 20
"""So many boxes are at least needed to tell the edition without any prompt."""


class Edition(Value):
    """The facts of one edition."""

    id: str
    label: str
    """The year that people call it by; an edition and its mending within a course share it."""
    questions: int
    boxes: int
    recommended: bool
    """Whether the length is introduced with "Recommended"."""
    limits: Mapping[int, Limits]
    superseded: str
    """The edition whose limits hold for its reports: it was mended while the course ran; empty if none."""

    @property
    def match(self) -> EditionMatch:
        """What a report says of it that was made from it."""
        return EditionMatch(id=self.id, label=self.label, questions=self.questions, boxes=self.boxes)


class Facts(Value):
    """All editions."""

    editions: tuple[Edition, ...]
    prompts: Mapping[int, tuple[str, ...]]
    """The wordings of each question, as dumped fingerprints."""
    known: Mapping[tuple[int, str], frozenset[str]]
    """The editions of each exact wording, by question number and dumped fingerprint."""
    sections: frozenset[str]
    """The dumped fingerprints of the section titles."""
    introductions: frozenset[str]
    """The dumped fingerprints of the first five words under a section's title."""
    figures: Mapping[int, str]
    """The names of the template's example figures, by their exact size in bytes."""


@lru_cache(maxsize=1)
def facts() -> Facts:
    """Load the facts, once."""
    raw = json.loads(_DATA.read_text(encoding="utf-8"))
    prompts: dict[int, list[str]] = {}
    known = {}
    for row in raw["prompts"]:
        prompts.setdefault(row["number"], []).append(row["print"])
        known[row["number"], row["print"]] = frozenset(row["editions"])
    return Facts(
        editions=tuple(_edition(row) for row in raw["editions"]),
        prompts={n: tuple(rows) for n, rows in prompts.items()},
        known=known,
        sections=frozenset(raw["sections"]),
        introductions=frozenset(raw["introductions"]),
        figures={size: name for name, size in raw["figures"].items()},
    )


def _edition(row: dict[str, Any]) -> Edition:
    words, images = row["words"], row["images"]
    limits = {
        number: Limits(_range(words.get(str(number))), _range(images.get(str(number))), "edition")
        for number in range(1, row["questions"] + 1)
    }
    return Edition(
        id=row["id"],
        label=row["label"],
        questions=len(limits),
        boxes=row["boxes"],
        recommended=row["recommended"],
        limits=limits,
        superseded=row.get("superseded", ""),
    )


def _range(pair: list[int] | None) -> Range | None:
    return (pair[0], pair[1]) if pair else None


def edition_named(name: str) -> Edition | None:
    """Return the edition of a name or, the latest, of a label."""
    found = [it for it in facts().editions if name and name in (it.id, it.label)]
    return next((it for it in found if it.id == name), found[-1] if found else None)


@lru_cache(maxsize=256)
def is_section_title(title: str) -> bool:
    """Tell whether a heading's text is that of one of the template's sections."""
    return dump(fingerprint(title)) in facts().sections


def is_introduction(line: str) -> bool:
    """Tell whether a line begins like the template's introductions to its sections."""
    return dump(fingerprint(line)[:5]) in facts().introductions


def editions_of(question: Question) -> frozenset[str]:
    """Return the editions that have exactly this wording; empty if none has."""
    kept = question.memory.get("editions")
    if kept is None:
        row = dump(fingerprint(question.wording))
        kept = question.memory["editions"] = facts().known.get((question.number, row), frozenset())
    return kept  # type: ignore[return-value]


class Nearest(Value):
    """How a wording differs from the nearest known one."""

    added: int
    """Words that the known one does not have."""
    removed: int
    """Words of the known one that are gone."""
    length: int
    """Words of the known one."""
    likeness: float
    """From 0 to 1."""


def nearest_prompt(question: Question) -> Nearest:
    """Compare a wording with the known ones of its number."""
    kept = question.memory.get("nearest")
    if kept is None:
        kept = question.memory["nearest"] = _nearest(question)
    return kept  # type: ignore[return-value]


def _nearest(question: Question) -> Nearest:
    words = fingerprint(question.wording)
    rows = [load(it) for it in facts().prompts.get(question.number, ())]
    if not rows or not words:
        return Nearest(added=len(words), removed=0, length=0, likeness=0.0)
    nearest = max(rows, key=lambda it: likeness(words, it))
    added, removed = difference(words, nearest)
    return Nearest(added=added, removed=removed, length=len(nearest), likeness=likeness(words, nearest))


def detect(
    questions: Sequence[Question], checklist: Sequence[ChecklistItem], *, recommended: bool
) -> EditionMatch:
    """Tell the edition from the number of questions, the prompts, their limits and the boxes."""
    if len(questions) < 2 or not (_believable(questions) or _told_by_boxes(questions, checklist)):
        return UNKNOWN
    signs = _Signs(
        numbers=[it.number for it in questions],
        wordings=Counter([name for it in questions for name in editions_of(it)]),
        lengths=[(it.number, it.stated_words) for it in questions if it.stated_words],
        boxes=len(checklist),
        recommended=recommended,
    )
    scored = [(_score(it, signs), it) for it in facts().editions]
    score, best = max(scored, key=lambda it: it[0])
    best = edition_named(best.superseded) or best
    return best.match if score > 0 else UNKNOWN


def _believable(questions: Sequence[Question]) -> bool:
    """Tell whether most prompts are the course's, to the letter or nearly so."""
    needed = _KNOWN_SHARE * len(questions)
    exact = sum(1 for it in questions if editions_of(it))
    if exact >= needed:
        return True
    near = sum(1 for it in questions if not editions_of(it) and nearest_prompt(it).likeness >= _NEAR)
    return exact + near >= needed


def _told_by_boxes(questions: Sequence[Question], checklist: Sequence[ChecklistItem]) -> bool:
    """Tell whether the checklist is the course's, where the prompts were deleted."""
    if len(checklist) < _MANY or sum(not it.wording for it in questions) < _KNOWN_SHARE * len(questions):
        return False
    return sum(bool(key_of(it.text, it.modules)[0]) for it in checklist) > _KNOWN_SHARE * len(checklist)


class _Signs(Value):
    """What tells of a report's edition."""

    numbers: Sequence[int]
    """Those of the questions."""
    wordings: Mapping[str, int]
    """By the name of an edition, how many prompts have exactly its wording."""
    lengths: Sequence[tuple[int, Range]]
    """The numbers of the questions that state a length, each with it."""
    boxes: int
    recommended: bool


def _score(edition: Edition, signs: _Signs) -> float:
    last = max(signs.numbers)
    numbers = len({it for it in signs.numbers if it <= edition.questions})
    if abs(last - edition.questions) > 1 and not (
        last > edition.questions - 3 and numbers >= edition.questions - 3
    ):
        return 0
    score = 4.0 if last == edition.questions else 2.0
    score += 3 if signs.recommended == edition.recommended else 0
    score += signs.wordings.get(edition.id, 0)
    for number, words in signs.lengths:
        if number in edition.limits:
            score += 1 if edition.limits[number].words == words else -1
    if signs.boxes and edition.boxes:
        score += max(0.0, 6 - abs(signs.boxes - edition.boxes) / 2)
    elif signs.boxes or edition.boxes:
        score -= 3 if signs.boxes else 1
    return score


def limits_of(question: Question, edition: Edition | None) -> Limits:
    """Return the limits that hold for a question, before any setting.

    The edition's table decides while the wording is one of its own (a group may have raised the figure in the
    prompt); where the wording is nobody's we know, the prompt's own figures do.
    """
    if edition is None or question.number not in edition.limits:
        return question.stated
    table = edition.limits[question.number]
    if not question.wording or editions_of(question) or nearest_prompt(question).likeness >= _NEAR:
        return table
    return Limits(question.stated.words or table.words, question.stated.images or table.images, "prompt")
