"""Read what stands behind the marker of a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.report.images import comments_of, images
from reportlens.report.markdown import Reading, read
from reportlens.report.model import Answer, Block, Image, Link, Status, Words
from reportlens.report.notes import (
    asides_of,
    bare_dashes,
    leading_dashes,
    notes,
    placeholders,
    trailing_dashes,
)
from reportlens.report.prompt import MARKER
from reportlens.report.words import official_images, official_words, prose_words
from reportlens.text import Span, blanked, lines_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlens.report.markdown import Inline

_MARKER_AT_START = r"[ \t>]*[*_]{0,3}(?:Answer|answer|ANSWER)[*_]{0,3}[ \t]?:[*_]{0,3}[ \t]*"
_MARKERS = ("Answer", "answer", "ANSWER")
_MARKER_INSIDE = r"(?m)^[ \t>]*[*_]{0,3}Answer[*_]{0,3}:[*_]{0,3}"
_ADDRESS = re.compile(r"https?://[^\s<>\])]+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_BLANK = " \t>"
_NOTHING = "`*_.?!>\u2026-\u2013\u2014 \t\n"
"""Who writes no more than these ("...", "-", "?") has not answered."""


def read_answer(source: str, region: Span) -> Answer:
    """Read the answer in a region of a question's piece."""
    text = source[region.start : region.end]
    reading = _reading(text)
    by = region.start
    comments = comments_of(text, reading)
    pictures = tuple(_moved(it, by) for it in images(text, reading, comments))
    fillers = tuple(it.moved(by) for it in placeholders(text))
    hidden = tuple(it.moved(by) for it in comments)
    code = tuple(it.span.moved(by) for it in reading.inlines if it.kind == "code")
    blocks = tuple(Block(it.kind, it.span.moved(by)) for it in reading.blocks)
    links = tuple(
        Link(span=it.span.moved(by), destination=it.destination, target=_target(it).moved(by))
        for it in reading.inlines
        if it.kind in ("link", "autolink")
    )
    fences = [it.span for it in blocks if it.kind in ("fence", "code")]
    found = tuple(notes(source, region.start, region.end, (*fences, *code, *hidden, *_hrefs(links)), fillers))
    asides = tuple(asides_of(source, fillers, found))
    own = blanked(source, fillers)
    hollow = [it for it in fences if not own[it.start : it.end].strip(_BLANK + "`~\n")]
    own = blanked(source, (*fillers, *asides, *hidden, *hollow))
    span, dashes = _edges(source, own, region, (*fillers, *asides))
    noise = _noise(source, region, (*fences, *hidden, *fillers, *dashes), pictures, links)
    official = official_span(source, region)
    words = Words(
        official=official_words(source[official.start : official.end]),
        prose=prose_words(source, noise, span.start, span.end) if span else 0,
    )
    return Answer(
        region=region,
        span=span,
        status=_status(span, fillers, found, source),
        words=words,
        official=official,
        official_images=official_images(source[official.start : official.end]),
        images=pictures,
        placeholders=fillers,
        dashes=dashes,
        notes=found,
        blocks=blocks,
        links=links,
        code=code,
        noise=noise,
    )


def official_span(source: str, region: Span) -> Span:
    """Return what the course's checker cuts out for this question, if it finds it.

    It begins behind the last `Answer:` of the piece, wherever that stands, and ends at the first `##`.
    Without any marker: what it would read if one stood where the answer begins.
    """
    last = source.rfind(MARKER)
    start = last + len(MARKER) if last >= 0 else region.start
    # "###" holds "##": the first of either is the first "##".
    end = source.find("##", start)
    return Span(start, len(source) if end < 0 else end)


def _reading(text: str) -> Reading:
    try:
        return read(text)
    except Exception:  # noqa: BLE001 - whatever a hostile text does to the Markdown library
        return Reading(blocks=(), inlines=())


def _edges(
    source: str, own: str, region: Span, fillers: Sequence[Span]
) -> tuple[Span | None, tuple[Span, ...]]:
    """Find where the answer begins and ends once blanks, markers, placeholders and their dashes are taken off.

    `own` is the source with blanks in place of what is nobody's answer.
    Returns the answer's place and those of the dashes.
    """
    dashes: list[Span] = []
    first = last = None
    for line in lines_in(source, region):
        if not _is_edge(line, source, own, dashes):
            first = line
            break
    if first is None:
        return None, ()
    for line in _backwards(source, Span(first.start, region.end)):
        if not _is_edge(line, source, own, dashes):
            last = line
            break
    assert last is not None
    start, end = _first(first, source, fillers), last.start + len(source[last.start : last.end].rstrip())
    if place := leading_dashes(source[start : first.end]):
        dashes.append(Span(*place).moved(start))
        if first != last and (place := trailing_dashes(source[first.start : first.end])):
            dashes.append(Span(*place).moved(first.start))
    if (place := trailing_dashes(source[last.start : last.end])) and last.start + place[0] > start:
        dashes.append(Span(*place).moved(last.start))
    if not blanked(source, (*fillers, *dashes))[start:end].strip(_NOTHING):
        return None, tuple(sorted(dashes))
    return Span(start, end), tuple(sorted(dashes))


def _backwards(source: str, region: Span) -> Iterator[Span]:
    """Yield the lines of a region, the last one first."""
    end = region.end
    while end >= region.start:
        start = source.rfind("\n", region.start, end) + 1 or region.start
        yield Span(start, end)
        end = start - 1


def _is_edge(line: Span, source: str, own: str, dashes: list[Span]) -> bool:
    """Tell whether nothing of a line is the group's; note it if it is a line of bare dashes."""
    text = source[line.start : line.end]
    bare = text.strip(_BLANK)
    if not bare:
        return True
    if bare_dashes(text):
        dashes.append(
            Span(line.start + len(text) - len(text.lstrip(_BLANK)), line.start + len(text.rstrip()))
        )
        return True
    rest = own[line.start : line.end]
    rest = rest[_behind_marker(rest) :].strip(" \t>*_")
    return not rest.strip("` \t") and not rest.startswith("```")


def _behind_marker(line: str) -> int:
    """Return where on a line the rest begins, behind a marker at its start if there is one."""
    # Most lines never meet the pattern.
    match = re.match(_MARKER_AT_START, line) if line.lstrip(" \t>*_").startswith(_MARKERS) else None
    return match.end() if match else 0


def _first(line: Span, source: str, fillers: Sequence[Span]) -> int:
    """Return the first character of the answer on its first line, behind a marker or placeholder there."""
    start = line.start + _behind_marker(source[line.start : line.end])
    for filler in fillers:
        if filler.start <= start + 3 and filler.end <= line.end and filler.end > start:
            start = filler.end
    while start < line.end and source[start] in _BLANK:
        start += 1
    return start


def _status(span: Span | None, fillers: Sequence[Span], found: Sequence[object], source: str) -> Status:
    if span is None:
        return "placeholder" if fillers else "empty"
    marks = [it.span for it in found]  # type: ignore[attr-defined]
    rest = blanked(source, (*marks, *fillers))[span.start : span.end] if marks else "answer"
    return "answered" if any(it.isalnum() for it in rest) else "placeholder"


def _noise(
    source: str,
    region: Span,
    whole: Iterable[Span],
    pictures: Sequence[Image],
    links: Sequence[Link],
) -> tuple[Span, ...]:
    """Collect what the prose count leaves out, in the order of the text, without overlaps."""
    spans = [*whole, *_hrefs(links)]
    spans += [it.span for it in pictures if it.kind != "link"]
    if source.find("Answer", *region) >= 0:
        spans += [Span(*it.span()) for it in re.compile(_MARKER_INSIDE).finditer(source, *region)]
    if source.find("://", *region) >= 0:
        spans += [Span(*it.span()) for it in _ADDRESS.finditer(source, *region)]
    if source.find("<", *region) >= 0:
        spans += [Span(*it.span()) for it in _TAG.finditer(source, *region)]
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)


def _hrefs(links: Sequence[Link]) -> list[Span]:
    """Return the places of the destinations (the words of a link stay)."""
    return [link.target for link in links]


def _target(inline: Inline) -> Span:
    return inline.span if inline.kind == "autolink" else Span(inline.inner_end, inline.span.end)


def _moved(image: Image, by: int) -> Image:
    return image._replace(span=image.span.moved(by), destination_span=image.destination_span.moved(by))
