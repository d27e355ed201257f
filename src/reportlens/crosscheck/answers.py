"""What one answer says of the items of the checklist: what it claims, what it denies, and in which sentence.

Read no further than somebody asks: an item's cues are looked for in the whole answer, then in its sentences, and only
a sentence that holds them is read clause by clause. What was read is kept with the question, so that a keystroke costs
no more than the answer it falls in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlens.crosscheck.bare import OPENINGS, bare, measured
from reportlens.crosscheck.reading import BEGUN, NEGATIVE, Clause, any_of, clauses, lowered
from reportlens.crosscheck.vocabulary import GIVEN_UP
from reportlens.report.sentences import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlens.crosscheck.cues import Cue, Cues
    from reportlens.report.model import Image, Question
    from reportlens.text import Span

_TRACKERS = ("wandb", "w&b", "weights")
_SHOWN = frozenset({"image", "html", "link"})
_TURNING = (" it ", " this ", " that ", " but ", " however ", " unfortunately ", " sadly ", " in the end ", " we never ", " we did not ",
            " we didn't ", " we could not ", " we couldn't ", " we ran out ", " we gave up ", " i did not ", " i didn't ")  # fmt: skip
"""How a sentence begins that tells how it went on."""


class Statement(NamedTuple):
    """A sentence (or an image) that tells of an item."""

    key: str
    kind: Literal["claimed", "denied"]
    question: int
    """The number of the question."""
    span: Span
    """Counted from the first character of the question's piece."""
    text: str
    instead: bool = False
    """Whether it is what was done in the place of the work."""


class Heard:
    """What an answer says, as far as it was asked."""

    def __init__(self, question: Question, *, people: bool) -> None:
        """Read nothing yet; `people` for the list of contributions."""
        self._question = question
        self._people = people
        self._low = ""
        self._opening: Literal["claimed", "denied", ""] | None = None
        self._sentences: Sequence[Sentence] = ()
        self._lows: dict[int, str] = {}
        self._any: dict[tuple[str, ...], bool] = {}
        self._places: dict[tuple[str, ...], list[int]] = {}
        self._read: dict[int, tuple[Clause, ...]] = {}
        self._known: dict[tuple[str, str], Statement | None] = {}

    def denial(self, row: Cues, *, plain: bool) -> Statement | None:
        """Return the first sentence that denies an item; `plain` where a bare "no" does."""
        key = (row.key, "denied")
        if key not in self._known:
            bare = self._bare(row) if plain else None
            self._known[key] = (
                bare if bare is not None and bare.kind == "denied" else next(self._denials(row), None)
            )
        return self._known[key]

    def claim(self, row: Cues, *, first: bool, plain: bool) -> Statement | None:
        """Return the first sentence or image that claims an item; `first` where the question asks for it."""
        key = (row.key, "claimed")
        if key not in self._known:
            self._known[key] = next(self.claims(row, first=first, plain=plain), None)
        return self._known[key]

    def claims(self, row: Cues, *, first: bool, plain: bool) -> Iterator[Statement]:
        """Yield all that claims an item."""
        if first and row.structure:
            yield from self._shown(row)
        bare = self._bare(row) if plain and row.plain == "both" else None
        if bare is not None and bare.kind == "claimed":
            yield bare
        for n, cues in self._holding(row.claimed + row.there if first else row.claimed, None):
            for clause in self._clauses(n):
                if (
                    any(it.holds(clause.words) for it in cues)
                    and clause.mood == "done"
                    and not self._given_up(n, clause)
                ):
                    yield self._statement(row.key, "claimed", self._sentences[n], instead=clause.instead)
                    break

    def _denials(self, row: Cues) -> Iterator[Statement]:
        yield from self._outright(row)
        for n, cues in self._holding(row.denied, BEGUN):
            for clause in self._clauses(n):
                if clause.begun and any(it.holds(clause.words) for it in cues) and self._fails(n + 1):
                    yield self._statement(row.key, "denied", self._sentences[n])
                    break

    def _fails(self, n: int) -> bool:
        """Tell whether a sentence begins by saying of the one before it that it came to nothing."""
        first = self._clauses(n)[0] if n < len(self._sentences) else None
        return first is not None and first.words.startswith(_TURNING) and (first.fails or first.takes_back)

    def _outright(self, row: Cues) -> Iterator[Statement]:
        for n, cues in self._holding(row.denied, NEGATIVE):
            for clause in self._clauses(n):
                words = clause.words
                holding = [it for it in cues if it.may(words)]
                if holding and clause.mood == "denied" and any(it.holds(clause.scope) for it in holding):
                    yield self._statement(row.key, "denied", self._sentences[n])
                    break

    def _holding(
        self, cues: tuple[Cue, ...], words: tuple[str, ...] | None
    ) -> Iterator[tuple[int, list[Cue]]]:
        """Yield the sentences that may meet a cue and hold one of some words, each with those cues."""
        low = self._whole()
        if words is not None and not self._may_hold(words, low):
            return
        here = [it for it in cues if it.may(low)]
        if not here:
            return
        for n in range(len(self._cut())) if words is None else self._with(words):
            low = self._lows.get(n, "")
            if not low:
                low = self._lows[n] = lowered(self._sentences[n].text)
            for cue in here:
                if cue.may(low):
                    yield n, here
                    break

    def _may_hold(self, words: tuple[str, ...], low: str) -> bool:
        if words not in self._any:
            self._any[words] = any_of(words, low)
        return self._any[words]

    def _with(self, words: tuple[str, ...]) -> list[int]:
        """Return the sentences that hold one of some words; looked for once."""
        found = self._places.get(words)
        if found is None:
            texts = [it.text.lower() for it in self._cut()]
            found = self._places[words] = [n for n, it in enumerate(texts) if any_of(words, it)]
        return found

    def _whole(self) -> str:
        if not self._low:
            self._low = lowered(self._question.text(self._question.answer.span))
        return self._low

    def _cut(self) -> Sequence[Sentence]:
        if not self._sentences:
            self._sentences = sentences(self._question)
        return self._sentences

    def _clauses(self, n: int) -> tuple[Clause, ...]:
        read = self._read.get(n)
        if read is None:
            read = self._read[n] = clauses(self._sentences[n].text, contributions=self._people)
        return read

    def _given_up(self, n: int, clause: Clause) -> bool:
        """Tell whether the rest of a clause's sentence, or the sentence behind it, takes back what it tells."""
        if clause.given_up:
            return True
        if n + 1 == len(self._sentences):
            return False
        low = lowered(self._sentences[n + 1].text)
        return any(it in low for it in GIVEN_UP) and self._clauses(n + 1)[0].mood != "supposed"

    def _statement(
        self, key: str, kind: Literal["claimed", "denied"], place: Sentence | Image, *, instead: bool = False
    ) -> Statement:
        question = self._question
        return Statement(key, kind, question.number, place.span, question.text(place.span), instead)

    def _bare(self, row: Cues) -> Statement | None:
        """Return what a bare yes or no at the start of the answer says."""
        if self._opening is None:
            opens = self._whole().startswith(OPENINGS) and self._cut()
            self._opening = bare(self._sentences[0].text) if opens else ""
        return self._statement(row.key, self._opening, self._sentences[0]) if self._opening else None

    def _shown(self, row: Cues) -> Iterator[Statement]:
        """Yield what an answer shows without words."""
        if row.structure == "percentage":
            yield from self._percentage(row)
            return
        if row.structure == "command":
            yield from self._command(row)
            return
        for image in self._question.answer.images:
            named = row.structure == "image" or _names(f"{image.alt} {image.destination}")
            if image.kind in _SHOWN and named:
                yield self._statement(row.key, "claimed", image)
                return

    def _command(self, row: Cues) -> Iterator[Statement]:
        """Yield a command that is quoted as what was typed, and not as what somebody would type."""
        span, source = self._question.answer.span, self._question.source
        if span is None or " would " in self._whole():
            return
        for command in row.words("commands"):
            at = source.find(command, span.start, span.end)
            if at >= 0:
                place = type(span)(at, at + len(command))
                yield Statement(row.key, "claimed", self._question.number, place, command)
                return

    def _percentage(self, row: Cues) -> Iterator[Statement]:
        low = self._whole()
        if "%" not in low:
            return
        for sentence in self._cut():
            low = sentence.text.lower()
            if "%" not in low or not any_of(("cover", "total"), low):
                continue
            if any(measured(it.words.replace("\\", "")) for it in clauses(sentence.text)):
                yield self._statement(row.key, "claimed", sentence)
                return


def heard(question: Question, *, people: bool) -> Heard:
    """Return what an answer says; kept with the question."""
    kept = question.memory.get(("heard", people))
    if kept is None:
        kept = question.memory["heard", people] = Heard(question, people=people)
    return kept  # type: ignore[return-value]


def _names(text: str) -> bool:
    low = text.lower()
    return any(it in low for it in _TRACKERS)
