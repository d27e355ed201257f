"""What stands behind a named thing: whether that says that the thing was left, or narrows what is said of it."""

from __future__ import annotations

from reportlens.crosscheck.refusing import (
    AFTER_NO,
    ANSWERS_NO,
    ASIDE,
    BENIGN,
    DID,
    ENDS,
    FAILED_THEN,
    FALLEN,
    HAVING,
    LEFT,
    MADE,
    OF_US,
    ONES,
    OUT,
    STATE,
    VERBS,
)

_SOMETHING = (["not", "something"], ["nothing"], ["something"])


def begins(after: list[str]) -> bool:
    """Tell whether what follows the thing narrows nothing: the end, a pause, a reason, "was made"."""
    if not after or after[0] in ENDS or starts(after, BENIGN):
        return True
    if after[0] in HAVING or after[0] in STATE:
        rest = [it for it in after if it not in HAVING and it not in ASIDE]
        return bool(rest) and (rest[0] in MADE or rest[0] == "place")
    return after[0] in MADE


def left_behind(after: list[str]) -> bool:
    """Tell whether what follows a thing, which begins its clause, says that it was left out."""
    rest = after[1:] if after[0] == "," else after
    if answers(rest):
        return True
    if starts(rest, FALLEN):
        return True
    if starts(rest, FAILED_THEN):
        return begins(rest[starts(rest, FAILED_THEN) :])
    if rest[0] in OF_US or rest[:3] == ["none", "of", "us"] or rest[:2] == ["no", "one"] or rest[0] in ONES:
        return left_by_us(rest)
    return _something(rest) or _out(rest)


def _something(rest: list[str]) -> bool:
    """Tell whether a thing is "something we did not do", or "not something we did"."""
    at = next((n for n, it in enumerate(rest[:4]) if it in {"we", "i"}), 0)
    if not at or rest[0] not in STATE or rest[1:at] not in _SOMETHING:
        return False
    return left_by_us(["we" if rest[1] == "something" else "noone", *rest[at + 1 :]])


def _out(rest: list[str]) -> bool:
    """Tell whether a thing "is out of scope", or "was not made"."""
    n = 0
    while n < len(rest) and (rest[n] in HAVING or rest[n] in STATE or rest[n] in ASIDE):
        n += 1
    size = starts(rest[n:], OUT) if n else 0
    if not size and n and rest[n : n + 1] in (["not"], ["never"]):
        more = [it for it in rest[n + 1 :] if it not in ASIDE and it not in STATE]
        return bool(more) and more[0] in MADE and begins(more[1:])
    return bool(size) and begins(rest[n + size :])


def answers(rest: list[str]) -> bool:
    """Tell whether a thing is answered like a question: "X: no", "X: not done"."""
    size = starts(rest, ANSWERS_NO)
    return bool(size) and (len(rest) == size or rest[size] in ENDS or starts(rest[size:], AFTER_NO) > 0)


def left_by_us(row: list[str]) -> bool:
    """Tell whether "we did not reach", "none of us used", "we left out" has no object but the thing before it."""
    rest = [it for it in row[1:] if it not in ASIDE]
    if row[0] not in OF_US and row[0] not in ONES and row[0] not in {"none", "no"}:
        return False
    size = starts(rest, LEFT)
    if size:
        return len(rest) == size or begins(rest[size:])
    denied = row[0] not in OF_US
    for n, it in enumerate(rest):
        if it in {"not", "never", "nothing"}:
            denied = True
        elif it in ENDS or starts(rest[n:], BENIGN):
            return denied and n > 1
        elif it not in VERBS and it not in DID and it not in MADE:
            return False
    return denied and len(rest) > 1


def starts(row: list[str], phrases: frozenset[str]) -> int:
    """Return how many words of a row make up the longest of some phrases at its start."""
    return next((n for n in range(min(6, len(row)), 0, -1) if " ".join(row[:n]) in phrases), 0)


def ends(row: list[str], phrases: frozenset[str]) -> int:
    """Return how many words of a row make up the longest of some phrases at its end."""
    return next((n for n in range(min(6, len(row)), 0, -1) if " ".join(row[-n:]) in phrases), 0)
