"""What CommonMark sees in an answer, with places.

markdown-it-py does the reading; it tells the lines of blocks but not where in a line an image or a link
stands. The inline rules are wrapped here to note their positions.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from reportlens.report.model import Block, BlockKind
from reportlens.text import Span, any_of
from reportlens.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_BLOCKS: dict[str, BlockKind] = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "fence": "fence",
    "code_block": "code",
    "html_block": "html",
    "table_open": "table",
    "hr": "rule",
}
_KINDS = {"code_inline": "code", "html_inline": "html", "image": "image"}
"""The inline elements that are told by their token alone."""


class Inline(Value):
    """An inline element with its place."""

    kind: str
    """image, link, code, html or autolink."""
    span: Span
    destination: str
    inner_end: int
    """Where the text between the first brackets ends (images and links)."""


class Reading(Value):
    """All that CommonMark sees."""

    blocks: tuple[Block, ...]
    inlines: tuple[Inline, ...]


def _noting(rule: Callable[[StateInline, bool], bool], kind: str) -> Callable[[StateInline, bool], bool]:
    """Wrap an inline rule so that it notes where it matched."""

    def wrapped(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        start, known = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            for token in state.tokens[known:]:
                if token.type in _NOTED[kind]:
                    token.meta["at"] = (start, state.pos)
                    break
        return True

    return wrapped


_NOTED = {
    "image": ("image",),
    "link": ("link_open",),
    "backticks": ("code_inline",),
    "html_inline": ("html_inline",),
    "autolink": ("link_open",),
}


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    # Emphasis moves no image, link, code or tag, and asks for the kind of every sign beside it.
    reader = MarkdownIt("commonmark").enable("table").disable("emphasis")
    # The chain's own list of functions, by name: the rulers do not give out what they hold.
    for rule in reader.inline.ruler.__rules__:
        if rule.name in _NOTED:
            reader.inline.ruler.at(rule.name, _noting(rule.fn, rule.name))
    return reader


def _tokens(text: str) -> list[Token]:
    """Return the tokens of a text: of its blocks, and as their children those of the inlines in them.

    Not the library's whole chain: nothing else of it has a say in where these stand.
    """
    found: list[Token] = []
    env: dict[str, Any] = {}
    reader = _reader()
    reader.block.parse(text, reader, env, found)
    for token in found:
        if token.type == "inline" and any_of("[`<", token.content):
            token.children = (
                _inline_tokens(token.content, env) if env else _known_inline_tokens(token.content)
            )
    return found


def _inline_tokens(content: str, env: dict[str, Any]) -> list[Token]:
    found: list[Token] = []
    reader = _reader()
    reader.inline.parse(content, reader, env, found)
    return found


@lru_cache(maxsize=512)
def _known_inline_tokens(content: str) -> list[Token]:
    """Return those of a paragraph in a text that defines no references: as long as it stays the same, so do they."""
    return _inline_tokens(content, {})


def read(text: str) -> Reading:
    r"""Read a stretch of Markdown whose lines end in `\n` alone."""
    tokens = _tokens(text)
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
    blocks = tuple(_blocks(tokens, starts, len(text)))
    inlines = tuple(
        inline for token in tokens if token.type == "inline" for inline in _inlines(token, text, starts)
    )
    return Reading(blocks=blocks, inlines=inlines)


def _blocks(tokens: Sequence[Token], starts: Sequence[int], length: int) -> Iterator[Block]:
    table = 0
    for token in tokens:
        if token.type == "table_open":
            table += 1
        elif token.type == "table_close":
            table -= 1
        kind = _BLOCKS.get(token.type)
        if kind is None or token.map is None or (table and kind != "table"):
            continue
        first, last = token.map
        yield Block(kind, Span(starts[first], min(starts[min(last, len(starts) - 1)] - 1, length)))


def _inlines(token: Token, text: str, starts: Sequence[int]) -> Iterator[Inline]:
    noted = [child for child in token.children or () if "at" in child.meta]
    if not noted or token.map is None:
        return
    places = _places(token, text, starts)

    def place(position: int) -> int:
        line, offset = 0, position
        for line, (length, start) in enumerate(places):  # noqa: B007
            if offset <= length:
                return start + offset
            offset -= length + 1
        length, start = places[line]
        return start + length

    for child in noted:
        start, end = child.meta["at"]
        span = Span(place(start), place(end))
        kind = _KINDS.get(child.type) or ("autolink" if child.info == "auto" else "link")
        inner_end = _label_end(text, span, kind == "image") if kind in ("image", "link") else span.end
        named = child.attrs.get("src" if kind == "image" else "href", "")
        destination = child.content if kind in ("code", "html") else str(named)
        yield Inline(kind=kind, span=span, destination=destination, inner_end=inner_end)


def _places(token: Token, text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Return for each line of an inline token its length and where in the text it begins."""
    assert token.map is not None
    places = []
    at = starts[token.map[0]]
    for number, line in enumerate(token.content.split("\n")):
        row = token.map[0] + number
        if row < len(starts) - 1:
            at = max(at, starts[row])
        found = text.find(line, at)
        if found < 0:
            found = text.find(line.strip(), at)
        at = found if found >= 0 else at
        places.append((len(line), at))
    return places


def _label_end(text: str, span: Span, skip: int) -> int:
    """Return the offset of the bracket that closes the label."""
    depth = 0
    at = span.start + skip
    while at < span.end:
        character = text[at]
        if character == "\\":
            at += 1
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return span.end
