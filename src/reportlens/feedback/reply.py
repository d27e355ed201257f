"""The reply of a model: its schema on the wire, and the reading of it.

The schema holds no place for prose but one short question. Limits on length are checked here and not on the wire,
because not every server knows such keywords.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

if TYPE_CHECKING:
    from collections.abc import Sequence

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
LARGEST = 200_000
"""A longer reply is not read."""
DEEPEST = 200


class ReplyError(Exception):
    """A reply that cannot be read; the text says where and why, without the reply's own words."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Passage(_Strict):
    """A claim that these words stand in that sentence."""

    sentence: int
    quote: str


class CriterionReply(_Strict):
    """What the model says of one criterion; the evidence comes first, so that it is found first."""

    id: str
    evidence: tuple[Passage, ...]
    verdict: Literal["covered", "partial", "missing"]
    gap: Literal[
        "none",
        "no_value",
        "no_explanation",
        "no_reason",
        "no_example",
        "no_link",
        "only_some_parts",
        "off_topic",
    ]


class Reply(_Strict):
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
            "verdict": {"type": "string", "enum": ["covered", "partial", "missing"]},
            "gap": {"type": "string", "enum": list(GAPS)},
        }
    )
    return _object({"criteria": {"type": "array", "items": criterion}, "question_back": {"type": "string"}})


def read(text: str) -> Reply:
    """Read a reply; raises `ReplyError`."""
    if len(text) > LARGEST:
        raise ReplyError(f"the reply has more than {LARGEST} characters")
    found = _json_object(text)
    try:
        return Reply.model_validate_json(found)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(it) for it in first["loc"]) or "the object"
        raise ReplyError(f"{place}: {first['msg']}") from None
    except (ValueError, RecursionError):
        raise ReplyError("it holds characters that no JSON can carry") from None


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _json_object(text: str) -> str:
    """Return the last whole object of a text that names `criteria`; models think aloud before it."""
    decoder = json.JSONDecoder()
    best = ""
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
            best = json.dumps(value)
        at = text.find("{", end)
    if not best:
        raise ReplyError("it holds no whole JSON object with `criteria`")
    return best
