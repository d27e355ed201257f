"""The reply of a model: its schema on the wire, and the reading of it.

The schema holds no place for prose but one short question. Limits on length are checked here and not on the wire,
because not every server knows such keywords.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlens.feedback.criterion import Gap

GAPS = (
    "none",
    "no_value",
    "no_explanation",
    "no_reason",
    "no_example",
    "no_link",
    "only_some_parts",
    "off_topic",
)
VERDICTS = ("covered", "partial", "missing")
LARGEST = 200_000
"""A longer reply is not read."""
DEEPEST = 200


class ReplyError(Exception):
    """A reply that cannot be read; the text says where and why, without the reply's own words."""


class Passage(NamedTuple):
    """A claim that these words stand in that sentence."""

    sentence: int
    quote: str


class CriterionReply(NamedTuple):
    """What the model says of one criterion; the evidence comes first, so that it is found first."""

    id: str
    evidence: tuple[Passage, ...]
    verdict: Literal["covered", "partial", "missing"]
    gap: Gap | Literal["none"]


class Reply(NamedTuple):
    """What the model says of one question."""

    criteria: tuple[CriterionReply, ...]
    question_back: str


def schema(ids: Sequence[str]) -> dict[str, object]:
    """Return the schema of a reply about these criteria."""
    passage = _object({"sentence": {"type": "integer"}, "quote": {"type": "string"}})
    criterion = _object(
        {
            "id": {"type": "string", "enum": list(ids)},
            "evidence": {"type": "array", "items": passage},
            "verdict": {"type": "string", "enum": list(VERDICTS)},
            "gap": {"type": "string", "enum": list(GAPS)},
        }
    )
    return _object({"criteria": {"type": "array", "items": criterion}, "question_back": {"type": "string"}})


def read(text: str) -> Reply:
    """Read a reply; raises `ReplyError`."""
    if len(text) > LARGEST:
        raise ReplyError(f"the reply has more than {LARGEST} characters")
    table = _members(_json_object(text), "the object", Reply)
    criteria = tuple(_criterion(it, place) for place, it in _items(table["criteria"], "criteria"))
    return Reply(criteria, _text(table["question_back"], "question_back"))


def _criterion(value: object, place: str) -> CriterionReply:
    table = _members(value, place, CriterionReply)
    evidence = tuple(_passage(it, where) for where, it in _items(table["evidence"], f"{place}.evidence"))
    verdict, gap = _text(table["verdict"], f"{place}.verdict"), _text(table["gap"], f"{place}.gap")
    if verdict not in VERDICTS:
        raise ReplyError(f"{place}.verdict: none of {', '.join(VERDICTS)}")
    if gap not in GAPS:
        raise ReplyError(f"{place}.gap: none of {', '.join(GAPS)}")
    return CriterionReply(_text(table["id"], f"{place}.id"), evidence, verdict, gap)  # type: ignore[arg-type]


def _passage(value: object, place: str) -> Passage:
    table = _members(value, place, Passage)
    number = table["sentence"]
    if isinstance(number, str) and len(number) < 10 and number.isdecimal():
        number = int(number)  # models write numbers as words
    if type(number) is not int:
        raise ReplyError(f"{place}.sentence: a whole number is wanted")
    return Passage(number, _text(table["quote"], f"{place}.quote"))


def _members(value: object, place: str, kind: type[Reply | CriterionReply | Passage]) -> dict[str, object]:
    """Return an object with exactly the members of a kind."""
    if not isinstance(value, dict):
        raise ReplyError(f"{place}: an object is wanted")
    missing = [it for it in kind._fields if it not in value]
    if missing:
        raise ReplyError(f"{place}.{missing[0]}: missing")
    if len(value) > len(kind._fields):
        raise ReplyError(f"{place}: more members than {', '.join(kind._fields)}")
    return value


def _items(value: object, place: str) -> Iterator[tuple[str, object]]:
    if not isinstance(value, list):
        raise ReplyError(f"{place}: a list is wanted")
    return ((f"{place}.{number}", it) for number, it in enumerate(value))


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise ReplyError(f"{place}: a text is wanted")
    if any("\ud800" <= it <= "\udfff" for it in value):
        raise ReplyError("it holds characters that no JSON can carry")
    return value


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _json_object(text: str) -> dict[str, object]:
    """Return the last whole object of a text that names `criteria`; models think aloud before it."""
    decoder = json.JSONDecoder()
    best: dict[str, object] | None = None
    at = text.find("{")
    tries = 0
    while at >= 0 and tries < DEEPEST:
        tries += 1
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
            continue
        if isinstance(value, dict) and "criteria" in value:
            best = value
        at = text.find("{", end)
    if best is None:
        raise ReplyError("it holds no whole JSON object with `criteria`")
    return best
