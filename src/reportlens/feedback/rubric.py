"""The rubric: which criteria a question has.

A question is recognised by its wording, so that the editions of the template share one rubric;
where the wording is gone, its number in the edition decides; where neither helps, the prompt's own sentences do.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from reportlens.errors import ConfigurationError
from reportlens.feedback.bundle import bundle, fingerprint
from reportlens.feedback.criterion import Criterion
from reportlens.feedback.derived import derived

if TYPE_CHECKING:
    from reportlens.report.model import Question, Report

NEWEST = 31
"""The number of questions of the edition whose numbers the rubric uses."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What one question of the template asks."""

    number: int
    """In the newest edition."""
    topic: str
    asked: re.Pattern[str]
    """Recognises the wording."""
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """All topics."""

    topics: tuple[Topic, ...]
    hash: str
    moved: dict[int, dict[int, int]]
    """By the number of questions of an edition: where its questions stand in the newest."""

    def topic(self, question: Question, questions: int) -> Topic | None:
        """Return what a question asks, in a report of so many questions; nothing if that is not known."""
        number = question.number
        if questions != NEWEST:
            number = self.moved.get(questions, {}).get(number, number if number <= questions else 0)
        ranked = sorted(self.topics, key=lambda it: it.number != number)
        if question.wording.strip():
            return next((it for it in ranked if it.asked.search(question.wording)), None)
        known = questions == NEWEST or questions in self.moved
        return ranked[0] if known and ranked and ranked[0].number == number else None

    def criteria(self, question: Question, report: Report) -> tuple[Criterion, ...]:
        """Return what the question asks for."""
        if question.number in (1, 2):
            return ()
        topic = self.topic(question, report.edition.questions or len(report.questions))
        if topic is None:
            return derived(question)
        wording = question.wording
        return tuple(
            it for it in topic.criteria if not it.asked or not wording.strip() or it.asked.search(wording)
        )

    @property
    def all(self) -> tuple[Criterion, ...]:
        """Return the criteria of all topics."""
        return tuple(it for topic in self.topics for it in topic.criteria)


@cache
def rubric() -> Rubric:
    """Return the rubric that comes with the program."""
    folder = bundle() / "rubric"
    texts = {it.name: it.read_text("utf-8") for it in folder.iterdir() if it.name.endswith(".toml")}
    topics = [_topic(name, text) for name, text in sorted(texts.items()) if name.startswith("question-")]
    editions = tomllib.loads(texts.get("editions.toml", ""))
    moved = {
        int(name.removeprefix("questions-")): {int(old): new for old, new in table.items()}
        for name, table in editions.items()
    }
    return Rubric(tuple(topics), fingerprint(texts), moved)


def _topic(name: str, text: str) -> Topic:
    try:
        table = tomllib.loads(text)
        criteria = tuple(_criterion(it) for it in table["criterion"])
        return Topic(table["number"], table["topic"], _pattern(table["asked"]), criteria)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as error:
        raise ConfigurationError(f"rubric file {name} is not understood: {error}") from error


def _criterion(table: dict[str, Any]) -> Criterion:
    return Criterion(
        id=table["id"],
        text=table["text"],
        kind=table["kind"],
        covered=table["covered"],
        partial=table["partial"],
        gap=table["gap"],
        back=table["back"],
        cues=tuple(_pattern(it) for it in table["cues"]),
        when=_pattern(table["when"]) if "when" in table else None,
        unless=_pattern(table["unless"]) if "unless" in table else None,
        asked=_pattern(table["asked"]) if "asked" in table else None,
        artifact=table.get("artifact"),
        optional=table.get("optional", False),
        enough=table.get("enough", 0),
    )


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
