"""Open documents: what the client says is what is held, in whole texts or in parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from reportlens_server.documents import Documents

FILE = "file:///c%3A/a%20b.md"
PARTS = st.lists(
    st.sampled_from(["a", "b", "\n", "\r\n", "\r", "\u2028", "\x0c", "é", "😀", "\ud83d", "\ude00"]),
    max_size=12,
)
HALVES = ("\ud83d", "\ude00")
SIZES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


def opened(text="one\ntwo"):
    documents = Documents()
    documents.open(types.TextDocumentItem(FILE, "markdown", 1, text))
    return documents


def change(documents, version, *changes, encoding="utf-16", uri=FILE):
    params = types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version, uri), changes)
    return documents.change(params, encoding)


def part(start, end, text):
    return types.TextDocumentContentChangePartial(
        types.Range(types.Position(*start), types.Position(*end)), text
    )


def test_a_change_makes_a_new_snapshot_and_leaves_the_old_one():
    documents = opened()
    before = documents.get(FILE)
    after = change(documents, 2, types.TextDocumentContentChangeWholeDocument("three"))
    assert (before.version, before.text) == (1, "one\ntwo")
    assert (after.version, after.text, after.language) == (2, "three", "markdown")
    assert documents.get(FILE) is after
    assert documents.is_current(after)
    assert not documents.is_current(before)


def test_an_address_may_be_spelt_in_two_ways():
    documents = opened()
    assert documents.get("file:///c:/a b.md").uri == FILE
    assert documents.close("file:///c:/a%20b.md").text == "one\ntwo"
    assert len(documents) == 0
    assert documents.close(FILE) is None


def test_a_document_that_is_not_open_does_not_change():
    assert change(Documents(), 2, types.TextDocumentContentChangeWholeDocument("x")) is None


def test_a_document_opened_twice_is_the_last_one():
    documents = opened()
    documents.open(types.TextDocumentItem(FILE, "markdown", 7, "new"))
    assert [it.text for it in documents] == ["new"]


def test_changes_of_one_message_build_on_each_other():
    documents = opened()
    after = change(
        documents, 2, part((1, 0), (1, 3), "2\n3"), part((2, 1), (9, 9), "!"), part((0, 3), (0, 99), ".")
    )
    assert after.text == "one.\n2\n3!"


def test_the_end_beyond_the_last_line_is_the_whole_of_it():
    assert change(opened("abc"), 2, part((0, 0), (0, 4), "Z")).text == "Z"


@pytest.mark.parametrize("encoding", SIZES)
def test_a_line_separator_ends_no_line(encoding):
    assert (
        change(opened("a\u2028b\x0cc\nd"), 2, part((1, 0), (1, 1), "D"), encoding=encoding).text
        == "a\u2028b\x0cc\nD"
    )


@given(PARTS, st.data())
def test_edits_come_out_as_in_an_editor_that_holds_utf_16(parts, data):
    """The reference holds code units, as VS Code does, and cannot split a line any other way."""
    text = joined("".join(parts))
    new = "".join(data.draw(PARTS))
    lines = split(text)
    places = sorted(
        (line, data.draw(st.integers(0, len(units(lines[line])) // 2)))
        for line in (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    )
    flat = [
        sum(len(units(it)) // 2 + gap for it, gap in zip(lines[:line], gaps(text), strict=False)) + column
        for line, column in places
    ]
    raw = units(text)
    if any(inside_pair(raw, it) for it in flat):
        return
    expected = (raw[: 2 * flat[0]] + units(new) + raw[2 * flat[1] :]).decode("utf-16-le", "surrogatepass")
    assert joined(change(opened(text), 2, part(*places, new)).text) == joined(expected)


def units(text):
    return text.encode("utf-16-le", "surrogatepass")


def joined(text):
    return units(text).decode("utf-16-le", "surrogatepass")


def inside_pair(raw, at):
    high = raw[2 * at - 1 : 2 * at] and 0xD8 <= raw[2 * at - 1] <= 0xDB
    return bool(high and raw[2 * at + 1 : 2 * at + 2] and 0xDC <= raw[2 * at + 1] <= 0xDF)


def split(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def gaps(text):
    """Return how long each line break is."""
    found, at = [], 0
    while at < len(text):
        size = 2 if text[at : at + 2] == "\r\n" else 1
        if text[at] in "\r\n":
            found.append(size)
        at += size
    return found


@given(
    st.lists(st.sampled_from([*HALVES, "😀", "a"]), max_size=8), st.integers(0, 8), st.sampled_from(HALVES)
)
def test_halves_of_a_character_that_meet_become_one(parts, at, new):
    text = joined("".join(parts))
    place = (0, len(units(text[:at])) // 2)
    after = change(opened(text), 2, part(place, place, new)).text
    assert after == joined(text[:at] + new + text[at:])
