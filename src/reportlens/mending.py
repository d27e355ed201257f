"""Edits that several rules make."""

from __future__ import annotations

from reportlens.text import Edit, Span

_MARKS = " \t>"


def without_line(source: str, span: Span) -> Edit:
    """Take out a span; the whole line with its break, if nothing else but quote marks stands on it."""
    start = source.rfind("\n", 0, span.start) + 1
    end = source.find("\n", span.end)
    stop = len(source) if end < 0 else end
    if source[start : span.start].strip(_MARKS) or source[span.end : stop].strip(_MARKS):
        return Edit(_with_blank(source, span), "")
    if end < 0:
        # The last line of the piece: keep the break before it.
        return Edit(Span(start, stop), "")
    return Edit(Span(start, end + 1), "")


def _with_blank(source: str, span: Span) -> Span:
    """Add the blanks behind a span that begins its line, else those before it."""
    start, end = span
    if not source[source.rfind("\n", 0, start) + 1 : start].strip(_MARKS):
        while end < len(source) and source[end] in " \t":
            end += 1
    else:
        while start > 0 and source[start - 1] in " \t":
            start -= 1
    return Span(start, end)


def bracketed(path: str) -> str:
    """Write a path as the destination of an image: in angle brackets where it holds blanks or round brackets."""
    path = path.strip()
    return f"<{path}>" if any(it in path for it in " ()") and not path.startswith("<") else path
