"""How many tokens a text has, and how many may be spent.

tiktoken counts where its vocabulary is at hand; it is never downloaded, never loaded on the event loop,
and waited for only so long. Otherwise the count is an estimate from above, marked with "~".
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlens.errors import JudgeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlens.feedback.messages import Message

BYTES_PER_TOKEN = 3.6
PER_MESSAGE = 6
PATIENCE = 5.0
"""Seconds that loading a vocabulary may take."""
PIECE = 50_000
_BASE = "https://openaipublic.blob.core.windows.net/encodings/"
DAY = 86_400


class Caps(NamedTuple):
    """How many tokens may be spent."""

    request: int = 40_000
    report: int = 400_000
    day: int = 2_000_000


class Count(NamedTuple):
    """A number of tokens, counted or estimated."""

    tokens: int
    exact: bool

    def __str__(self) -> str:
        """Show an estimate as one."""
        return f"{'' if self.exact else '~'}{self.tokens:,}"


def estimate(messages: Sequence[Message]) -> int:
    """Return about how many tokens the messages have, rather too many than too few."""
    return sum(PER_MESSAGE + _upper(it["content"]) for it in messages)


async def count(messages: Sequence[Message], model: str) -> Count:
    """Count the tokens of messages for a model."""
    try:
        encoding = await asyncio.wait_for(asyncio.to_thread(_encoding, model), PATIENCE)
    except TimeoutError:
        encoding = None
    if encoding is None:
        return Count(estimate(messages), exact=False)
    try:
        return Count(
            await asyncio.to_thread(_counted, encoding, [it["content"] for it in messages]), exact=True
        )
    except Exception:  # noqa: BLE001  # whatever the package meets in a hostile text, an estimate will do
        return Count(estimate(messages), exact=False)


_CAPS = Caps()


class Budget:
    """Keeps what is spent below the caps."""

    def __init__(
        self, caps: Caps = _CAPS, spent_today: int = 0, clock: Callable[[], float] = time.time
    ) -> None:
        """Begin with what was spent today before."""
        self.caps = caps
        self._clock = clock
        self._day = int(clock() // DAY)
        self._today = spent_today
        self._report = 0

    @property
    def today(self) -> int:
        """Return what was spent today."""
        if int(self._clock() // DAY) != self._day:
            self._day, self._today = int(self._clock() // DAY), 0
        return self._today

    def begin(self) -> None:
        """Begin another report."""
        self._report = 0

    def take(self, tokens: int) -> None:
        """Set tokens aside for one request; raises `JudgeError` if that is too much."""
        for wanted, cap, what in (
            (tokens, self.caps.request, "request"),
            (self._report + tokens, self.caps.report, "report"),
            (self.today + tokens, self.caps.day, "day"),
        ):
            if wanted > cap:
                raise JudgeError(
                    f"~{wanted:,} tokens, where {cap:,} are allowed per {what}; raise the cap in your own settings"
                )
        self._report += tokens
        self._today += tokens

    def settle(self, taken: int, used: int) -> None:
        """Replace what was set aside by what was really used."""
        self._report += used - taken
        self._today += used - taken


def _upper(text: str) -> int:
    return math.ceil(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN)


def _encoding(model: str) -> Any:  # noqa: ANN401
    """Return the encoding of a model, if its vocabulary is on this machine."""
    try:
        import tiktoken  # noqa: PLC0415  # only when something is counted

        try:
            name = tiktoken.encoding_name_for_model(model.rpartition("/")[2])
        except KeyError:
            return None
        return tiktoken.get_encoding(name) if _cached(name) else None
    except Exception:  # noqa: BLE001  # not installed, broken, unreadable: an estimate will do
        return None


def _cached(name: str) -> bool:
    folder = os.environ.get("TIKTOKEN_CACHE_DIR") or os.environ.get("DATA_GYM_CACHE_DIR")
    place = Path(folder) if folder else Path(tempfile.gettempdir()) / "data-gym-cache"
    known = "o200k_base" if name == "o200k_harmony" else name
    file = hashlib.sha1(f"{_BASE}{known}.tiktoken".encode(), usedforsecurity=False).hexdigest()
    return (place / file).is_file()


def _counted(encoding: Any, texts: Sequence[str]) -> int:  # noqa: ANN401
    total = 0
    for text in texts:
        total += PER_MESSAGE
        for start in range(0, len(text), PIECE):
            total += len(encoding.encode_ordinary(text[start : start + PIECE]))
    return total
