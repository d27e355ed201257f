"""Criteria for a template that the rubric does not know: the sentences of the prompt itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.feedback.criterion import Criterion
from reportlens.feedback.similarity import words

if TYPE_CHECKING:
    from reportlens.report.model import Question

_SENTENCE = re.compile(r"[^.?!\n]{3,400}(?:[.?!]+(?=\s|$)|\n|$)")
_ASKS = re.compile(
    r"\?|^\W{0,4}(explain|describe|discuss|state|list|include|upload|insert|enter|give|show|name|reflect|argue|"
    r"compare|summari[sz]e|present|provide|mention|elaborate|outline|what|which|how|why|did|do|does|is|are|who|"
    r"where|when)\b|\b(please|you should|make sure|remember to)\b",
    re.IGNORECASE,
)
_IMAGE = re.compile(
    r"\b(upload|insert|include|add)\b.{0,40}\b(images?|figures?|screenshots?|diagrams?)\b", re.IGNORECASE
)
_LINK = re.compile(r"\b(include|insert|add|provide)\b.{0,30}\blinks?\b", re.IGNORECASE)
_OPTIONAL = re.compile(r"\bfeel free\b|\boptional|\byou (can|may)\b", re.IGNORECASE)
MOST = 8
"""Of so many sentences of one prompt criteria are made."""


def derived(question: Question) -> tuple[Criterion, ...]:
    """Return one criterion for each sentence of the prompt that asks for something."""
    sentences = [" ".join(it.group().split()) for it in _SENTENCE.finditer(question.wording)]
    asking = [it for it in sentences if _ASKS.search(it) and words(it)]
    chosen = (asking or [it for it in sentences if words(it)])[:MOST]
    return tuple(_criterion(question.number, place, it) for place, it in enumerate(chosen, 1))


def _criterion(number: int, place: int, sentence: str) -> Criterion:
    artifact = "image" if _IMAGE.search(sentence) else "link" if _LINK.search(sentence) else None
    return Criterion(
        id=f"q{number:02}-sentence-{place}",
        text=f"an answer to “{_short(sentence)}”",
        kind="artifact" if artifact else "open",
        covered="The answer does what the sentence asks.",
        partial="It does so in part.",
        gap="no_image" if artifact == "image" else "no_link" if artifact == "link" else "no_explanation",
        back="Which sentence of the answer takes this up?",
        cues=_cues(sentence),
        artifact=artifact,  # type: ignore[arg-type]  # the two words are the type's own
        optional=bool(_OPTIONAL.search(sentence)),
        derived=True,
    )


def _cues(sentence: str) -> tuple[re.Pattern[str], ...]:
    stems = sorted({re.escape(it) for it in words(sentence)})
    return tuple(re.compile(rf"\b{stem}", re.IGNORECASE) for stem in stems)


def _short(sentence: str, most: int = 110) -> str:
    if len(sentence) <= most:
        return sentence
    return sentence[:most].rsplit(" ", 1)[0] + " …"
