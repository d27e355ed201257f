"""Whether a clause plainly does without a thing that it names: "no X", "X was left out", "X we did not reach".

Where `denial` asks what a negation denies, this asks of a named thing what stands directly before and behind it.
So it needs no verb of the work, and says nothing as soon as anything else is in between:
"no load test", but not "no load test errors", "no further load test" or "no load test of the page".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.denial import negative
from reportlens.crosscheck.refusing import (
    AFTER_NO,
    ANSWERS_NO,
    ASIDE,
    BEFORE_NO,
    BENIGN,
    DID,
    ENDS,
    FALLEN,
    FAILED_THEN,
    HAVING,
    HEADS_OF_LISTS,
    KINDS,
    LEADS,
    LEFT,
    LIGHT,
    LINKS,
    MADE,
    NOT_REAL,
    OF_US,
    ONES,
    OUT,
    OWNERS,
    STATE,
    STUCK,
    SUPPOSING,
    VERBS,
    WISHES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlens.crosscheck.cues import Cue
    from reportlens.crosscheck.reading import Clause

_INSTEAD = (" instead of ", " rather than ")
_THAT = frozenset({"it", "this", "that", "them", "both"})
_NOT = frozenset({"not", "never", "unable", "cannot"})
_LONGEST_LIST = 7
"""So many words may stand between "no" and a later member of its list."""


def refused(cues: Sequence[Cue], clauses: Sequence[Clause], behind: Sequence[Clause]) -> bool:
    """Tell whether a sentence does without what one of some cues names; `behind` is how the next one begins."""
    for n, clause in enumerate(clauses):
        here = [it for it in cues if it.holds(clause.words)]
        if not here or clause.supposed or (n and clauses[n - 1].words.startswith(SUPPOSING)):
            continue
        if clause.words.startswith(_INSTEAD) and not any(it.mood == "done" for it in clauses):
            continue
        if _wished(clause):
            return True
        after = clauses[n + 1 :]
        if clause.mood != "done" and any(sets_aside(it.words) for it in (*after, *behind)):
            return True
        marked = after[0].marked if after else ""
        if any(refuses(it, clause.marked, marked) for it in here):
            return True
    return False


def _wished(clause: Clause) -> bool:
    """Tell whether it is something begun or wished for that came to nothing."""
    return clause.mood == "denied" and clause.scope == clause.words and not WISHES.isdisjoint(clause.words.split())


def sets_aside(words: str) -> bool:
    """Tell whether a clause says of what was named before it that it was left: "it was postponed"."""
    row = words.split()
    while row and row[0] in LEADS and (row[0] != "this" or row[1:2] in (["project"], ["case"])):
        del row[0]
    if len(row) < 2 or not NOT_REAL.isdisjoint(row[:1]):
        return False
    if row[0] in {"it", "this", "that", "they"}:
        return _refused_behind(row[1:]) and row[1] not in OF_US
    rest = [it for it in row if it not in ASIDE and it not in OF_US]
    if _starts(rest, STUCK):
        return rest[2:3] not in (["it"], ["this"], ["that"], ["them"])
    short = [it for it in rest if it not in _THAT]
    size = _starts(short, LEFT)
    return bool(size) and (len(short) == size or not _THAT.isdisjoint(rest[: size + 1]))


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
    if _begins(after) and _negated_before(before, after):
        return True
    while before and before[-1] in LIGHT:
        before = before[:-1]
    if not all(it in LEADS for it in before):
        return False
    if not [it for it in after if it != ","]:
        return _left_by_us(behind.split()) if behind else False
    return _refused_behind(after)


def _begins(after: list[str]) -> bool:
    """Tell whether what follows the thing narrows nothing: the end, a pause, a reason, "was made"."""
    if not after or after[0] in ENDS or _starts(after, BENIGN):
        return True
    if after[0] in HAVING or after[0] in STATE:
        rest = [it for it in after if it not in HAVING and it not in ASIDE]
        return bool(rest) and (rest[0] in MADE or _starts(rest, ("in place", "carried out", "set up")))
    return after[0] in MADE


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
    if last in {"no", "zero", "neither"}:
        return _no(row[:-1], between)
    if last == "without" and not OF_US.isdisjoint(row):
        return 1
    if last in {"lack", "lacks", "lacked", "lacking"}:
        return not OWNERS.isdisjoint(row)
    left = _ends(row, LEFT)
    if left:
        return left if _by_us(row[:-left]) else 0
    if between and (last in ONES or row[-2:] == ["no", "one"]):
        return 2
    if between and row[-3:] == ["none", "of", "us"]:
        return 3
    if not (last in _NOT or last.endswith("n't")) or last == "doesn't":
        return 0
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


def _refused_behind(after: list[str]) -> bool:
    """Tell whether what follows a thing, which begins its clause, says that it was left out."""
    rest = after[1:] if after[0] == "," else after
    if _answers(rest):
        return True
    if _starts(rest, FALLEN):
        return True
    if _starts(rest, FAILED_THEN):
        return _begins(rest[_starts(rest, FAILED_THEN) :])
    if rest[0] in OF_US or rest[:3] == ["none", "of", "us"] or rest[:2] == ["no", "one"] or rest[0] in ONES:
        return _left_by_us(rest)
    n = 0
    while n < len(rest) and (rest[n] in HAVING or rest[n] in STATE or rest[n] in ASIDE):
        n += 1
    size = _starts(rest[n:], OUT) if n else 0
    if not size and n and rest[n] in {"not", "never"}:
        more = [it for it in rest[n + 1 :] if it not in ASIDE and it not in STATE]
        return bool(more) and more[0] in MADE and _begins(more[1:])
    return bool(size) and _begins(rest[n + size :])


def _answers(rest: list[str]) -> bool:
    """Tell whether a thing is answered like a question: "X: no", "X: not done"."""
    size = _starts(rest, ANSWERS_NO)
    return bool(size) and (len(rest) == size or rest[size] in ENDS or _starts(rest[size:], AFTER_NO) > 0)


def _left_by_us(row: list[str]) -> bool:
    """Tell whether "we did not reach", "none of us used", "we left out" has no object but the thing before it."""
    rest = [it for it in row[1:] if it not in ASIDE]
    if row[0] not in OF_US and row[0] not in ONES and row[0] not in {"none", "no"}:
        return False
    size = _starts(rest, LEFT)
    if size:
        return len(rest) == size or _begins(rest[size:])
    denied = row[0] not in OF_US
    for n, it in enumerate(rest):
        if it == "not" or it == "never" or it.endswith("n't"):
            denied = True
        elif it in ENDS or _starts(rest[n:], BENIGN):
            return denied and n > 1
        elif it not in VERBS and it not in DID and it not in MADE:
            return False
    return denied and len(rest) > 1


def _starts(row: list[str], phrases: frozenset[str]) -> int:
    """Return how many words of a row make up the longest of some phrases at its start."""
    return next((n for n in range(min(6, len(row)), 0, -1) if " ".join(row[:n]) in phrases), 0)


def _ends(row: list[str], phrases: frozenset[str]) -> int:
    return next((n for n in range(min(6, len(row)), 0, -1) if " ".join(row[-n:]) in phrases), 0)
