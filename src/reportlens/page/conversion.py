"""What the course's own conversion makes of a report, to be shown beside ours.

The facts of its behaviour (not its code): it drops the first 43 characters and hands the rest to Python-Markdown
without extensions, which knows neither fences nor tables nor boxes.
"""

from __future__ import annotations

import re
from html import escape
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from reportlens.errors import ReportlensError
from reportlens.page import sanitise
from reportlens.page.nesting import nested
from reportlens.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlens.report.model import Report

CUT = 43
"""Characters at the start of the text that never reach the page."""

_BEHIND = re.compile(r"\A<h[1-6]>.*?</h[1-6]>", re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-6])[^>]*>")
_IMAGE = re.compile(r'<img(?:\s+[a-z]+="[^"]*")*\s*>')
_SOURCE = re.compile(r'src="([^"]*)"')
_WIDE = re.compile(r"(</?)pre>")
_BOX = re.compile(r"\[[ xX]\](?:[ \t\n]|\Z)")


class Loss(NamedTuple):
    """One kind of thing, counted in the report and on the official page."""

    what: str
    here: str
    there: str
    lost: bool


class Conversion(NamedTuple):
    """The official page, cut at the questions."""

    losses: tuple[Loss, ...]
    preamble: str
    answers: tuple[str | None, ...]
    """By place in the order of the report; `None` where the question's heading is no heading there."""

    @property
    def summary(self) -> str:
        """Return what is lost, as markup."""
        rows = "".join(
            f'<tr><th scope="row">{it.what}</th><td>{it.here}</td><td>{"<strong>" if it.lost else ""}{it.there}'
            f"{'</strong>' if it.lost else ''}</td></tr>"
            for it in self.losses
        )
        return (
            '<section class="damage" aria-labelledby="damage"><h2 id="damage">What the official conversion loses</h2>'
            '<table><thead><tr><th scope="col">What</th><th scope="col">In the report</th><th scope="col">On the official page'
            f"</th></tr></thead><tbody>{rows}</tbody></table>"
            "<p>Beside each answer stands what the official conversion makes of it; figures are named, not shown.</p></section>"
        )

    def beside(self, index: int | None) -> str:
        """Return the official page's stretch for a question, or for all before the first."""
        if index is None:
            return (
                '<details class="intro"><summary>The official conversion of all that stands above</summary>'
                f"\n{_framed(self.preamble)}\n</details>"
            )
        piece = self.answers[index]
        if piece is None:
            piece = "<p><em>Not found: its heading is swallowed by what stands before it.</em></p>"
        return _framed(piece)


def convert(report: Report) -> Conversion:
    """Foretell the official page. Raises `ReportlensError` where its libraries are not installed."""
    missing = [it for it in ("markdown", "nh3") if find_spec(it) is None]
    if missing:
        raise ReportlensError(f"--official needs {' and '.join(missing)}: pip install 'reportlens[page]'")
    text = plain(report.text)
    html = str(import_module("markdown").markdown(text[CUT:]))
    safe = sanitise.clean(sanitise.raw(html))
    preamble, answers = _pieces(safe, report)
    return Conversion(
        tuple(_losses(report, text, html)), _shown(preamble), tuple(it and _shown(it) for it in answers)
    )


def _pieces(html: str, report: Report) -> tuple[str, list[str | None]]:
    places: list[int | None] = []
    at = 0
    for question in report.questions:
        title = question.text(question.heading).lstrip(" #").split("\n")[0].strip(" #")
        match = re.compile(rf"<h[1-6]>\s*{re.escape(escape(title, quote=False))}").search(html, at)
        places.append(match.start() if match else None)
        at = match.end() if match else at
    known = [it for it in places if it is not None]
    ends = dict(zip(known, [*known[1:], len(html)], strict=False))
    cuts = [None if it is None else _BEHIND.sub("", html[it : ends[it]], count=1) for it in places]
    return html[: known[0]] if known else html, list(cuts)


def _shown(html: str) -> str:
    """Make a piece of the official page fit for ours: headings look like headings and are none, figures are named."""
    html = _WIDE.sub(lambda it: f'{it[1]}pre tabindex="0">' if it[1] == "<" else it[0], sanitise.clean(html))
    html = _HEADING.sub(lambda it: "</p>" if it[1] else f'<p class="h{it[2]}">', html)
    return nested(_IMAGE.sub(_named, html)).strip()


def _named(match: re.Match[str]) -> str:
    source = _SOURCE.search(match[0])
    return f"<em>[figure {source[1]}]</em>" if source else "<em>[figure]</em>"


def _framed(html: str) -> str:
    return f'<div class="official"><p class="label">Official conversion</p>\n{html}\n</div>'


def _losses(report: Report, text: str, html: str) -> list[Loss]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    kinds = [it.type for it in tokens]
    first = text[CUT:].lstrip().split("\n")[0].strip()
    title = text[report.title.start : report.title.end].strip("# \n") if report.title else ""
    fences, tables = kinds.count("fence"), kinds.count("table_open")
    boxes = _boxes(tokens)
    nested, nested_there = _nested(kinds), _nested_tags(html)
    headings = sum(it.type == "heading_open" and it.tag == "h1" for it in tokens) - bool(title)
    bogus = html.count("<h1>")
    found = [
        Loss(
            "Title",
            f"\u201c{escape(_short(title))}\u201d" if title else "none",
            f"begins with \u201c{escape(_short(first))}\u201d",
            lost=first != title,
        ),
        Loss("Code blocks", str(fences), "0: run together into a line", lost=fences > 0),
        Loss("Tables", str(tables), f"{html.count('<table')}: bars between words", lost=tables > 0),
        Loss("Boxes", str(boxes), "0: brackets", lost=boxes > 0),
        Loss("Lists within lists", str(nested), str(nested_there), lost=nested_there < nested),
        Loss(
            "Large headings behind the title",
            str(headings),
            f"{bogus}: lines of code that begin with #",
            lost=bogus > headings,
        ),
    ]
    return [it for it in found if it.lost or it.what == "Title"]


def _boxes(tokens: Sequence[object]) -> int:
    kinds = [(getattr(it, "type", ""), str(getattr(it, "content", ""))) for it in tokens]
    return sum(
        item[0] == "list_item_open" and _BOX.match(inline[1]) is not None
        for item, inline in zip(kinds, kinds[2:], strict=False)
    )


def _nested(kinds: Sequence[str]) -> int:
    depth = found = 0
    for kind in kinds:
        if kind.endswith("_list_open"):
            found += depth > 0
            depth += 1
        elif kind.endswith("_list_close"):
            depth -= 1
    return found


def _nested_tags(html: str) -> int:
    names = {
        "<ul": "bullet_list_open",
        "<ol": "bullet_list_open",
        "</u": "bullet_list_close",
        "</o": "bullet_list_close",
    }
    return _nested([names[it[0][:3]] for it in re.finditer(r"</?[uo]l>", html)])


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}\u2026"
