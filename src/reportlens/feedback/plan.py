"""What a judge would send for a report: told, counted and shown before anything is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reportlens.feedback.budget import Count, count
from reportlens.feedback.consent import REPLY_BASE, REPLY_PER_CRITERION, Plan
from reportlens.feedback.feedback import tasks
from reportlens.feedback.messages import request
from reportlens.feedback.prices import price

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from reportlens.feedback.endpoint import Endpoint
    from reportlens.feedback.messages import Request
    from reportlens.feedback.openai_judge import OpenAIJudge
    from reportlens.feedback.prompts import Prompts
    from reportlens.report.model import Report


def requests(
    report: Report, numbers: Collection[int] | None, prompts: Prompts
) -> tuple[tuple[int, Request], ...]:
    """Return the number and the request of each question that would be sent."""
    answered = (it for it in tasks(report, numbers) if it.question.answer.status == "answered")
    made = ((it.question.number, request(it, prompts)) for it in answered)
    return tuple((number, asked) for number, asked in made if asked is not None)


async def plan(
    asked: Iterable[tuple[int, Request]], place: Endpoint, model: str, table: Path | None = None
) -> Plan:
    """Return what would be sent, with the number of tokens and the price."""
    listed = list(asked)
    counts = [await count(it.messages, model) for _, it in listed]
    return Plan(
        origin=place.origin,
        model=model,
        questions=tuple(number for number, _ in listed),
        sent=Count(sum(it.tokens for it in counts), exact=all(it.exact for it in counts)),
        received=sum(REPLY_BASE + REPLY_PER_CRITERION * len(it.ids) for _, it in listed),
        price=price(model, place, table),
    )


def shown(asked: Sequence[tuple[int, Request]], judge: OpenAIJudge) -> str:
    """Return the bodies of the requests as they would be sent first (the fence words change each time)."""
    return "\n".join(json.dumps(judge.body(it.messages, it), ensure_ascii=False) for _, it in asked)
