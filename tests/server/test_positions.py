"""Offsets and positions, held against a slow and plain reference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from reportlens.text import Lines, Span
from reportlens_server.positions import Ruler

ENCODINGS = ("utf-8", "utf-16", "utf-32")
ODD = [
    "a",
    "b",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\u2028",
    "\x0c",
    "\x85",
    "é",
    "€",
    "😀",
    "\U0001d4b3",
    "\ud83d",
    "\ude00",
    "\u0301",
]
texts = st.lists(st.sampled_from(ODD) | st.characters(), max_size=40).map("".join)
encodings = st.sampled_from(ENCODINGS)


def width(char, encoding):
    if encoding == "utf-32":
        return 1
    if encoding == "utf-16":
        return 2 if ord(char) > 0xFFFF else 1
    return 1 if ord(char) < 0x80 else 2 if ord(char) < 0x800 else 3 if ord(char) < 0x10000 else 4


def rows(text):
    """Return start and content of every line, found character by character."""
    found, start, at = [], 0, 0
    while at < len(text):
        size = 2 if text[at : at + 2] == "\r\n" else 1 if text[at] in "\r\n" else 0
        if size:
            found.append((start, text[start:at]))
            start = at = at + size
        else:
            at += 1
    return [*found, (start, text[start:])]


def slow_offset(text, encoding, line, column):
    found = rows(text)
    if line >= len(found):
        return len(text)
    start, content = found[line]
    at = 0
    for char in content:
        if at + width(char, encoding) > column:
            break
        at += width(char, encoding)
        start += 1
    return start


def slow_place(text, encoding, offset):
    found = rows(text)
    line = max(i for i, (start, _) in enumerate(found) if start <= offset)
    start, content = found[line]
    return line, sum(width(char, encoding) for char in content[: offset - start])


@given(texts, encodings, st.data())
def test_a_position_is_where_the_reference_has_it(text, encoding, data):
    ruler = Ruler(Lines(text), encoding)
    line = data.draw(st.integers(0, len(rows(text)) + 1))
    column = data.draw(st.integers(0, 60))
    assert ruler.offset(line, column) == slow_offset(text, encoding, line, column)


@given(texts, encodings)
def test_an_offset_is_where_the_reference_has_it(text, encoding):
    ruler = Ruler(Lines(text), encoding)
    for offset in range(len(text) + 1):
        assert ruler.place(offset) == slow_place(text, encoding, offset)


@given(texts, encodings)
def test_every_place_leads_back_to_its_offset(text, encoding):
    ruler = Ruler(Lines(text), encoding)
    for offset in range(len(text) + 1):
        inside = text[offset - 1 : offset + 1] == "\r\n" and offset > 0
        assert ruler.offset(*ruler.place(offset)) == (offset - 1 if inside else offset)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_places_beyond_the_text_are_its_ends(encoding):
    ruler = Ruler(Lines("aé😀\nb"), encoding)
    assert ruler.place(-3) == (0, 0)
    assert ruler.place(99) == (1, 1)
    assert ruler.offset(9, 0) == 5
    assert ruler.offset(-1, 4) == 0
    assert ruler.offset(0, 2**31) == 3
    assert ruler.offset(1, -1) == 4


def test_a_range_that_runs_backwards_is_turned_round():
    ruler = Ruler(Lines("ab\ncd"), "utf-16")
    there = types.Range(types.Position(1, 1), types.Position(0, 1))
    assert ruler.span(there) == Span(1, 4)
    assert ruler.range(Span(1, 4)) == types.Range(types.Position(0, 1), types.Position(1, 1))


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 10), ("utf-16", 5), ("utf-32", 4)])
def test_columns_are_counted_as_agreed(encoding, column):
    assert Ruler(Lines("aé\u2028😀"), encoding).place(4)[1] == column
