"""Read a sentence: what the group says it did, what it denies, what it merely talks about.

No grammar, only what decides in practice: a sentence is cut into clauses, and each clause is asked for its subject
(we, a member, the passive voice), for words of negation and for words of the possible. Prompts invite answers in the
conditional ("if not, explain how you would ..."), so a clause counts as nothing unless it plainly tells of work.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from reportlens.crosscheck.denial import denied, negated
from reportlens.crosscheck.vocabulary import (
    BE,
    DONE,
    GENERAL,
    LINE,
    MAYBE,
    MIND,
    SELF,
    STATES,
    SYSTEM,
    TRIED,
    TURNS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Mood = Literal["done", "denied", "tried", "supposed", "told"]
"""What a clause says of the work in it.

done: the group did it; denied: it did not; tried: begun, in part, or given up; supposed: would, could, if, later;
told: of things in general.
"""

_TARGET = r"\]\([^()\s]*\)"
_TOKEN = re.compile(r"\w[\w&'/.]*\w|\w|/\w+|[&%,;\u2014\u2013]|\.(?=\s)")
_PAUSES = frozenset({",", ";", "\u2014", "\u2013", "."})
_SOFT = {"\u2019": "'", "\u00b4": "'", "`": " ", "*": "", "-": " ", "\u2011": " ", "\u00a0": " ", "_": " "}

_CUTS = frozenset(
    {";", "\u2014", "\u2013", "but", "however", "although", "though", "while", "whereas", "because", "since", "until",
     "which"}
)  # fmt: skip
_CUT_BEFORE = {
    "as": frozenset({"we", "it", "our", "the", "this"}),
    "due": frozenset({"to"}),
    "so": frozenset({"we", "that", "it", "the", "in"}),
    "such": frozenset({"that"}),
    "where": frozenset({"we", "i", "it"}),
    "and": frozenset({"we", "i"}),
}
"""Words that begin a new clause before certain others."""
_BEGINNERS = frozenset({"we", "i", "it", "they", "instead"})
_SUPPOSED = (" if ", " ideally ", " in the future ", " for production ", " to perform ", " even if ")


_ALSO_REAL = frozenset({"can", "could", "want", "wanted", "planned", "possible", "future", "if"})
"""Words of the possible that a denial may hold: "we could not", "it was not possible"."""


class Clause:
    """A clause, made plain. Its mood is read when somebody asks for it: most clauses are not about any item."""

    __slots__ = ("_mood", "_people", "_supposed", "instead", "words")

    def __init__(self, words: str, *, supposed: bool, instead: bool, people: bool) -> None:
        """Take the words: in small letters, without markup, one blank between words and at both ends."""
        self.words = words
        self.instead = instead
        """Whether it says what was done in the place of something else."""
        self._supposed = supposed
        self._people = people
        self._mood: tuple[Mood, str] | None = None

    @property
    def mood(self) -> Mood:
        """What it says of the work in it."""
        mood, _ = self._read()
        return "supposed" if self._supposed and mood in {"done", "denied"} else mood

    @property
    def scope(self) -> str:
        """Of a denied clause, the words that are denied, in the same form."""
        return self._read()[1]

    def _read(self) -> tuple[Mood, str]:
        if self._mood is None:
            self._mood = _mood(self.words, contributions=self._people)
        return self._mood


def plain_words(text: str) -> str:
    """Return a text in small letters, without markup and punctuation, one blank between words and at both ends."""
    return _joined(_tokens(text))


def clauses(text: str, *, contributions: bool = False) -> tuple[Clause, ...]:
    """Read the clauses of a sentence.

    In a list of contributions ("s... was in charge of A, B and C"), every member of the list is work that was done.
    """
    words = re.sub(_TARGET, "]", text) if "](" in text else text
    tokens = _tokens(words.replace(" - ", " ; "))
    supposed = _joined(tokens[:6]).startswith(_SUPPOSED)
    found: list[Clause] = []
    for row, together in _listed(tokens) if contributions else _cut(tokens):
        words = _joined(row)
        if len(words) < 3:
            continue
        instead = row[0] == "instead" or (not together and bool(found) and found[-1].instead)
        found.append(Clause(words, supposed=supposed, instead=instead, people=contributions))
    return tuple(found)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(swapped(text, _SOFT).lower())


def swapped(text: str, signs: Mapping[str, str]) -> str:
    """Put other signs in the place of some, one after the other.

    `str.translate` does the same, and takes seventy times as long once a text holds a single curly quote.
    """
    for sign, other in signs.items():
        if sign in text:
            text = text.replace(sign, other)
    return text


def _joined(tokens: list[str]) -> str:
    return f" {' '.join([it for it in tokens if it not in _PAUSES])} "


def _listed(tokens: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Cut a list into its members."""
    row: list[str] = []
    for it in [*tokens, ";"]:
        if it in _PAUSES or it == "and":
            if row:
                yield row, True
            row = []
        else:
            row.append(it)


def _cut(tokens: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Cut a sentence into clauses, each with whether it is merely added to the one before ("and we ...")."""
    row: list[str] = []
    together = True
    for n, it in enumerate(tokens):
        after = tokens[n + 1] if n + 1 < len(tokens) else ""
        kind = _boundary(it, after, tokens[n + 2] if n + 2 < len(tokens) else "")
        if kind:
            if row:
                yield row, together
                together = False
            together = together or it == "and" or after == "and"
            row = [it] if kind == "keep" else []
        elif it not in _PAUSES:
            row.append(it)
    if row:
        yield row, together


def _boundary(it: str, after: str, later: str) -> str:
    """Tell whether a word begins a new clause ("keep": and belongs to it)."""
    if it in _CUTS:
        return "drop" if (it != "but" or after != "also") else ""
    if it == ",":
        return "drop" if (later if after == "and" else after) in _BEGINNERS else ""
    if it == "instead" or (it == "rather" and after == "than"):
        return "keep"
    return "drop" if after in _CUT_BEFORE.get(it, ()) else ""


def _mood(words: str, *, contributions: bool) -> tuple[Mood, str]:
    """Return what a clause says of the work in it, and of a denial the words that are denied."""
    row = words.split()
    if row[:2] in (["rather", "than"], ["instead", "of"]):
        return "told", ""
    scope = denied(row)
    if scope and not MAYBE & (set(row) - _ALSO_REAL):
        return "denied", scope
    if negated(row):
        return ("tried" if scope else "told"), ""
    return _told(row, words, contributions=contributions), ""


def _told(row: list[str], words: str, *, contributions: bool) -> Mood:
    """Return what a clause without negation says."""
    if any(it in words for it in TRIED):
        return "tried"
    if not MAYBE.isdisjoint(row) and not _before_possible(row):
        return "supposed"
    return "done" if contributions or _tells(row, words) else "told"


def _before_possible(row: list[str]) -> bool:
    """Tell whether the possible comes only after the doing: "we set up X that can ..."."""
    first = next((n for n, it in enumerate(row) if it in MAYBE), len(row))
    before = row[:first]
    if first < 5 or not (row[first] in {"if", "whether"} or TURNS & set(before[2:])):
        return False
    return bool(DONE & set(before)) and _tells(before, f" {' '.join(before)} ")


def _tells(row: list[str], words: str) -> bool:
    """Tell whether the clause tells of work that was done."""
    if any(it in words for it in GENERAL):
        return False
    own = set(row)
    if own & SELF:
        at = next((n for n, it in enumerate(row[:-1]) if it in {"we", "i"}), None)
        return at is None or not MIND & set(row[at + 1 : at + 3])
    if _passive(row):
        return True
    if not own & DONE:
        return False
    return _label(row) or (bool(SYSTEM & set(row[:6])) and bool(DONE & set(row[2:9])))


def _passive(row: list[str]) -> bool:
    """Tell whether something was done, by whomever: "was used", "are automatically built"."""
    for n, it in enumerate(row):
        if it in BE and row[n - 1 : n] != ["to"]:
            after = row[n + 1 : n + 4]
            if DONE & set(after) or any(w.endswith("ed") and w not in STATES for w in after[:2]):
                return True
    return False


def _label(row: list[str]) -> bool:
    """Tell whether it is a line of a list: perhaps a name, then what it was used for."""
    return row[0] in DONE or bool(LINE & set(row[:6]))
