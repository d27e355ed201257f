"""Whether a clause plainly does without a thing that it names: "no X", "X was left out", "X we did not reach".

Where `denial` asks what a negation denies, this asks of a named thing what stands directly before and behind it.
So it needs no verb of the work, and says nothing as soon as anything else is in between:
"no load test", but not "no load test errors", "no further load test" or "no load test of the page".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.denial import negative
from reportlens.crosscheck.leaving import answers, begins, ends, left_behind, left_by_us, starts
from reportlens.crosscheck.refusing import (
    ASIDE,
    BEFORE_NO,
    DID,
    HEADS_OF_LISTS,
    HINDERED,
    KINDS,
    LEADS,
    LEFT,
    LIGHT,
    LINKS,
    NOT_REAL,
    OF_US,
    ONES,
    OUT,
    OWNERS,
    PARTED,
    STATE,
    VERBS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.crosscheck.cues import Cue

_MISSING = (
    ["missing"],
    ["missing", "is"],
    ["missing", "are"],
    ["what", "is", "missing", "is"],
    ["what", "is", "missing", "are"],
)
_LACK = frozenset({"lack", "lacks", "lacked", "lacking"})
_WHOLE = frozenset({"project", "repository", "repo", "codebase", "code", "setup", "group", "team"})
"""What stands for all of the work: "the project does not include ..."."""
_YET = (["have", "yet"], ["has", "yet"], ["had", "yet"])
_NOT = frozenset({"not", "never", "unable", "cannot"})
_PUT = frozenset({"left", "leave", "put", "set", "pushed"})
_DEEMED = frozenset({"deemed", "considered", "found", "thought", "judged", "felt", "decided"})
_LONGEST_LIST = 7
"""So many words may stand between "no" and a later member of its list."""


def refuses(cue: Cue, marked: str, behind: str = "") -> bool:
    """Tell whether a clause does without what a cue names.

    `marked` is the clause with its commas, a blank at both ends; `behind` the clause after it, likewise.
    """
    return any(_refuses(before, after, behind) for before, after in _around(cue, marked))


def _around(cue: Cue, marked: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words before and behind each place of the thing, without those that belong to it."""
    for name in cue.groups[0][1]:
        bare = name.strip()
        at = marked.find(f" {bare}")
        while at >= 0:
            end = marked.find(" ", at + 1 + len(bare))
            whole = end == at + 1 + len(bare)
            if whole or not name.endswith(" "):
                after = _behind_name(marked[end:].split(), cue)
                while after and after[0] in KINDS:
                    del after[0]
                yield marked[:at].split(), after
            at = marked.find(f" {bare}", at + 1)


def _behind_name(after: list[str], cue: Cue) -> list[str]:
    """Leave out what belongs to the name by the rest of its cue: "(tests) of the data"."""
    for wanted, parts in cue.groups[1:]:
        if not wanted:
            continue
        text = f" {' '.join(after)} "
        at, part = min(((text.find(it), it) for it in parts if it in text), default=(-1, ""))
        if at >= 0 and LINKS.issuperset(text[:at].split()):
            return text[at + len(part.rstrip()) :].partition(" ")[2].split()
    return after


def _refuses(before: list[str], after: list[str], behind: str) -> bool:
    if begins(after) and _negated_before(before, after):
        return True
    while before and before[-1] in LIGHT:
        before = before[:-1]
    if before[-1:] and before[-1] in _PUT and starts(after, PARTED):
        return _by_us(before[:-1]) and begins(after[starts(after, PARTED) :])
    if before[-1:] and before[-1] in _DEEMED and _by_us(before[:-1]):
        rest = [it for it in after if it not in STATE]
        return bool(starts(rest, OUT)) and begins(rest[starts(rest, OUT) :])
    if not all(it in LEADS for it in before):
        return False
    if not [it for it in after if it != ","]:
        return bool(behind) and (left_by_us(behind.split()) or answers(behind.split()))
    return left_behind(after)


def _negated_before(before: list[str], after: list[str]) -> bool:
    """Tell whether the words before a thing deny it, with nothing between but words of doing."""
    if not NOT_REAL.isdisjoint(before):
        return False
    row = _start_of_list(before, after)
    end = len(row)
    while end:
        size = _denies(row[:end], row[end:])
        if size:
            return not any(map(negative, row[row[:1] == ["no"] : end - size]))
        if row[end - 1] not in LIGHT and row[end - 1] not in VERBS:
            return False
        end -= 1
    return False


def _start_of_list(before: list[str], after: list[str]) -> list[str]:
    """Take a later member of a list for the first one: "no dashboards, metrics or" is read like "no"."""
    given = before
    while before and (before[-1] in LIGHT or before[-1] == "to"):
        before = before[:-1]
    listed = before[-1:] in (["or"], ["nor"]) or (
        before[-1:] == [","] and bool({"or", "nor"} & set(after[:5]))
    )
    if listed:
        for n in range(len(before) - 1, max(-1, len(before) - _LONGEST_LIST), -1):
            if before[n] in HEADS_OF_LISTS:
                return before[: n + 1 + (before[n] == "nothing")]
    return given


def _denies(row: list[str], between: list[str]) -> int:
    """Return how many words at the end of a row are a denial; `between` stands between it and the thing."""
    last = row[-1]
    if row in _MISSING or row[-2:] in _YET:
        return len(row)
    if last in {"no", "zero", "neither"}:
        return _no(row[:-1], between)
    if (last == "without" and not OF_US.isdisjoint(row)) or (last in _LACK and not OWNERS.isdisjoint(row)):
        return 1
    hindered = ends(row, HINDERED)
    if hindered:
        return hindered
    left = ends(row, LEFT)
    if left:
        return left if _by_us(row[:-left]) else 0
    return (_by_nobody(row) if between else 0) or _not_by_us(row)


def _by_nobody(row: list[str]) -> int:
    if row[-1] in ONES or row[-2:] == ["no", "one"]:
        return 2
    return 3 if row[-3:] == ["none", "of", "us"] else 0


def _not_by_us(row: list[str]) -> bool:
    last = row[-1]
    if last not in _NOT:
        return False
    if row[-2:-1] == ["does"] and row[-3:-2] and row[-3] in _WHOLE:
        return True
    helped = last not in {"not", "unable"} or not DID.isdisjoint(row[-3:-1])
    return helped and _by_us(row[:-1])


def _no(before: list[str], between: list[str]) -> bool:
    while before and (before[-1] in ASIDE or before[-1] == ","):
        before = before[:-1]
    if not before or all(it in LEADS for it in before):
        return True
    if between and before[-1] in {"saw", "see", "found", "felt", "had"}:
        return True
    at = next((n for n, it in enumerate(before[-4:], len(before[-4:]) * -1) if it in {"there", "there's"}), 0)
    if at:
        return (before[-1] in STATE or at == -1) and all(it in LEADS for it in before[:at])
    return before[-1] in BEFORE_NO


def _by_us(before: list[str]) -> bool:
    """Tell whether the subject of a denial is the group, or left out."""
    while before and (before[-1] in DID or before[-1] in ASIDE):
        before = before[:-1]
    return not before or before[-1] in OF_US or before[-1] in {"and", "but", ","} or before[-1] in LEADS
