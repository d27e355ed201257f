"""The way through the questions, and the signs of their states."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reportlens.page.pieces import sections_of
from reportlens.page.standing import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlens.page.standing import Standing
    from reportlens.report.model import ChecklistItem, Question, Report

SIGNS = (
    '<svg class="signs" width="0" height="0" aria-hidden="true"><defs>'
    '<symbol id="i-met" viewBox="0 0 16 16"><circle class="disc" cx="8" cy="8" r="7"/><path class="line" d="M4.7 8.3l2.3 2.3 4.4-5"/></symbol>'
    '<symbol id="i-free" viewBox="0 0 16 16"><circle class="ring" cx="8" cy="8" r="6.2"/><circle class="disc" cx="8" cy="8" r="2.4"/></symbol>'
    '<symbol id="i-short" viewBox="0 0 16 16"><path class="disc" d="M8 14.6L.9 2.2h14.2z"/><path class="line" d="M5.4 6h5.2"/></symbol>'
    '<symbol id="i-long" viewBox="0 0 16 16"><path class="disc" d="M8 1.4l7.1 12.4H.9z"/><path class="line" d="M8 6v5.6M5.4 9h5.2"/></symbol>'
    '<symbol id="i-images" viewBox="0 0 16 16"><rect class="disc" x="1" y="2" width="14" height="12" rx="2"/><path class="line" d="M3.5 11.5l3-4 2.4 3 1.6-2 2 3"/></symbol>'
    '<symbol id="i-none" viewBox="0 0 16 16"><circle class="ring dashed" cx="8" cy="8" r="6.2"/><path class="dark" d="M5.2 8h5.6"/></symbol>'
    '<symbol id="i-done" viewBox="0 0 16 16"><rect class="disc" x="1" y="1" width="14" height="14" rx="3"/><path class="line" d="M4.4 8.3l2.5 2.5 4.7-5.4"/></symbol>'
    '<symbol id="i-open" viewBox="0 0 16 16"><rect class="ring" x="1.7" y="1.7" width="12.6" height="12.6" rx="2.5"/></symbol>'
    "</defs></svg>"
)
"""Drawn once; the page refers to them."""


def navigation(report: Report, standings: Sequence[Standing], anchors: Sequence[str]) -> str:
    """Return the way through the questions: each with its sign, its first words and its length."""
    heads = {it.questions[0]: it.title for it in sections_of(report) if it.questions}
    rows: list[str] = []
    for question, stand, name in zip(report.questions, standings, anchors, strict=True):
        if question.index in heads or not rows:
            title = heads.get(question.index, "Questions")
            rows.append(f"{'</ol>' if rows else ''}<p>{escape(title)}</p><ol>")
        rows.append(_row(question, stand, name))
    good = sum(it.good for it in standings)
    done = _done(report.checklist)
    return f"""<nav aria-label="Questions">
<p class="sum"><b>{good}</b> of {len(standings)} within limits{done}</p>
<details open><summary>Questions</summary>
{"".join(rows)}</ol>
</details>
</nav>"""


def _done(checklist: Sequence[ChecklistItem]) -> str:
    return (
        f"<br><b>{sum(it.ticked is True for it in checklist)}</b> of {len(checklist)} boxes ticked"
        if checklist
        else ""
    )


def _row(question: Question, stand: Standing, name: str) -> str:
    count = "\u2013" if stand.key == "none" else f"{question.answer.words.official:,}"
    words = escape(question.wording[:70], quote=False)
    of = stand.words.partition(" of ")[2]
    told = ", ".join(it for it in (of and f"of {of}", WORDS[stand.key].lower(), stand.images) if it)
    return (
        f'<li class="{stand.key}"><a href="#{escape(name)}">{sign(stand)}'
        f'<span class="number"><span class="told">Question </span>{question.number}</span> <span class="words">{words}</span> '
        f'<span class="count">{count}<span class="told"> words, {escape(told)}</span></span></a></li>'
    )


def sign(stand: Standing) -> str:
    """Return the sign of a state: a shape of its own, so that nobody needs the colour."""
    return f'<svg class="sign" aria-hidden="true"><use href="#i-{stand.key}"/></svg>'
