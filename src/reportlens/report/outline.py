"""The headings of a text: where the questions and sections begin."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reportlens.text import Span

_MARK = re.compile(
    r"\n(?=[ \t>*+\-\d`~#<_QETP])(?:(?P<quote>(?:[ \t]{0,3}>[ \t]?)*+)(?P<item>[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]+)?[ \t]*(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)"
    r"| {0,3}(?P<level>#{1,6})(?:[ \t]+(?P<title>[^\n]*)|(?=\n|\Z))"
    r"| {0,3}(?P<comment><!--)"
    r"| {0,3}(?P<line>(?:\*{2,3}|__|#{1,6}|<h[1-6]>)?(?:Question|Q|Exercise|Task|Problem)[ \t]*\d[^\n]{0,90})(?P<under>\n {0,3}(?:=+|-+)[ \t]*)?$)",
    re.MULTILINE,
)
"""Begins with the line break before it, so that the search runs from line to line and not from character to character:
it is done at every keystroke. Its places are those of a text with one more line break in front.
"""
_WORDS = frozenset(
    {"question", "exercise", "task", "problem", "assignment", "opgave", "sp\u00f8rgsm\u00e5l", "frage", "aufgabe", "q"}
)  # fmt: skip
_NAMED = re.compile(
    r"(?:[^\w\n]|_){0,6}(?P<word>[^\W\d_]+)[ \t\u00a0]*\.?[ \t]*#?[ \t]*(?P<number>\d{1,3})(?![\d.]*\w)(?P<suffix>.*)"
)
_BARE = r"[*_]{0,3}(?P<number>\d{1,3})[.):]?(?:[ \t]+|[*_]{0,3}\Z)(?P<suffix>.*)"
_NEXT_QUOTED = re.compile(r"[ \t\n]*\n {0,3}>")


class Heading(NamedTuple):
    """An ATX or setext heading."""

    span: Span
    """Its line or lines, without the last line break."""
    level: int
    title: str
    word: str = ""
    """What its questions are called ("question"), empty for a bare number; see `number`."""
    number: int | None = None
    suffix: str = ""
    fence: Span | None = None
    """The opening of a code fence that swallows this heading for a Markdown reader."""


def headings(source: str) -> list[Heading]:
    """Find the headings outside fences and comments: also a question's line in bold, or bare, right above a quote.

    A question's heading inside a fence that was never closed before it is found all the same: else one forgotten
    fence would hide all questions behind it.
    """
    found: list[Heading] = []
    text = "\n" + source
    at, fence, comments_end = 0, None, True
    expected = 1
    while match := _MARK.search(text, at):
        at = max(match.end(), match.start() + 1)
        if match["fence"]:
            fence = _next_fence(match, fence)
        elif match["comment"]:
            end = text.find("-->", at) if comments_end and fence is None else -1
            comments_end = end >= 0 or not comments_end or fence is not None
            at = end + 3 if end >= 0 else at
        else:
            heading = _heading(match)
            bare = match["line"] and not match["under"]
            if bare and (fence is not None or not _stands_for_a_heading(source, match["line"], heading)):
                continue
            if fence is not None and not fence["quote"] and not _resumes(source, heading, expected):
                continue
            if fence is not None and not fence["quote"]:
                heading = heading._replace(fence=Span(fence.start("fence") - 1, fence.end() - 1))
            fence = None
            found.append(heading)
            expected = heading.number + 1 if heading.number is not None else expected
    return found


def is_plain(lines: str) -> bool:
    """Tell whether nothing in some whole lines opens or ends a heading, a fence, or a comment."""
    return "<!--" not in lines and "-->" not in lines and _MARK.search("\n" + lines) is None


def _next_fence(match: re.Match[str], fence: re.Match[str] | None) -> re.Match[str] | None:
    if fence is None:
        opens = match["fence"][0] == "~" or "`" not in match["info"]
        return match if opens else None
    same = match["fence"][0] == fence["fence"][0] and len(match["fence"]) >= len(fence["fence"])
    return None if same and not match["info"].strip() and not match["item"] else fence


def _heading(match: re.Match[str]) -> Heading:
    start = match.start()  # of the line break before it in the longer text: of its line in the source
    span = Span(start, start + len(match[0].rstrip()) - 1)
    level = len(match["level"]) if match["level"] else 2 if match["under"] else 3
    title = match["title"] or (match["line"] if match["under"] else _without_marks(match["line"] or ""))
    return Heading(span, level, *_title(title.strip()))


@lru_cache(maxsize=1024)
def _title(title: str) -> tuple[str, str, int | None, str]:
    """Return a title without closing marks, and what it says of a question: word, number, the rest."""
    if title.endswith("#"):
        title = re.sub(r"(?:^|[ \t]+)#+$", "", title)
    if (named := _NAMED.match(title)) and named["word"].lower() in _WORDS:
        return title, named["word"].lower(), int(named["number"]), named["suffix"].strip(" \t*_:.-")
    if title[:4].lstrip("*_")[:1].isdigit() and (bare := re.match(_BARE, title)):
        return title, "", int(bare["number"]), bare["suffix"].strip(" \t*_")
    return title, "", None, ""


def _resumes(source: str, heading: Heading, expected: int) -> bool:
    return heading.number == expected and bool(heading.word) and is_followed_by_quote(source, heading)


def _stands_for_a_heading(source: str, line: str, heading: Heading) -> bool:
    """Tell whether a line that is no heading opens a question: marked, or a bare number, and above a quote."""
    marked = not line[0].isalpha() and (line[0] == "#" or line.rstrip(".:")[-1] in "*_>")
    return (marked or not heading.suffix) and is_followed_by_quote(source, heading)


def _without_marks(line: str) -> str:
    if line.startswith("<"):
        line = line[line.index(">") + 1 :].partition("<")[0]
    return line.strip("#*_.: \t")


def is_followed_by_quote(source: str, heading: Heading) -> bool:
    """Tell whether the next line that is not blank is quoted."""
    return _NEXT_QUOTED.match(source, heading.span.end) is not None


def question_headings(source: str, found: list[Heading]) -> list[Heading]:
    """Choose the headings that open a question: those of the commonest kind.

    A bare number ("### 26.") counts only before a quoted prompt, or as one of many.
    """
    numbered = [it for it in found if it.number is not None]
    counts: dict[str, int] = {}
    for it in numbered:
        weight = 3 if is_followed_by_quote(source, it) else 1 if it.word else 0
        counts[it.word] = counts.get(it.word, 0) + weight
    if not counts:
        return []
    word = max(counts, key=lambda it: (counts[it], it == "question"))
    chosen: list[Heading] = []
    for it in numbered:
        if it.word != word and not (it.word == "" and is_followed_by_quote(source, it)):
            continue
        if it.word == "" and not is_followed_by_quote(source, it):
            continue
        if chosen and it.number == chosen[-1].number and not is_followed_by_quote(source, it):
            continue
        chosen.append(it)
    return chosen


def repeats_of(source: str, number: int, heading_end: int) -> Iterator[Span]:
    """Find headings inside a piece that repeat its own number."""
    if source.find(str(number), heading_end) < 0:
        return
    for it in headings(source[heading_end:]):
        if it.word and it.number == number:
            yield it.span.moved(heading_end)
