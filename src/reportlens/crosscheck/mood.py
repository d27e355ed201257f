"""What a clause says of the work in it: that it was done, denied, begun, supposed, or merely talked about."""

from __future__ import annotations

from typing import Literal

from reportlens.crosscheck.denial import denied, negated, negative
from reportlens.crosscheck.vocabulary import (
    BE,
    CHECKING,
    COUNTED,
    DONE,
    FINDING,
    GENERAL,
    IS,
    LINE,
    MANY,
    MAYBE,
    MIND,
    NO_NOTE,
    NOW,
    OURS,
    PRESENT,
    SELF,
    STATES,
    SYSTEM,
    TALK,
    TRIED,
    TURNS,
)
from reportlens.text import any_of

Mood = Literal["done", "denied", "tried", "supposed", "told"]
"""What a clause says of the work in it.

done: the group did it; denied: it did not; tried: begun, in part, or given up; supposed: would, could, if, later;
told: of things in general.
"""

_ALSO_REAL = frozenset({"can", "could", "want", "wanted", "planned", "possible", "future", "if"})
"""Words of the possible that a denial may hold: "we could not", "it was not possible"."""


def read_mood(words: str, *, contributions: bool) -> tuple[Mood, str]:
    """Return what a clause says of the work in it, and of a denial the words that are denied."""
    row = words.split()
    mood, scope = _read(row, words, contributions=contributions)
    if mood in {"told", "supposed", "denied"}:
        head = _before_finding(row, CHECKING if mood == "denied" else CHECKING | FINDING)
        if head and _read(head, f" {' '.join(head)} ", contributions=contributions)[0] == "done":
            return "done", ""
    return mood, scope


def is_note(row: list[str]) -> bool:
    """Tell whether a few words hold no verb but a participle, and nothing that is said in general."""
    return 3 < len(row) < 11 and row[0] not in MANY and not any(_verbal(it) for it in row if it != "pull")


def _verbal(word: str) -> bool:
    return (
        word in NO_NOTE
        or word in IS
        or word in PRESENT
        or word in TALK
        or negative(word)
        or (word.endswith(("ing", "'d", "'ll")) and word not in _KINDS)
    )


_KINDS = frozenset(
    {"linting", "formatting", "testing", "training", "logging", "monitoring", "caching", "typing"}
)
"""These name work as often as they tell of it."""


def _before_finding(row: list[str], verbs: frozenset[str]) -> list[str]:
    """Return what stands before something found or checked: "the test checks (that there are no gaps)"."""
    at = next((n for n, it in enumerate(row) if it in _THAT and n > 1 and row[n - 1] in verbs), 0)
    return row[:at]


_REGRETS = (" would have liked to ", " would have loved to ", " would've liked to ", " would've loved to ")
_OWNING = frozenset({"our", "the", "we", "these", "this"})
_THAT = frozenset({"that", "if", "whether"})
_WITH_IT = frozenset({"we", "not", "have"})
"""What else stands in "without DVC we could not have shared the data"."""


def _read(row: list[str], words: str, *, contributions: bool) -> tuple[Mood, str]:
    if row[:2] in (["rather", "than"], ["instead", "of"], ["as", "opposed"]):
        return "told", ""
    if any_of(_REGRETS, words):
        return "denied", words
    if row[0] == "without" and _WITH_IT.issubset(row) and row[row.index("have") + 1] != "to":
        return "done", ""
    scope = denied(row)
    if scope and not MAYBE & (set(row) - _ALSO_REAL):
        return "denied", scope
    if negated(row):
        return ("tried" if scope else "told"), ""
    return _told(row, words, contributions=contributions), ""


def _told(row: list[str], words: str, *, contributions: bool) -> Mood:
    """Return what a clause without negation says."""
    if any_of(TRIED, words):
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
    works = not (DONE | PRESENT).isdisjoint(before) or any(it.endswith("ed") for it in before[1:5])
    return works and _tells(before, f" {' '.join(before)} ")


def _tells(row: list[str], words: str) -> bool:
    """Tell whether the clause tells of work that was done."""
    if any_of(GENERAL, words):
        return False
    own = set(row)
    if own & SELF:
        at = next((n for n, it in enumerate(row[:-1]) if it in {"we", "i"}), None)
        return at is None or not MIND & set(row[at + 1 : at + 3])
    if _general(row):
        return False
    return _passive(row) or _uses(row) or (not own & TALK and (_label(row) or _works(row) or _concrete(row)))


def _general(row: list[str]) -> bool:
    """Tell whether a clause is about things of a kind: "X is used to ...", "a workflow runs ..."."""
    if any(it in NOW and row[n + 1 : n + 2] in _FOR for n, it in enumerate(row)):
        return OURS.isdisjoint(row)
    if row[0] in {"many", "people"}:
        return True
    if row[1:2] == ["tests"] and row[2:4] in (["of", "a"], ["of", "an"]) and _OWNING.isdisjoint(row):
        return True
    return row[0] in {"a", "an"} and (OURS - COUNTED).isdisjoint(row)


def _uses(row: list[str]) -> bool:
    """Tell whether it begins like "all modules use ...": what follows may then be praised, too."""
    return row[1] in SYSTEM and row[2] in _USE and row[0] in _ALL if len(row) > 2 else False


_USE = frozenset({"use", "uses", "run", "runs", "log", "logs"})
_ALL = frozenset({"all", "the", "these", "both", "every", "each"})


def _works(row: list[str]) -> bool:
    """Tell whether a part of the project does something: "the workflow runs the tests"."""
    at = next((n for n, it in enumerate(row[:6]) if it in SYSTEM), 9)
    return not DONE.isdisjoint(row[max(2, at + 1) : 9]) or not PRESENT.isdisjoint(row[at + 1 : 9])


def _concrete(row: list[str]) -> bool:
    """Tell whether a clause is plainly about things of the project: what is there, how many, in which file."""
    if row[0] == "there's":
        return MANY.isdisjoint(row[1:4])
    at = row.index("there") if "there" in row[:6] else len(row)
    if row[at + 1 : at + 2] and row[at + 1] in IS:
        return MANY.isdisjoint(row[at + 2 : at + 5])
    if row[0] in {"it", "they"}:
        return row[1:2] in _LOOKS
    return "yes" in row[:3] or row[0] in COUNTED or any(_named(it) for it in row)


_LOOKS = (["runs"], ["check"], ["checks"], ["verify"], ["verifies"], ["test"], ["tests"])


def _named(word: str) -> bool:
    """Tell whether a word is a number or a file."""
    return word.isdigit() or word.endswith(_FILES)


_FILES = (".py", ".yaml", ".yml", ".toml", ".txt", ".json", ".dockerfile", ".dvc", ".lock")


def _passive(row: list[str]) -> bool:
    """Tell whether something was done, by whomever: "was used", "are automatically built"."""
    for n, it in enumerate(row):
        if it in BE and row[n - 1 : n] != ["to"]:
            after = row[n + 1 : n + 4]
            if DONE & set(after) or any(w.endswith("ed") and w not in STATES for w in after[:2]):
                return True
    return False


_FOR = (["used"], ["utilized"], ["utilised"], ["employed"], ["done"], ["performed"])


def _label(row: list[str]) -> bool:
    """Tell whether it is a line of a list: perhaps a name, then what it was used for."""
    return row[0] in DONE or row[0] in {"test", "check", "checks", "lint"} or bool(LINE & set(row[:6]))
