"""What answers and repositories say of an item of the checklist: the cues, as data.

They stand in `cues.json`, one row an item, by the same key as in the table of items. A cue is written in plain
words: `a|b & c & !d` holds where a clause has `a` or `b`, and `c`, and not `d`. Words are compared as parts of the
clause in small letters, with blanks for hyphens and one blank at both ends; `_` stands for a blank: `_cli_` is a word,
`profil` the start of many. A row may have

- `claimed`: cues of a clause in which the group tells that the work was done,
- `there`: further ones that count only in the answer to its first question, where the rest is understood,
- `denied`: cues of the words behind a negation,
- `named`: the names of the thing itself, which "no X" or "X was left out" refuses in any of the item's questions: the
  first words are the name, the others may follow it ("tests of the data"),
- `subject`: the same, where the name stands for the item only in the answer to its first question,
- `against`: cues of a clause that tells of work which rules it out ("on one GPU only"),
- `also`: further questions (by the numbering of 31) in which it may be claimed, besides those of the table of items,
- `only`: how many of the item's questions may hold a claim; the others merely mention it,
- `person`: whether the list of contributions may hold a claim,
- `structure`: what else tells of it: `image`, `experiment` (an image of a tracker), `percentage`, `command`,
- `commands`: for `command`, what such a command begins with,
- `plain`: `no` if a bare "no" at the start of the answer to its first question denies it, `both` if a "yes" there
  claims it, too; `never` if "never" or "we did not" does, but not "no",
- `needs`: keys of items that all have to be told of, since the box stands for all of them; `needs27` for the editions of
  27 questions,
- `silent`: why answers cannot tell of it,
- `paths`, `contents` and the like: what a repository holds of it (see `evidence.py`).
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = Path(__file__).parent / "cues.json"

Group = tuple[bool, tuple[str, ...]]
"""Whether one of the words has to be there (or none of them), and the words."""


class Cue:
    """A condition on the words of a clause."""

    __slots__ = ("groups",)

    def __init__(self, text: str) -> None:
        """Read a cue from its plain words."""
        self.groups: tuple[Group, ...] = tuple([_group(it) for it in text.split(" & ")])

    def holds(self, words: str) -> bool:
        """Tell whether a clause, in plain words, meets it."""
        for wanted, parts in self.groups:
            for it in parts:
                if it in words:
                    break
            else:
                if wanted:
                    return False
                continue
            if not wanted:
                return False
        return True

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

    def signs(self) -> tuple[str, ...]:
        """Return pieces of words of which every text, as it is written, that may meet the cue has one in small letters."""
        found = [tuple(map(_sign, parts)) for wanted, parts in self.groups if wanted]
        return max(found, key=lambda it: min(map(len, it)), default=("",))


def _sign(part: str) -> str:
    """Return the longest run of letters and digits: whatever stands between them, they stand in every such text."""
    words = "".join([it if it.isalnum() else " " for it in part]).split()
    return max(words, key=len, default="")


def _group(text: str) -> Group:
    wanted = not text.startswith("!")
    return wanted, tuple(text[not wanted :].replace("_", " ").split("|"))


class Cues:
    """All that is known of how an item shows.

    No named tuple, and the cues are read when somebody asks for them: that is most of what a report's first check
    would pay for the table.
    """

    def __init__(self, row: Mapping[str, object]) -> None:
        """Take a row of the data file."""
        self._row = row
        self._cues: dict[str, tuple[Cue, ...]] = {}
        self._signs: tuple[str, ...] = ()
        self.key = str(row["key"])
        self.also: tuple[int, ...] = tuple(row.get("also", ()))  # type: ignore[arg-type]
        self.only: int | None = row.get("only")  # type: ignore[assignment]
        self.person = bool(row.get("person"))
        self.structure = str(row.get("structure", ""))
        self.plain = str(row.get("plain", ""))
        self.silent = str(row.get("silent", ""))
        self.strict = str(row.get("strict", ""))
        self.looked = str(row.get("looked", ""))

    @property
    def claimed(self) -> tuple[Cue, ...]:
        """What tells of the work."""
        return self._read("claimed")

    @property
    def there(self) -> tuple[Cue, ...]:
        """What tells of the work in the answer to its first question."""
        return self._read("there")

    @property
    def denied(self) -> tuple[Cue, ...]:
        """What is denied where the work is."""
        return self._read("denied")

    @property
    def named(self) -> tuple[Cue, ...]:
        """What the thing is called, everywhere."""
        return self._read("named")

    @property
    def subject(self) -> tuple[Cue, ...]:
        """What it is called where the question is about it."""
        return self._read("subject")

    @property
    def against(self) -> tuple[Cue, ...]:
        """What rules it out."""
        return self._read("against")

    @property
    def elsewhere(self) -> tuple[Cue, ...]:
        """What tells that the evidence need not lie in a file."""
        return self._read("elsewhere")

    def words(self, name: str) -> tuple[str, ...]:
        """Return a field that is a list of words: `needs`, `needs27`, `paths`, `contents`, `offered`, `imports`."""
        return tuple(self._row.get(name, ()))  # type: ignore[arg-type]

    def signs(self) -> tuple[str, ...]:
        """Return pieces of words of which one stands in every answer that the cues of claims and denials speak of."""
        if not self._signs:
            fields = (self.claimed, self.there, self.denied, self.named, self.subject, self.against)
            self._signs = tuple({sign for cues in fields for cue in cues for sign in cue.signs()})
        return self._signs

    def _read(self, name: str) -> tuple[Cue, ...]:
        found = self._cues.get(name)
        if found is None:
            found = self._cues[name] = tuple([Cue(it) for it in self.words(name)])
        return found


@lru_cache(maxsize=1)
def cues() -> Mapping[str, Cues]:
    """Load the cues, once."""
    return {it["key"]: Cues(it) for it in json.loads(_DATA.read_bytes())}
