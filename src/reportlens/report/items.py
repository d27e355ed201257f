"""Which item of the template's checklist a box belongs to.

The table stands in `items.json`: one row an item, with the questions that speak of it and the hashes of its
words in every edition. Items are matched by those, so that a joined line, a mended spelling or a name behind
the item does not lose them.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportlens.report.fingerprint import Print, dump, fingerprint, load
from reportlens.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportlens.report.model import ChecklistItem

_DATA = Path(__file__).parent / "items.json"
_NEAR = 0.55
"""The least share of an item's own words that a box has to hold to be that item."""


class Item(Value):
    """One item of the checklist, over all editions."""

    key: str
    title: str
    """In our own words."""
    modules: tuple[str, ...]
    questions: tuple[int, ...]
    """The numbers of the questions that speak of it in the editions of 31 questions, the first one first."""
    questions_of_27: tuple[int, ...]
    """The same for the editions of 27 questions."""
    rows: tuple[str, ...]
    """The hashes of its words in every edition, as in the data file."""


@lru_cache(maxsize=1)
def items() -> Mapping[str, Item]:
    """Load the table, once."""
    rows = json.loads(_DATA.read_text(encoding="utf-8"))
    return {
        row["key"]: Item(
            key=row["key"],
            title=row["title"],
            modules=tuple(row["modules"]),
            questions=tuple(row["questions"]),
            questions_of_27=tuple(row["questions27"]),
            rows=tuple(row["prints"]),
        )
        for row in rows
    }


@lru_cache(maxsize=1)
def _exact() -> Mapping[str, str]:
    return {row: item.key for item in items().values() for row in item.rows}


@lru_cache(maxsize=1024)
def key_of(text: str, modules: tuple[str, ...]) -> tuple[str, bool]:
    """Return the key of the nearest item (empty if none is near), and whether its words were edited."""
    words = fingerprint(text)
    if key := _exact().get(dump(words)):
        return key, False
    best, key = 0.0, ""
    for item in items().values():
        likely = not modules or not item.modules or bool(set(modules) & set(item.modules))
        for row in item.rows if likely else ():
            share = _share(load(row), words)
            if share > best:
                best, key = share, item.key
    return (key, True) if best >= _NEAR else ("", False)


def identify(item: ChecklistItem, questions: int) -> ChecklistItem:
    """Return the item with what the table says of it; `questions` is how many the edition has."""
    key, edited = key_of(item.text, item.modules)
    if not key:
        return item
    row = items()[key]
    return item._replace(
        key=key, edited=edited, questions=row.questions_of_27 if questions == 27 else row.questions
    )


def _share(row: Print, words: Print) -> float:
    """Return the share of the row's words that are there, a little less for every word that is not its own."""
    here = set(words)
    own = set(row)
    return len(own & here) / len(own) - 0.01 * len(here - own)
