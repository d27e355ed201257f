"""Where the examiner's words end and the group's words begin."""

import re
from typing import NamedTuple

from reportlens.report.limits import LENGTH
from reportlens.report.notes import placeholders
from reportlens.text import Span, blanked, line_end, places
from reportlens.value import Value

MARKER = "Answer:"
"""What the course's checker splits the text at, wherever it stands."""

_MARKER_LINE = re.compile(
    r"[ \t>]*(?:#{1,6}[ \t]+)?[*_]{0,3}(?:(?:Our|Your|Group)[ \t])?"
    r"(?P<word>(?i:answer)|Svar|Besvarelse|Antwort|Response|Solution)[*_]{0,3}(?:[ \t]?:[*_]{0,3}|[ \t]*\Z)"
)
"""The last line of a prompt; only `Answer:` counts for the course's checker."""
_MARKER_LETTERS = frozenset("AaSBRYOG#*_")
"""What such a line begins with: most lines begin otherwise, and never meet the pattern."""
_PAUSES = (".", ",", ";")
_NOTES = ("answer", "recommended")
_EXAMPLE = re.compile(r"[ \t>]*[*_]{0,2}Examples?[*_]{0,2}:", re.IGNORECASE)
_UNDERSCORES = re.compile(r"(?<!\w)_+|_+(?!\w)")
_ASKS = r"(?m)\?[ \t]*$|\d[ \t]*words\b"
_UNSEEN = r"(?i)[ \t]*(?:<!--(?:(?!-->).)*-->|<img\b[^>]*>)[ \t]*\Z"
"""A comment, or an image that an early edition put beside its prompts: neither prompt nor answer."""


class Line(NamedTuple):
    """A line of a question's piece."""

    span: Span
    text: str
    quoted: bool
    content: str
    """The text without quote marks and surrounding blanks."""


class Cut(Value):
    """Where a question's piece is cut."""

    prompt: Span | None
    marker: Span | None
    region: Span
    """All that follows the prompt."""


def lines_of(source: str, start: int, end: int) -> list[Line]:
    """Split the part of a piece between two offsets into lines."""
    lines = []
    at = start
    for text in source[start:end].split("\n"):
        content = text.lstrip(" \t>").rstrip()
        quoted = text.startswith(">") or text.lstrip(" ").startswith(">")
        lines.append(Line(Span(at, at + len(text)), text, quoted, content))
        at += len(text) + 1
    return lines


def cut(source: str, heading_end: int) -> Cut:
    """Find the prompt, the marker that ends it, and what follows.

    The heading counts: never the number of markers, since every ninth real report has lost or doubled one.
    """
    start = source.find("\n", heading_end) + 1 or len(source)
    stop = _end_of_marker_line(source, start)
    lines, first, number, end = _opening(source, start, stop)
    if stop < len(source) and (number is None or number > end):
        # Seldom: nearly every prompt ends at its first marker, and no line behind it needs a look.
        lines, first, number, end = _opening(source, start, len(source))
    if first is None:
        return Cut(prompt=None, marker=None, region=Span(start, len(source)))
    if number is not None and number <= end:
        return _cut_at(source, lines, first, number)
    if end < first:
        whole = Cut(prompt=None, marker=None, region=Span(lines[first].span.start, len(source)))
        return whole if number is None else _below(source, lines, first, number) or whole
    return Cut(
        prompt=Span(lines[first].span.start, lines[end].span.end),
        marker=None,
        region=_from(lines, end + 1, source),
    )


def _end_of_marker_line(source: str, start: int) -> int:
    at = source.find(MARKER, start)
    return line_end(source, at) if at >= 0 else len(source)


def _opening(source: str, start: int, end: int) -> tuple[list[Line], int | None, int | None, int]:
    """Return the lines, and which is the first with something on it, the first with a marker, the prompt's last."""
    lines = lines_of(source, start, end)
    first = next((n for n, line in enumerate(lines) if line.content and not _unseen(line)), None)
    number = next((n for n, line in enumerate(lines) if _marks(line)), None)
    return lines, first, number, -1 if first is None else _prompt_end(lines, first)


def _unseen(line: Line) -> bool:
    return line.content.startswith("<") and re.match(_UNSEEN, line.text) is not None


def _marks(line: Line) -> bool:
    return line.content[:1] in _MARKER_LETTERS and _MARKER_LINE.match(line.text) is not None


def _cut_at(source: str, lines: list[Line], first: int, number: int) -> Cut:
    line = lines[number]
    match = _MARKER_LINE.match(line.text)
    assert match is not None
    marker = Span(line.span.start + match.start("word"), line.span.start + match.end())
    # An answer on the marker's line is no part of the prompt.
    end = marker.end if source[marker.end : line.span.end].strip() else line.span.end
    return Cut(prompt=Span(lines[first].span.start, end), marker=marker, region=Span(marker.end, len(source)))


def _below(source: str, lines: list[Line], first: int, number: int) -> Cut | None:
    """Cut where plain words stand above the marker: an answer above the prompt, or a prompt without any marks."""
    marker = lines[number]
    top = number
    for n in range(number - 1, first, -1):
        if lines[n].content and not lines[n].quoted:
            break
        top = n if lines[n].quoted else top
    found = _cut_at(source, lines, top if marker.quoted else first, number)
    behind = source[found.region.start :]
    answered = bool(blanked(behind, placeholders(behind)).strip(" \t\n>"))
    above = source[lines[first].span.start : lines[top].span.start]
    if not marker.quoted:
        alone = not source[found.region.start : marker.span.end].strip()
        return found if answered and alone and re.search(_ASKS, above) else None
    if not _prompt_like(lines[top]) and "?" not in lines[top].text:
        return None
    return found if answered else found.replaced(region=Span(lines[first].span.start, lines[top].span.start))


def _from(lines: list[Line], number: int, source: str) -> Span:
    return Span(lines[number].span.start if number < len(lines) else len(source), len(source))


def _prompt_end(lines: list[Line], first: int) -> int:
    """Return the last line that is the examiner's: the marker's, or what still looks like a prompt."""
    styled = lines[first].content.startswith(("**", "__")) or not lines[first].quoted
    number = first
    last = first - 1
    after_blank = False
    while number < len(lines):
        line = lines[number]
        if _marks(line) and (line.quoted or not after_blank or _opens(lines, last, number)):
            return number
        if not line.content:
            after_blank = after_blank or not line.quoted
        elif after_blank and lines[first].quoted and not line.quoted:
            # However it is emphasised: the prompt was quoted, and this is not.
            return _later_marker(lines, number, last)
        elif _is_prompt(line, lines[last] if last >= first else None, styled=styled, after_blank=after_blank):
            last = number
            after_blank = False
        else:
            return _later_marker(lines, number, last)
        number += 1
    return last


def _opens(lines: list[Line], last: int, number: int) -> bool:
    """Tell whether an unquoted marker line stands right behind a prompt (with blank lines at most between)."""
    return all(not line.content for line in lines[last + 1 : number])


def _is_prompt(line: Line, before: Line | None, *, styled: bool, after_blank: bool) -> bool:
    if before is None:
        return line.quoted or _prompt_like(line)
    if _prompt_like(line) and (line.quoted or styled):
        return True
    if line.quoted:
        # A plain quoted line continues a prompt unless the prompt is one of bold lines, long ended.
        return not styled or not _ended(before)
    # An unquoted line right under a quoted one still belongs to it, but only while its emphasis is open.
    return (
        not after_blank
        and before.quoted
        and before.content.startswith("*")
        and not before.content.endswith("*")
    )


def _prompt_like(line: Line) -> bool:
    """Tell whether a line is empty, emphasised, or opens like the template's notes on length and example."""
    text = line.content
    if not text or text.endswith("*") or (text.startswith("*") and not text[1].isspace()):
        return True
    if text.startswith("_") and not text[1:2].isspace():
        return text.endswith("_", 2) or (text.endswith(_PAUSES, 3) and text[-2] == "_")
    low = text.lower()
    return low.startswith("example") or (low.startswith(_NOTES) and LENGTH.match(low) is not None)


def _ended(before: Line) -> bool:
    return before.content.endswith(("*", "_", ".", "words")) and not before.content.lower().startswith(
        "example"
    )


def _later_marker(lines: list[Line], number: int, last: int) -> int:
    """Look for a quoted marker behind text that was typed into the prompt; without one the prompt ends before it.

    Where nothing but the placeholder follows such a marker, the text before it is the answer.
    """
    for later in range(number, len(lines)):
        line = lines[later]
        if line.quoted and _marks(line):
            run = lines[number:later]
            typed = [it for it in run if it.content and not it.quoted and not _prompt_like(it)]
            return later if not typed else last
    return last


def typed_into(source: str, prompt: Span) -> Span | None:
    """Find an answer that was typed into a quoted prompt of bold lines: a plain line behind them, without emphasis."""
    lines = [it for it in lines_of(source, prompt.start, prompt.end) if it.content]
    if not lines or not lines[0].content.startswith("**"):
        return None
    for line in lines:
        if not _prompt_like(line) and not _marks(line):
            start = line.span.start + line.text.find(line.content)
            return Span(start, len(source))
    return None


def clean(prompt: str) -> str:
    """Return a prompt in one line of clean words: no quote marks, no emphasis, no line breaks."""
    words = " ".join(line.lstrip(" \t>") for line in prompt.replace("*", "").split("\n"))
    if "_" in words:
        words = _UNDERSCORES.sub("", words)
    return " ".join(words.split())


def example_place(prompt: str) -> tuple[int, int] | None:
    """Return where the label of the example begins and ends, as offsets into the prompt."""
    for at in places("example", prompt.lower()):
        start = prompt.rfind("\n", 0, at) + 1
        if match := _EXAMPLE.match(prompt, start):
            return start, match.end()
    return None
