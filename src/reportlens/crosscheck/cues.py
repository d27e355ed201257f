"""What answers and repositories say of an item of the checklist: the cues, as data.

They stand in `cues.json`, one row an item, by the same key as in the table of items. A cue is written in plain
words: `a|b & c & !d` holds where a clause has `a` or `b`, and `c`, and not `d`. Words are compared as parts of the
clause in small letters, with blanks for hyphens and one blank at both ends; `_` stands for a blank: `_cli_` is a word,
`profil` the start of many. A row may have

- `claimed`: cues of a clause in which the group tells that the work was done,
- `denied`: cues of the words behind a negation,
- `also`: further questions (by the numbering of 31) in which it may be claimed, besides those of the table of items,
- `only`: how many of the item's questions may hold a claim; the others merely mention it,
- `person`: whether the list of contributions may hold a claim,
- `structure`: what else tells of it: `image`, `image-link`, `percentage`,
- `plain`: `no` if a bare "no" at the start of the answer to its first question denies it, `both` if a "yes" there
  claims it, too,
- `needs`: keys of items that all have to be told of, since the box stands for all of them; `needs27` for the editions of
  27 questions,
- `silent`: why answers cannot tell of it,
- `paths`, `contents` and the like: what a repository holds of it (see `evidence.py`).
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = Path(__file__).parent / "cues.json"

Group = tuple[bool, tuple[str, ...]]
"""Whether one of the words has to be there (or none of them), and the words."""


class Cue(NamedTuple):
    """A condition on the words of a clause."""

    groups: tuple[Group, ...]

    def holds(self, words: str) -> bool:
        """Tell whether a clause, in plain words, meets it."""
        return all(any(it in words for it in parts) is wanted for wanted, parts in self.groups)

    def may(self, words: str) -> bool:
        """Tell whether a whole sentence has all the words that a clause of it needs to meet the cue."""
        for wanted, parts in self.groups:
            if wanted:
                for it in parts:
                    if it in words:
                        break
                else:
                    return False
        return True


class Cues(NamedTuple):
    """All that is known of how an item shows."""

    key: str
    claimed: tuple[Cue, ...] = ()
    denied: tuple[Cue, ...] = ()
    also: tuple[int, ...] = ()
    only: int | None = None
    person: bool = False
    structure: str = ""
    plain: str = ""
    needs: tuple[str, ...] = ()
    needs_of_27: tuple[str, ...] = ()
    silent: str = ""
    paths: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    strict: str = ""
    offered: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    looked: str = ""
    elsewhere: tuple[Cue, ...] = ()

    def may(self, words: str) -> bool:
        """Tell whether a sentence is worth a closer look."""
        return any(it.may(words) for it in self.claimed) or any(it.may(words) for it in self.denied)


def read_cue(text: str) -> Cue:
    """Read a cue from its plain words."""
    return Cue(tuple(_group(it) for it in text.split(" & ")))


def _group(text: str) -> Group:
    wanted = not text.startswith("!")
    return wanted, tuple(text[not wanted :].replace("_", " ").split("|"))


@lru_cache(maxsize=1)
def cues() -> Mapping[str, Cues]:
    """Load the cues, once."""
    return read_cues(json.loads(_DATA.read_text(encoding="utf-8")))


def read_cues(rows: list[dict[str, object]]) -> Mapping[str, Cues]:
    """Read rows of cues, as they stand in the data file."""
    return {str(row["key"]): _read(row) for row in rows}


def _read(row: Mapping[str, object]) -> Cues:
    def words(name: str) -> tuple[str, ...]:
        return tuple(row.get(name, ()))  # type: ignore[arg-type]

    return Cues(
        key=str(row["key"]),
        claimed=tuple(read_cue(it) for it in words("claimed")),
        denied=tuple(read_cue(it) for it in words("denied")),
        also=tuple(row.get("also", ())),  # type: ignore[arg-type]
        only=row.get("only"),  # type: ignore[arg-type]
        person=bool(row.get("person")),
        structure=str(row.get("structure", "")),
        plain=str(row.get("plain", "")),
        needs=words("needs"),
        needs_of_27=words("needs27"),
        silent=str(row.get("silent", "")),
        paths=words("paths"),
        contents=words("contents"),
        strict=str(row.get("strict", "")),
        offered=words("offered"),
        imports=words("imports"),
        elsewhere=tuple(read_cue(it) for it in words("elsewhere")),
        looked=str(row.get("looked", "")),
    )
