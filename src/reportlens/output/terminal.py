"""Text for a person at a terminal: safe to print, coloured where colours are wanted."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reportlens.value import Value

if TYPE_CHECKING:
    from typing import TextIO

_HARMLESS = "\n\u00a0\u202f\u3000"
"""Not printable by Python's reckoning, and harmless: a line feed and wide or narrow blanks."""
_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}


class Style(Value):
    """What the terminal can show."""

    colours: bool
    unicode: bool

    def paint(self, text: str, *names: str) -> str:
        """Colour a text, if colours are wanted."""
        if not self.colours or not names:
            return text
        return f"\x1b[{';'.join(_CODES[it] for it in names)}m{text}\x1b[0m"

    def glyph(self, fine: str, plain: str) -> str:
        """Choose the sign that the terminal can show."""
        return fine if self.unicode else plain


def style_of(stream: TextIO) -> Style:
    """Find out what a stream can show: colours on a terminal only, unless NO_COLOR or FORCE_COLOR say otherwise."""
    wanted = stream.isatty() and os.environ.get("TERM") != "dumb"
    if os.environ.get("FORCE_COLOR"):
        wanted = True
    if os.environ.get("NO_COLOR"):
        wanted = False
    encoding = (getattr(stream, "encoding", "") or "").lower().replace("-", "")
    return Style(colours=wanted, unicode=encoding.startswith("utf"))


def safe(text: str) -> str:
    """Replace what could steer a terminal: control characters, escapes, marks that turn the reading direction."""
    text = text.replace("\r", "").replace("\t", "    ")
    if text.isprintable():
        return text
    return "".join(it if it.isprintable() or it in _HARMLESS else "\ufffd" for it in text)
