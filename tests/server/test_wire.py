"""Frames: whatever happens to some of them, the others arrive."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lsp_client import frame
from reportlens_server.wire import LONGEST_BODY, Broken, Frames, decode

texts = st.text(max_size=30) | st.just("Content-Length: 12\r\n\r\n{}")


@st.composite
def pieces(draw):
    """Return bytes, and what a reader can be asked to find in them."""
    whole = frame({"text": draw(texts), "n": draw(st.integers())})
    header, blank, body = whole.partition(b"\r\n\r\n")
    kind = draw(st.sampled_from(["whole", "whole", "cut", "short", "noise", "huge", "no json"]))
    if kind == "whole":
        return whole, [json.loads(body)]
    if kind == "cut":
        return header + blank + body[: draw(st.integers(0, len(body) - 1))], []
    if kind == "short":
        return b"Content-Length: %d\r\n\r\n%b" % (draw(st.integers(0, len(body) - 1)), body), []
    if kind == "huge":
        return b"Content-Length: %d\r\n\r\n" % (LONGEST_BODY + draw(st.integers(1))), []
    if kind == "no json":
        return frame(draw(st.binary(max_size=30)) + b"{"), []
    return draw(st.binary(max_size=80)), []


def read(frames, data):
    return [it if isinstance(it, Broken) else decode(it) for it in frames.feed(data)]


@settings(max_examples=300)
@given(st.lists(pieces(), max_size=8), st.lists(st.integers(1, 40), max_size=30))
def test_every_whole_frame_is_found_whatever_lies_between(parts, sizes):
    stream = b"".join(it for it, _ in parts)
    expected = [it for _, found in parts for it in found]
    frames = Frames()
    found = []
    for size in sizes:
        found += read(frames, stream[:size])
        stream = stream[size:]
    found += read(frames, stream)
    assert [it for it in found if isinstance(it, dict)] == expected


def test_a_long_line_of_noise_is_not_kept():
    frames = Frames()
    for _ in range(100):
        assert not list(frames.feed(b"x" * 10_000))
    assert len(frames._buffer) < 20_000
    assert read(frames, frame({"a": 1})) == [{"a": 1}]


def test_a_length_beyond_belief_is_not_waited_for():
    frames = Frames()
    assert not list(frames.feed(b"Content-Length: %d\r\n\r\n" % (LONGEST_BODY + 1)))
    for _ in range(100):
        assert not list(frames.feed(b"x" * 10_000))
    assert len(frames._buffer) < 20_000


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 100_000, b'"\xff"', b"\xef\xbb\xbf", b'{"a":1}}', b"9" * 5000]
)
def test_a_body_that_is_no_json_is_told(body):
    assert [type(it) for it in read(Frames(), frame(body))] == [Broken]


def test_a_body_of_many_lines_is_read():
    message = {"a": [1, 2], "b": {"c": "d"}}
    body = json.dumps(message, indent=2).replace("\n", "\r\n").encode()
    assert read(Frames(), frame(body)) == [message]


def test_other_headers_are_passed_over():
    head = b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\nX: y\r\n\r\n{}"
    assert read(Frames(), head) == [{}]
