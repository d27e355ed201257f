r"""Frames on the wire: bytes in, decoded messages out, whatever the bytes are.

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

_NAME = b"content-length: "
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,12})[ \t]*\r?\n\Z", re.IGNORECASE)
_REACH = 64
"""Bytes within which a `Content-Length` line fits."""


class Broken(NamedTuple):
    """A frame that could not be read."""

    why: str


class Frames:
    """Cuts a stream of bytes into messages."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._buffer = bytearray()
        self._announced: int | None = None
        self._need: int | None = None
        self._seen = 0

    def feed(self, chunk: bytes) -> Iterator[object]:
        """Take in some bytes; yield each message that is complete, decoded, or `Broken` in its place."""
        self._buffer += chunk
        while True:
            if self._need is None and not self._header():
                return
            item = self._body()
            if item is None:
                return
            yield item[0]

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
                return True
        if len(buffer) > LONGEST_LINE:
            del buffer[:-_REACH]
        return False

    def _body(self) -> tuple[object] | None:
        """Return the message, or None where bytes are missing still."""
        buffer, need = self._buffer, self._need
        if need is None:
            return None
        if (cut := self._next_header(need)) is not None:
            del buffer[:cut]
            self._need = None
            return (Broken("a body shorter than announced"),)
        if len(buffer) < need:
            return None
        body = bytes(buffer[:need])
        del buffer[:need]
        self._need = None
        try:
            return (json.loads(body),)
        except (ValueError, RecursionError):
            buffer[:0] = _begun_header(body)
            return (Broken("a body that is not JSON"),)

    def _next_header(self, need: int) -> int | None:
        """Return where a header begins within the body, if one does."""
        buffer = self._buffer
        limit = need + _REACH
        at = buffer.find(b"\n", self._seen, limit)
        while at >= 0:
            back = max(at - _REACH, 0)
            found = _LENGTH.search(bytes(buffer[back : at + 1]))
            if found and back + found.start() < need:
                return back + found.start()
            self._seen = at + 1
            at = buffer.find(b"\n", at + 1, limit)
        self._seen = max(self._seen, min(len(buffer), limit))
        return None


def _begun_header(body: bytes) -> bytes:
    """Return the end of a body that may be the beginning of the next header."""
    tail = body[-_REACH:].lower()
    at = tail.rfind(_NAME[:-1])
    if at >= 0:
        return body[len(body) - len(tail) + at :]
    for size in range(min(len(_NAME), len(tail)), 0, -1):
        if _NAME.startswith(tail[-size:]):
            return body[-size:]
    return b""


def frame(body: bytes) -> bytes:
    """Return the body with its header."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
