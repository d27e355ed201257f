"""Which words of a clause are denied, if any: the scope of its negation.

"We did not use DVC" denies "use DVC"; "load testing was not performed" denies all of the clause; "the load test did not
show any errors" and "we did not find bottlenecks" deny no work at all.
"""

from __future__ import annotations

from reportlens.crosscheck.vocabulary import (
    BE,
    BRIDGE,
    DONE,
    FINISHED,
    HELPERS,
    IS,
    NOT,
    OFF_THE_POINT,
    PASSIVE_NOT,
    SYSTEM,
)

_NO_VERB = frozenset({"without", "lack", "nor", "neither", "none"})
_FULLY = frozenset({"set", "implement", "complete", "integrate", "finish", "deploy"})
"""What is not fully done, is not done."""
_IN_PART = frozenset({"extensive", "extensively", "further", "heavily", "solely", "everything", "than"})
_FAILS = frozenset({"work", "succeed", "happen"})
_UNDONE = frozenset({"untested", "unversioned", "undocumented", "unmonitored"})
_FOUND = frozenset({"find", "see", "feel"})
_NO_REASON = frozenset({"reason", "point"})
_NO_WORK = frozenset(
    {"complaint", "complaints", "doubt", "doubts", "problem", "problems", "issue", "issues", "regrets", "trouble", "troubles", "difficulty",
     "difficulties", "objections", "secret", "effect", "influence", "impact", "difference", "conflicts", "surprises", "fear", "worries"}
)  # fmt: skip
"""To have none of these is not to leave work."""
_STARTS = frozenset({"course", "project", "semester", "class", "january", "starting", "dtu"})
_NOT_SO = (["mean"], ["imply"], ["say"])
_NEED = frozenset({"necessary", "need", "useful", "relevant"})
_BEFORE_NO = frozenset({"but", "had", "have", "performed", "did", "and", "implemented"})


def negative(word: str) -> bool:
    """Tell whether a word denies."""
    return word in NOT


def negated(row: list[str]) -> bool:
    """Tell whether a clause holds a negation that may touch the work in it."""
    if NOT.isdisjoint(row):
        return False
    for n, it in enumerate(row):
        if it not in NOT or (it == "not" and row[n + 1 : n + 2] == ["only"]):
            continue
        if not (it in PASSIVE_NOT and n > 3) and not (n and row[n - 1] in {"of", "or"}):
            return True
    return False


def of_the_past(row: list[str]) -> bool:
    """Tell whether a clause is about the time before the project: "we had never used it before"."""
    at = row.index("before") if "before" in row else -1
    return at >= 0 and (row[at + 1 : at + 2] in ([], [","]) or not _STARTS.isdisjoint(row[at + 1 : at + 3]))


def denied(row: list[str]) -> str:
    """Return the words that a clause denies, a blank at both ends; empty if it denies no work."""
    plain = NOT.isdisjoint(row) and row[0] != "nothing"
    if plain or of_the_past(row):
        return "" if not plain or _UNDONE.isdisjoint(row) else _joined(row)
    if row[0] in {"none", "nothing"} and row[2:3] != ["us"] and _made(row):
        return _joined(row[1:])
    if row[-1] == "no" and 2 < len(row) < 8 and not any(map(negative, row[:-1])):
        return _joined(row[:-1])
    for n, it in enumerate(row):
        if it not in NOT:
            continue
        if row[n + 1 : n + 2] in _NOT_SO or not _NO_WORK.isdisjoint(row[n + 1 : n + 5]):
            return ""
        if it not in _NO_VERB and _denies(row, n):
            scope = _scope(row, n)
            if scope is not None:
                return scope
    return ""


def _made(row: list[str]) -> bool:
    """Tell whether a clause says of its first words that they were made: "none of the inputs are saved"."""
    at = next((n for n, it in enumerate(row[:8]) if it in BE), 8)
    return not DONE.isdisjoint(row[at + 1 : at + 3]) and NOT.isdisjoint(row[1:at])


def _denies(row: list[str], n: int) -> bool:
    """Tell whether a word of negation denies a verb, or the thing behind it."""
    if row[n + 1 : n + 2] == ["only"]:
        return False
    if row[n] != "not" or n == 0 or row[:n] == ["no"]:
        return True
    if "only" in row[:n] and row[n + 1 : n + 2] in (["in"], ["on"], ["to"]):
        return True
    if row[n - 1] == "does":
        return row[n - 2] in SYSTEM
    if row[n - 1] == "and":
        return row[n + 1 : n + 2] in (["in"], ["on"], ["to"], ["with"])
    return bool(HELPERS & set(row[max(0, n - 2) : n]))


def _scope(row: list[str], n: int) -> str | None:
    """Return what the negation at a place denies: words, nothing (no work), or `None` if the next one is to be asked."""
    after = row[n + 1 :]
    if "without" in after:
        after = after[: after.index("without")]
    head = [it for it in after[:7] if it not in BRIDGE]
    if head[:1] == ["fully"]:
        if after[1:2] == [] or after[1] not in _FULLY:
            return ""
        head = head[1:]
    if head and head[0] in _FAILS:
        return "" if "first" in after or "initially" in row else _joined(row)
    if _needless(row[n], after):
        return _joined(after)
    if "until" in after or (head and head[0] in OFF_THE_POINT) or _IN_PART & set(after[:5]):
        return ""
    if row[n] == "no" and not (_no_work(row, n) if n else _no_first(row)):
        return None
    return _of_verb(row, n, after, head)


def _needless(word: str, after: list[str]) -> bool:
    """Tell whether work is called needless: "no reason to ...", "did not find it necessary to ..."."""
    if word == "no":
        return after[:2] == ["need", "to"] or bool(_NO_REASON & set(after[:1]))
    return bool(_FOUND & set(after[:1]) and _NEED & set(after[1:5]))


def _of_verb(row: list[str], n: int, after: list[str], head: list[str]) -> str | None:
    be = after[:1] == ["been"] or (row[n] == "not" and bool(IS & set(row[max(0, n - 2) : n])))
    passive = bool(FINISHED & set(after[: after.index("to") if "to" in after[:3] else 3]))
    if be and not passive and after[:1] != ["able"]:
        return None
    return _joined(row) if (be and passive) or not head else _joined(after)


def _no_work(row: list[str], n: int) -> bool:
    """Tell whether "no" denies work: "and no load testing", "we had no time to ...", "there is no ..."."""
    return row[n - 1] in _BEFORE_NO or (row[n - 1] in IS and "there" in row[:n])


def _no_first(row: list[str]) -> bool:
    """Tell whether a clause is like "no monitoring was set up" or "but no load tests", and not the answer "no"."""
    own = set(row)
    if len(row) < 2 or own & {"we", "i"} or row[1] in {"the", "it", "this", "that", "our"}:
        return False
    passive = any(it in BE and not DONE.isdisjoint(row[n:]) for n, it in enumerate(row))
    return passive or (not own & BE and len(row) < 9)


def _joined(row: list[str]) -> str:
    return f" {' '.join(row)} "
