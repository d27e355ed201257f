"""Put the page together: what the examiner will see, in one file that loads nothing and runs nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportlens.page.markdown import Writer
from reportlens.page.navigation import SIGNS, navigation, sign
from reportlens.page.pieces import answer_of, preamble_of, prompt_of, sections_of
from reportlens.page.standing import WORDS, judged, standing
from reportlens.report.official import official

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlens.page.conversion import Conversion
    from reportlens.page.figures import Figures
    from reportlens.page.standing import Standing
    from reportlens.report.model import Question, Report

GENERATOR = "reportlens"
"""What the page says of its origin, so that it is known for what it is and may be written again."""

_HERE = Path(__file__).parent
_TAGS = re.compile(r"<[^>]*>")


class Live(NamedTuple):
    """What a page needs that reloads itself."""

    script: str
    nonce: str
    version: str


def page(
    report: Report, figures: Figures, *, conversion: Conversion | None = None, live: Live | None = None
) -> str:
    """Return the page of a report; beside each answer the official conversion, where one is given."""
    writer = Writer(figures, report.text)
    standings = tuple(standing(it) for it in report.questions)
    preamble = preamble_of(report)
    title = writer.line(preamble.title) or "Report without a title"
    parts = [
        conversion.summary if conversion else "",
        _intro(writer, preamble.intro, template=preamble.template),
        _section("preamble", writer.blocks(preamble.rest, 2)),
        conversion.beside(None) if conversion else "",
    ]
    anchors: list[str] = []
    heads = {it.questions[0]: it.title for it in sections_of(report) if it.questions}
    for question, stand in zip(report.questions, standings, strict=True):
        if question.index in heads:
            words = heads[question.index]
            parts.append(f'<h2 class="part">{writer.line(words)}{writer.anchor(words)}</h2>')
        elif question.index == 0:
            parts.append('<h2 class="told">Questions</h2>')
        name = writer.name(
            report.text[question.whole.start : question.whole.start + question.heading.end].lstrip("# ")
        )
        anchors.append(name)
        parts.append(_question(writer, question, stand, name, conversion))
    header = _header(report, title, standings, len(figures.gaps))
    body = "\n".join(it for it in (header, *parts) if it)
    nav = navigation(report, standings, anchors) if report.questions else ""
    return _document(title, nav, body, figures, live, wide=conversion is not None)


def notice(message: str, figures: Figures, live: Live | None) -> str:
    """Return a page that says why there is no page."""
    return _document("Report", "", f"<h1>Report</h1>\n<p>{escape(message)}</p>", figures, live, wide=False)


def _document(title: str, nav: str, body: str, figures: Figures, live: Live | None, *, wide: bool) -> str:  # noqa: PLR0913
    plain_title = escape(unescape(_TAGS.sub("", title)).strip(), quote=False)
    script = (
        f'\n<script nonce="{live.nonce}" data-version="{live.version}">{live.script}</script>' if live else ""
    )
    classes = " ".join(it for it, so in (("beside", wide), ("bare", not nav)) if so)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(figures, live)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{GENERATOR}">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{plain_title}</title>
<style>{style()}</style>
</head>
<body{f' class="{classes}"' if classes else ""}>
<a class="skip" href="#report">Skip to the report</a>
{SIGNS}
{nav}
<main id="report">
{body}
</main>{script}
</body>
</html>
"""


def policy(figures: Figures, live: Live | None = None) -> str:
    """Return the Content-Security-Policy: nothing loads but figures, nothing runs but the preview's own script."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    near = "'self' file:" if figures.linked or figures.mode == "link" else "'self'" if figures.address else ""
    parts = [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        f"img-src data: {near}".rstrip(),
        "base-uri 'none'",
    ]
    if live:
        parts += [f"script-src 'nonce-{live.nonce}'", "connect-src 'self'"]
    return "; ".join([*parts, "form-action 'none'"])


@lru_cache(maxsize=1)
def style() -> str:
    """Return the style sheet, without its comments."""
    text = (_HERE / "style.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/\s*", "", text, flags=re.DOTALL).strip()


def _header(report: Report, title: str, standings: Sequence[Standing], gaps: int) -> str:
    facts = []
    if report.questions:
        answered = sum(it.key != "none" for it in standings)
        words = sum(it.answer.words.official for it in report.questions if it.answer.status == "answered")
        facts += [
            f"<b>{answered}</b> of {len(standings)} questions answered",
            f"<b>{words:,}</b> words",
            escape(judged(report, official(report))),
        ]
    if report.checklist:
        facts.append(
            f"Checklist: <b>{sum(it.ticked is True for it in report.checklist)}</b> of {len(report.checklist)} done"
        )
    if gaps:
        facts.append(f"<b>{gaps}</b> {'figure' if gaps == 1 else 'figures'} not shown")
    if not report.questions:
        facts.append("Not recognised as a report with questions: shown as it is")
    rows = "".join(f"<li>{it}</li>" for it in facts)
    return f'<header class="top"><h1>{title}</h1><ul class="facts">{rows}</ul></header>'


def _intro(writer: Writer, intro: str, *, template: bool) -> str:
    html = writer.blocks(intro, 2)
    if not html:
        return ""
    if not template:
        return _section("preamble", html)
    return f'<details class="intro"><summary>Instructions of the template</summary>\n{html}\n</details>'


def _section(name: str, html: str) -> str:
    return f'<div class="{name}">\n{html}\n</div>' if html else ""


def _question(
    writer: Writer, question: Question, stand: Standing, name: str, conversion: Conversion | None
) -> str:
    suffix = f" <small>{writer.line(question.suffix)}</small>" if question.suffix else ""
    body = f"{_prompt(writer, question)}\n{_answer(writer, question)}".strip()
    if conversion:
        body = f'<div class="pair"><div class="ours">{body}</div>{conversion.beside(question.index)}</div>'
    return f"""<section class="question {stand.key}" id="{escape(name)}" aria-labelledby="{escape(name)}-title">
<div class="head"><h3 id="{escape(name)}-title"><a href="#{escape(name)}">Question {question.number}</a>{suffix}</h3>{_stand(stand)}</div>
{body}
</section>"""


def _prompt(writer: Writer, question: Question) -> str:
    prompt = prompt_of(question)
    parts = [writer.blocks(prompt.wording, 4)]
    if prompt.length:
        parts.append(f'<div class="length">{writer.blocks(prompt.length, 4)}</div>')
    if prompt.example:
        example = writer.blocks(prompt.example, 4)
        parts.append(f"<details><summary>The template\u2019s example</summary>\n{example}\n</details>")
    html = "\n".join(it for it in parts if it)
    return f'<div class="prompt">\n{html}\n</div>' if html else ""


def _answer(writer: Writer, question: Question) -> str:
    if question.answer.status != "answered":
        reason = (
            "the placeholder still stands here"
            if question.answer.status == "placeholder"
            else "nothing is written"
        )
        return f'<div class="answer"><p class="gap"><strong>No answer:</strong> {reason}</p></div>'
    return f'<div class="answer">\n{writer.blocks(answer_of(question), 4)}\n</div>'


def _stand(stand: Standing) -> str:
    figures = " \u00b7 ".join(it for it in (stand.words, stand.images) if it)
    label = f'<span class="state">{sign(stand)}{WORDS[stand.key]}</span>'
    return f'<p class="stand">{label} <span class="count">{escape(figures)}</span>{_bar(stand)}</p>'


def _bar(stand: Standing) -> str:
    if stand.share is None:
        return ""
    length, least, most = (round(it * 100, 1) for it in stand.share)
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="range" x="{least}" width="{round(most - least, 1)}" height="8"/>'
        f'<rect class="much" y="2" width="{length}" height="4"/></svg>'
    )
