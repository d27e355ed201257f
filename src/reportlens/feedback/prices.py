"""What a call costs, by a dated table; nothing is claimed of a model that is not in it."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from reportlens.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

    from reportlens.feedback.endpoint import Endpoint

_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_SOLD_AT = re.compile(r"https://(?:api\.openai\.com|[a-z0-9-]+\.openai\.azure\.com):443")
MILLION = 1_000_000


class Price(NamedTuple):
    """US dollars for a million tokens."""

    input: float
    cached: float
    output: float
    date: str
    """When the table was made."""

    def of(self, sent: int, received: int) -> float:
        """Return the cost of so many tokens, in US dollars."""
        return (sent * self.input + received * self.output) / MILLION


def price(model: str, place: Endpoint, table: Path | None = None) -> Price | None:
    """Return the price of a model at an endpoint; nothing if it is not known.

    A model on this machine costs nothing. `table` is a file of the user's own, of the same form;
    raises `ConfigurationError` if it is not understood.
    """
    if place.local:
        return Price(0, 0, 0, "")
    if table is None and not _SOLD_AT.fullmatch(place.origin):
        return None
    text = (
        table.read_text("utf-8")
        if table
        else (files("reportlens.feedback") / "prices.toml").read_text("utf-8")
    )
    try:
        facts = tomllib.loads(text)
        row = facts["models"].get(_DATED.sub("", model))
        return (
            Price(float(row["input"]), float(row["cached"]), float(row["output"]), str(facts["date"]))
            if row
            else None
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"the table of prices is not understood: {error}") from error
