"""Read a sentence: what the group says it did, what it denies, what it merely talks about.

No grammar, only what decides in practice: a sentence is cut into clauses, and each clause is asked for its subject
(we, a member, the passive voice), for words of negation and for words of the possible. Prompts invite answers in the
conditional ("if not, explain how you would ..."), so a clause counts as nothing unless it plainly tells of work.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlens.crosscheck.mood import is_note, read_mood
from reportlens.crosscheck.vocabulary import COUNTED, FAILED, GIVEN_UP, MAYBE, NOT, WISHES, row_of
from reportlens.text import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportlens.crosscheck.mood import Mood

_TARGET = r"\]\([^()\s]*\)"
# The dashes stand by themselves: a set of signs that reaches beyond Latin-1 takes three times as long to compile.
_TOKEN = re.compile(r"\w[\w&'/.]*\w|\w|/\w+|[&%,;]|\u2014|\u2013|\.(?=\s)")
_PAUSES = frozenset({",", ";", "\u2014", "\u2013", "."})
_QUOTES = {"\u2019": "'", "\u00b4": "'"}
_SOFT = {"`": " ", "*": "", "-": " ", "\u2011": " ", "\u00a0": " ", "_": " "} | _QUOTES
_APART = {"can't": "cannot", "n't": " not", "dnt ": "d not ", " dont ": " do not "}
"""Everywhere, "didn't" is read as "did not", with an apostrophe or without."""

_CUTS = frozenset(
    {";", "\u2014", "\u2013", "but", "however", "although", "though", "while", "whereas", "because", "since", "until",
     "which", "except"}
)  # fmt: skip
_CUT_BEFORE = {
    "as": frozenset({"we", "i", "it", "our", "the", "this"}),
    "due": frozenset({"to"}),
    "other": frozenset({"than"}),
    "apart": frozenset({"from"}),
    "so": row_of("we i that it the in no there also if they one you"),
    "such": frozenset({"that"}),
    "where": frozenset({"we", "i", "it"}),
    "and": frozenset({"we", "i"}),
}
"""Words that begin a new clause before certain others."""
_BEGINNERS = frozenset({"we", "i", "it", "they", "there", "there's", "no", "nothing", "instead"})
_REASONS = frozenset({"since", "as", "because", "given", "although"})
_MAY_CUT = _CUTS | _CUT_BEFORE.keys() | _PAUSES | {"instead", "rather"}
_SUPPOSED = (" if ", " ideally ", " in the future ", " for production ", " to perform ", " even if ")

_OPEN = frozenset({"tried", "supposed"})


class Clause:
    """A clause, made plain. Its mood is read when somebody asks for it: most clauses are not about any item."""

    __slots__ = ("_mood", "_people", "_row", "behind", "instead", "supposed", "words")

    def __init__(self, row: list[str], *, supposed: bool, instead: bool, people: bool) -> None:
        """Take the words in small letters, and the pauses between them."""
        self.words = _joined(row)
        """Without pauses, one blank between words and at both ends."""
        self._row = row
        self.instead = instead
        """Whether it says what was done in the place of something else."""
        self.behind: tuple[Clause, ...] = ()
        """Those that follow it in its sentence."""
        self.supposed = supposed
        """Whether its sentence begins like one of the possible."""
        self._people = people
        self._mood: tuple[Mood, str] | None = None

    @property
    def mood(self) -> Mood:
        """What it says of the work in it."""
        mood, _ = self._read()
        return "supposed" if self.supposed and mood in {"done", "denied"} else mood

    @property
    def marked(self) -> str:
        """The words with their pauses, each of them a comma."""
        return f" {' '.join([',' if it in _PAUSES else it for it in self._row])} "

    @property
    def scope(self) -> str:
        """Of a denied clause, the words that are denied, in the same form."""
        return self._read()[1]

    def _read(self) -> tuple[Mood, str]:
        if self._mood is None:
            self._mood = read_mood(self.words, contributions=self._people)
            if self._mood[0] in _OPEN and self._failed():
                self._mood = ("denied", self.words)
        return self._mood

    @property
    def begun(self) -> bool:
        """Whether it tells of something begun or wished for."""
        return self._read()[0] == "tried" or (
            self._read()[0] == "supposed" and not WISHES.isdisjoint(self.words.split())
        )

    @property
    def plain(self) -> bool:
        """Whether it holds no word of the possible."""
        return not self.supposed and MAYBE.isdisjoint(self.words.split())

    @property
    def noted(self) -> bool:
        """Whether it is a note without a verb, as "Cookiecutter, the one from the course"."""
        return self.plain and self.mood == "told" and is_note(self.words.split())

    def _failed(self) -> bool:
        """Tell whether it is something begun or wished for, and what follows says that it came to nothing."""
        return self.begun and any(it.fails or it.takes_back for it in self.behind)

    @property
    def fails(self) -> bool:
        """Whether it says of what was begun before that it came to nothing."""
        return any_of(FAILED, self.words)

    @property
    def given_up(self) -> bool:
        """Whether what follows in its sentence says that it was taken back."""
        return any(it.takes_back for it in self.behind)

    @property
    def takes_back(self) -> bool:
        """Whether it says of what was told before that it is done no longer."""
        return any_of(GIVEN_UP, self.words)


def plain_words(text: str) -> str:
    """Return a text in small letters, without markup and punctuation, one blank between words and at both ends."""
    return _joined(_tokens(text))


@lru_cache(maxsize=1024)
def clauses(text: str, *, contributions: bool = False) -> tuple[Clause, ...]:
    """Read the clauses of a sentence. Kept: while one sentence of an answer is typed, the others cost nothing.

    In a list of contributions ("s... was in charge of A, B and C"), every member of the list is work that was done.
    """
    words = re.sub(_TARGET, "]", text) if "](" in text else text
    if ": " in words and _counts(words):
        words = words.replace(": ", " ; ", 1)
    tokens = _tokens(words.replace(" - ", " ; "))
    supposed = _joined(tokens[:6]).startswith(_SUPPOSED)
    found: list[Clause] = []
    for row, together in _listed(tokens) if contributions else _cut(tokens):
        instead = row[0] == "instead" or (not together and bool(found) and found[-1].instead)
        clause = Clause(row, supposed=supposed, instead=instead, people=contributions)
        if len(clause.words) > 2:
            found.append(clause)
    for n, it in enumerate(found[:-1]):
        it.behind = tuple(found[n + 1 :])
    return tuple(found)


def _counts(text: str) -> bool:
    """Tell whether a sentence says how many tests there are, and then what they look for: "5 tests: no gaps, ..."."""
    before, _, behind = text.lower().partition(": ")
    head = before.split()
    counted = head and (head[0].isdigit() or head[0] in COUNTED or (head[0] == "we" and "tests" in head))
    return bool(counted) and NOT.isdisjoint(head) and not NOT.isdisjoint(behind.split())


def _tokens(text: str) -> list[str]:
    low = swapped(text, _SOFT).lower()
    return _TOKEN.findall(swapped(low, _APART))


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
    reason = tokens[0] in _REASONS if tokens else False
    for n, it in enumerate(tokens):
        if it not in _MAY_CUT:
            row.append(it)
            continue
        after = tokens[n + 1] if n + 1 < len(tokens) else ""
        kind = _boundary(it, after, tokens[n + 2] if n + 2 < len(tokens) else "")
        if it == "," and reason and row:
            kind, reason = "drop", False
        elif it == "until" and not NOT.isdisjoint(row):
            kind = ""
        if kind:
            if row:
                yield row, together
                together = False
            together = together or it == "and" or after == "and"
            row = [it] if kind == "keep" else []
        elif row or it not in _PAUSES:
            row.append(it)
    if row:
        yield row, together


def _boundary(it: str, after: str, later: str) -> str:
    """Tell whether a word begins a new clause ("keep": and belongs to it)."""
    if it in _CUTS:
        return "drop" if (it != "but" or after != "also") else ""
    if it == ",":
        return "drop" if (later if after == "and" else after) in _BEGINNERS else ""
    if it == "instead" or (it == "rather" and after == "than") or (it == "as" and after == "opposed"):
        return "keep"
    return "drop" if after in _CUT_BEFORE.get(it, ()) else ""


def lowered(text: str) -> str:
    """Return small letters, with blanks for whatever the cues have blanks for: a coarse sieve, and a cheap one."""
    low = swapped(text.lower(), _SIEVE)
    if "'" in low:
        low = low.replace("n't", " not")
    low = " ".join(low.split())
    return f" {low.replace('. ', ' ').removesuffix('.')} "


_SIEVE = dict.fromkeys('-_*`"\u2018\u201c\u201d,;:()[]!?|<>\u00a0\n', " ") | _QUOTES
