"""Whether a sentence does without a thing that it names, in one clause or by what it says of it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.denial import negative, of_the_past
from reportlens.crosscheck.leaving import begins, left_behind, left_by_us, starts
from reportlens.crosscheck.naming import refuses
from reportlens.crosscheck.refusing import (
    ASIDE,
    LATER,
    LEADS,
    LEFT,
    MADE,
    NEVER_HAD,
    NOT_REAL,
    OF_US,
    STUCK,
    SUPPOSING,
)
from reportlens.crosscheck.vocabulary import BE, DONE, WISHES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlens.crosscheck.cues import Cue
    from reportlens.crosscheck.reading import Clause

_INSTEAD = (" instead of ", " rather than ", " as opposed to ")
_THAT = frozenset({"it", "this", "that", "them", "both"})
_FURTHER = frozenset({"deployed", "tested", "published", "finished", "run"})
"""What was not done with a thing that is there."""


def refused(cues: Sequence[Cue], clauses: Sequence[Clause]) -> bool:
    """Tell whether a sentence does without what one of some cues names."""
    for n, clause in enumerate(clauses):
        here = [it for it in cues if it.holds(clause.words)]
        after = clauses[n + 1 :]
        if not here or of_the_past(clause.words.split()) or any(made_later(it) for it in after):
            continue
        if clause.supposed or (n and clauses[n - 1].words.startswith(SUPPOSING)):
            continue
        if clause.words.startswith(_INSTEAD) and not any(it.mood == "done" for it in clauses):
            continue
        if _wished(clause):
            return True
        if any(_set_aside(clause, it) for it in after):
            return True
        marked = after[0].marked if after else ""
        if any(refuses(it, clause.marked, marked) for it in here):
            return True
    return False


def made_later(clause: Clause) -> bool:
    """Tell whether a clause says that the thing came after all: "but added later"."""
    row = clause.words.split()
    return not LATER.isdisjoint(row) and not DONE.isdisjoint(row) and not any(map(negative, row))


def leaves(cues: Sequence[Cue], clauses: Sequence[Clause], next_one: Clause) -> bool:
    """Tell whether a sentence names what the next one, by how it begins, says was left."""
    return any(it.holds(clause.words) and _set_aside(clause, next_one) for clause in clauses for it in cues)


def _wished(clause: Clause) -> bool:
    """Tell whether it is something begun or wished for that came to nothing."""
    return (
        clause.mood == "denied"
        and clause.scope == clause.words
        and not WISHES.isdisjoint(clause.words.split())
    )


def _set_aside(clause: Clause, later: Clause) -> bool:
    """Tell whether a thing that was not made is left by a later clause; made and left again, it is not refused."""
    if clause.mood != "done":
        return sets_aside(later.words, LEFT) or _not_made(clause, later.words.split())
    own = set(clause.words.split())
    return OF_US.isdisjoint(own - {"us", "one"}) and BE.isdisjoint(own) and sets_aside(later.words, NEVER_HAD)


def _not_made(clause: Clause, row: list[str]) -> bool:
    """Tell whether what was begun or wished for was not made, by a later clause: "but did not implement it"."""
    if not any(map(negative, row)) or not clause.begun:
        return False
    rest = [it for it in row if it not in ASIDE and it not in _THAT]
    if rest[:1] in (["not"], ["never"]) and not MADE.isdisjoint(rest[1:2]):
        return begins(rest[2:])
    return left_by_us(rest if rest[:1] in (["we"], ["i"]) else ["we", *rest])


def sets_aside(words: str, phrases: frozenset[str]) -> bool:
    """Tell whether a clause says of what was named before it that it was left: "it was postponed"."""
    row = words.split()
    while row and row[0] in LEADS and (row[0] != "this" or row[1:2] in (["project"], ["case"])):
        del row[0]
    if len(row) < 2 or not NOT_REAL.isdisjoint(row[:1]):
        return False
    if row[0] in {"it", "this", "that", "they"}:
        return phrases is LEFT and left_behind(row[1:]) and row[1] not in OF_US and _FURTHER.isdisjoint(row)
    rest = [it for it in row if it not in ASIDE and it not in OF_US]
    if starts(rest, STUCK):
        return rest[2:3] not in (["it"], ["this"], ["that"], ["them"])
    short = [it for it in rest if it not in _THAT]
    size = starts(short, phrases)
    return bool(size) and (len(short) == size or not _THAT.isdisjoint(rest[: size + 1]))
