r"""Frames on the wire: bytes in, bodies out, whatever the bytes are.

The header's name may be in any case, lines may end in a bare `\n`.
A frame that is cut short, too long or not JSON costs itself, never the ones behind it:
valid JSON holds no raw line break inside a string,
so a raw `Content-Length: n` line within a body always is the start of the next frame.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_BODY = 1 << 28
"""Bytes; a header that announces more is not believed."""
LONGEST_LINE = 8192
"""Bytes of a header line; of a longer one only the end is kept."""

_NAME = b"content-length"
_LENGTH = re.compile(_NAME + rb"[ \t]*:[ \t]*(\d{1,12})[ \t]*\r?\n\Z", re.IGNORECASE)
_REACH = 64
"""Bytes within which a `Content-Length` line fits."""
_BEGUN = re.compile(
    rb"(?:%b|%b[ \t]*:?[ \t]*\d*[ \t]*\r?)\Z"
    % (b"|".join(_NAME[:size] for size in range(1, len(_NAME))), _NAME),
    re.IGNORECASE,
)
"""The end of a body that is the beginning of the next header; no JSON ends so."""


class Broken(NamedTuple):
    """A frame that could not be read."""

    why: str


Body = bytes | bytearray | Broken
"""One frame."""


class Frames:
    """Cuts a stream of bytes into bodies."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._buffer = bytearray()
        self._announced: int | None = None
        self._need: int | None = None
        self._seen = 0

    @property
    def begun(self) -> bool:
        """Whether the beginning of a message is here and its end is not."""
        return self._need is not None or bool(self._buffer)

    def feed(self, chunk: bytes) -> Iterator[Body]:
        """Take in some bytes; yield the body of each message that is complete, or `Broken` in its place."""
        self._buffer += chunk
        while True:
            if self._need is None and not self._header():
                return
            item = self._body()
            if item is None:
                return
            yield item

    def _header(self) -> bool:
        """Read header lines; tell whether a body follows."""
        buffer = self._buffer
        while (at := buffer.find(b"\n")) >= 0:
            line = bytes(buffer[: at + 1])
            del buffer[: at + 1]
            if found := _LENGTH.search(line[-_REACH:]):
                length = int(found[1])
                self._announced = length if length <= LONGEST_BODY else None
            elif not line.strip() and self._announced is not None:
                self._need, self._announced, self._seen = self._announced, None, 0
                if self._need > len(buffer):
                    # One that has lost its front is copied whenever it grows.
                    self._buffer = bytearray(buffer)
                return True
        if len(buffer) > LONGEST_LINE:
            del buffer[:-_REACH]
        return False

    def _body(self) -> Body | None:
        """Return the body, or None where bytes are missing still."""
        buffer, need = self._buffer, self._need
        if need is None:
            return None
        if (cut := self._next_header(need)) is not None:
            del buffer[:cut]
            self._need = None
            return Broken("a body shorter than announced")
        if len(buffer) < need:
            return None
        if len(buffer) == need:  # nothing behind it, as when somebody types: no copy
            body, self._buffer = buffer, bytearray()
        else:
            body = buffer[:need]
            del buffer[:need]
        self._need = None
        if begun := _BEGUN.search(body[-_REACH:]):
            self._buffer[:0] = begun[0]
            return Broken("a body shorter than announced")
        return body

    def _next_header(self, need: int) -> int | None:
        """Return where a header begins within the body, if one does."""
        buffer = self._buffer
        limit = need + _REACH
        at = buffer.find(b"\n", self._seen, limit)
        while at >= 0:
            back = max(at - _REACH, 0)
            found = _LENGTH.search(buffer[back : at + 1])
            if found and back + found.start() < need:
                return back + found.start()
            self._seen = at + 1
            at = buffer.find(b"\n", at + 1, limit)
        self._seen = max(self._seen, min(len(buffer), limit))
        return None


def decode(body: bytes | bytearray) -> object:
    """Return what a body says, or `Broken`."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return Broken("a body that is not JSON")


def frame(body: bytes) -> bytes:
    """Return the body with its header."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
