"""The images of an answer, and everything that was meant to be one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reportlens.report.model import Image
from reportlens.text import Span, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlens.report.markdown import Inline, Reading
    from reportlens.report.model import ImageKind

IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".avif")
"""File endings that are taken for an image, in small letters."""

_NAMING = ("image", "html", "link")

# Few reports meet these patterns: they are compiled when one does.
_MARKUP = r"(?m)!\[([^\]\n]{0,500})\]\([ \t]{0,8}(<[^>\n]{0,1000}>|[^)\n]{0,1000})(?:\)|$)"
"""Image markup as it looks, whether or not it is rendered."""
_TAG = r"(?i)<img\b[^>]{0,2000}>"
_SOURCE = r"(?i)\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))"
_ALT = r"(?i)\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
_TITLE = r"\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\))\s*\Z"
_QUOTES = ('"', "'", ")")
_COMMENT = r"(?s)<!--.*?(?:-->|\Z)"


def path_of(destination: str) -> str:
    """Return the file path that a destination names: decoded, without `<...>`, query, fragment and `./`.

    Addresses (`https://...`) are returned as they are.
    """
    path = destination.strip()
    if path.startswith("<") and path.endswith(">"):
        path = path[1:-1]
    if is_remote(path):
        return path
    path = path.partition("#")[0].partition("?")[0]
    path = unquote(path).replace("\\", "/")
    while path.startswith("./"):
        path = path[2:]
    return path


def is_remote(destination: str) -> bool:
    """Tell whether a destination is an address and not a path."""
    head = destination.lstrip("<").partition(":")
    return destination.startswith("//") or (bool(head[1]) and len(head[0]) > 1 and head[0].isalnum())


def looks_like_image(destination: str) -> bool:
    """Tell whether a destination ends like an image file."""
    path = path_of(destination).partition("#")[0].partition("?")[0]
    return path.lower().endswith(IMAGE_ENDINGS)


def local_figures(found: Iterable[Image]) -> Iterator[tuple[Image, str]]:
    """Yield the images that name a file (shown or linked to, not in code or comments), each with its path."""
    for image in found:
        if image.kind not in _NAMING or is_remote(image.destination):
            continue
        if path := path_of(image.destination):
            yield image, path


def images(text: str, reading: Reading, comments: list[Span]) -> list[Image]:
    """Collect the images of a stretch of Markdown, in the order of the text."""
    found: list[Image] = []
    code = [block.span for block in reading.blocks if block.kind in ("fence", "code")]
    for span in code:
        found += _in_text(text, span, "fence")
    for span in comments:
        found += _in_text(text, span, "comment")
    html = [block.span for block in reading.blocks if block.kind == "html"]
    html += [it.span for it in reading.inlines if it.kind == "html"]
    for span in html:
        found += (it for it in _tags(text, span) if not _within(it.span, comments))
    wrapped = [it.span for it in reading.inlines if it.kind == "image"]
    for inline in reading.inlines:
        found += _inline(text, inline, wrapped)
    taken = [*code, *comments, *html, *(it.span for it in found), *(it.span for it in reading.inlines)]
    if any(_apart((Span(at, at + 2) for at in places("![", text)), taken)):
        loose = {it.span: it for it in _in_text(text, Span(0, len(text)), "image")}
        found += [loose[it] for it in _apart(loose, taken)]
    return sorted(set(found), key=lambda it: it.span)


def comments_of(text: str, reading: Reading) -> list[Span]:
    """Return the HTML comments of a stretch of Markdown."""
    found = []
    html = [block.span for block in reading.blocks if block.kind == "html"]
    html += [it.span for it in reading.inlines if it.kind == "html"]
    for span in html:
        found += [Span(*it.span()) for it in re.compile(_COMMENT).finditer(text, *span)]
    return sorted(found)


def _inline(text: str, inline: Inline, images_inside: list[Span]) -> Iterator[Image]:
    if inline.kind == "code":
        yield from _in_text(text, inline.span, "code")
    elif inline.kind == "image":
        yield _from_markup(text, inline, "image")
    elif (
        inline.kind == "link"
        and looks_like_image(inline.destination)
        and not _holds_any(inline.span, images_inside)
    ):
        yield _from_markup(text, inline, "link")


def _from_markup(text: str, inline: Inline, kind: ImageKind) -> Image:
    label = inline.span.start + (2 if kind == "image" else 1)
    start, end = inline.inner_end + 2, inline.span.end - 1
    inner = text[start:end]
    if text[inline.inner_end : inline.inner_end + 2] == "](":
        raw = _untitled(inner)
        lead = len(raw) - len(raw.lstrip())
        place = Span(start + lead, start + len(raw.rstrip()))
        destination = text[place.start : place.end]
    else:
        # A reference-style image: the destination stands elsewhere.
        place, destination = inline.span, inline.destination
    return Image(
        kind, inline.span, destination, place, text[label : inline.inner_end], rendered=kind == "image"
    )


def _untitled(inner: str) -> str:
    """Return what stands between the brackets of a link, without its title."""
    if inner.lstrip().startswith("<"):
        return inner[: inner.find(">") + 1]
    return re.sub(_TITLE, "", inner) if inner.rstrip().endswith(_QUOTES) else inner


def _in_text(text: str, within: Span, kind: ImageKind) -> Iterator[Image]:
    if text.find("![", *within) < 0:
        return
    for match in re.compile(_MARKUP).finditer(text, *within):
        yield Image(
            kind,
            Span(*match.span()),
            match[2],
            Span(*match.span(2)),
            match[1],
            rendered=False,
        )


def _tags(text: str, within: Span) -> Iterator[Image]:
    for tag in re.compile(_TAG).finditer(text, *within):
        source, alt = re.search(_SOURCE, tag[0]), re.search(_ALT, tag[0])
        if source:
            group = next(n for n in (1, 2, 3) if source[n] is not None)
            place = Span(*source.span(group)).moved(tag.start())
            words = next((it for it in alt.groups() if it), "") if alt else ""
            yield Image("html", Span(*tag.span()), source[group], place, words, rendered=True)


def _within(span: Span, others: list[Span]) -> bool:
    return any(it.start <= span.start and span.end <= it.end for it in others)


def _holds_any(span: Span, others: list[Span]) -> bool:
    return any(span.start <= it.start and it.end <= span.end for it in others)


def _apart(spans: Iterable[Span], others: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans, which come in the order of the text, that overlap none of the others; in linear time."""
    waiting = sorted(others, reverse=True)
    reach = 0
    for span in spans:
        while waiting and waiting[-1].start < span.end:
            reach = max(reach, waiting.pop().end)
        if reach <= span.start:
            yield span
