"""Read a sentence: what does the group say it did, what does it deny, what does it merely talk about?

No grammar, only what decides in practice: a sentence is cut into clauses, and each clause is asked for its subject
(we, a member, the passive voice), for words of negation and for words of the possible. Prompts invite answers in the
conditional ("if not, explain how you would ..."), so a clause counts as nothing unless it plainly tells of work.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Mood = Literal["done", "denied", "tried", "supposed", "told"]
"""What a clause says of the work in it.

done: the group did it; denied: it did not; tried: begun, in part, or given up; supposed: would, could, if, later;
told: of things in general.
"""

_CUT = re.compile(
    r"\s*(?:;|\u2014|\u2013|\s-\s|\s+(?=rather than\b|instead of\b)|,?\s+(?:but(?!\s+also)|however|although|even though|though|while|whereas|because"
    r"|since|as\s+(?=we|it|our|the|this)|due to|so(?=\s+(?:we|that|it|the|in))|such that|until|unless|which"
    r"|where(?=\s+(?:we|i|it)\b))\b"
    r"|,\s+(?:and\s+)?(?=(?:we|i|it|they|instead)\b)|\s+and\s+(?=(?:we|i)\b)|(?=\binstead\b)(?!\binstead of))",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\]\([^()\s]*\)")
_COMMA = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s*\.\s+")
_WORD = re.compile(r"[^\W_][\w&'/.]*[^\W_]|[^\W_]|&|/\w+|\d+%?|%")
_SOFT = str.maketrans({"\u2019": "'", "\u00b4": "'", "`": " ", "*": "", "-": " ", "\u2011": " ", "\u00a0": " ", "_": " "})

_NOT = frozenset(
    {"not", "never", "no", "none", "neither", "nor", "cannot", "unable", "without", "lack", "lacked", "lacking", "failed",
     "unsuccessful", "skipped", "omitted", "neglected", "abandoned", "dropped"}
)  # fmt: skip
_PASSIVE_NOT = frozenset({"without", "no", "nor", "lack"})
"""These deny what follows them, never what stands before."""
_MAYBE = frozenset(
    {"would", "could", "should", "might", "may", "can", "will", "shall", "if", "ideally", "hypothetically", "potentially",
     "possible", "possibly", "future", "someday", "perhaps", "maybe", "planned", "plan", "plans", "planning", "wish",
     "wished", "hope", "hoped", "intend", "intended", "considered", "wanted", "want", "discussed", "unless", "assuming",
     "imagine", "would've", "could've", "should've", "we'd", "we'll", "todo"}
)  # fmt: skip
_TRIED = (
    " tried to ", " try to ", " trying to ", " attempted ", " began ", " begun ", " started to ", " started setting ",
    " partially ", " partly ", " incomplete ", " in progress ", " initially used ", " initially tried ", " originally ",
    " to some extent ", " some monitoring ", " not fully ", " looked into ", " looking into ", " hoping ", " struggled ",
    " explored the possib", " close to ", " supposed to ", " meant to ",
)  # fmt: skip
_SELF = frozenset(
    {"we", "we've", "i", "i've", "our", "ours", "my", "student", "members", "team", "charge", "responsible", "group's"}
)
_BE = frozenset({"is", "are", "was", "were", "been", "be", "being", "gets", "got", "has", "have"})
_MIND = frozenset(
    {"believe", "think", "know", "acknowledge", "recognize", "recognise", "realize", "realise", "understand", "feel",
     "agree", "expect", "assume", "need", "would", "learned", "learnt", "find", "suggest"}
)  # fmt: skip
_DONE = frozenset(
    """achieved added applied automated automatically adopted built caches cached calculated collected conducted
    configured connected containerized covered created deployed designed developed did done employed enabled executed
    established exported exposed gathered generated handled hosted implemented included incorporated installed
    instrumented integrated introduced leveraged linked logged made managed measured monitored optimized performed
    carried exposes expose exposing profiled provided published pushed ran run runs saved served serves set setup simulated stored supports tested
    tests tracked tracks trained triggered triggers used uses using utilised utilized validated versioned wrapped
    wrote written automates builds reports writing setting implementing creating adding deploying building
    developing monitors instrumenting""".split()
)
_LINE = frozenset({"used", "utilized", "utilised", "employed", "automatically", "automates", "builds", "stores"})
_TURNS = frozenset({"that", "which", "who", "so", "where", "to", "whenever", "when"})
"""Behind these, the possible is a property of what was made."""
_SYSTEM = frozenset(
    """pipeline pipelines workflow workflows script scripts api application app setup system project code codebase container
    service job jobs frontend backend tests test trigger triggers action actions group""".split()
)
"""What speaks for the group where it is the subject: "the pipeline tests ..."."""
_OFF_THE_POINT = frozenset(
    """always actively aim allow as assume say claim tell anticipate appear aware benefit benefits change changed depend directly encounter
    encountered enough exactly exclusively experience expect explicitly extensive extensively find further go guarantee
    have-to heavily include just know lose manually mean mind necessarily necessary need needed notice only optimize
    optimized particularly perfect primarily problem problems prevent reach rely require required satisfied see seem
    spend strictly sufficient sufficiently think too trust understand very want worry directly significantly
    significant much any-more merge merging merged keep keeping failures errors crashes issues longer entirely completely everything all every""".split()
)
"""Behind a negation, these show that it is not the work that is denied, or not the whole of it."""
_BRIDGE = frozenset(
    """also actually been be being able to manage managed have had has get got getting time enough the a an any it this
    successfully yet really unfortunately however either do did done in our of, for even ever""".split()
)
_GENERAL = (" in general ", " generally speaking ", " one can ", " can help ", " allows you ", " is important ", " it is possible ")


class Clause(NamedTuple):
    """A clause, made plain."""

    words: str
    """In small letters, without markup, one blank between words and at both ends."""
    mood: Mood
    scope: str
    """Of a denied clause, the words that are denied, in the same form."""
    instead: bool
    """Whether it says what was done in the place of something else."""


def plain_words(text: str) -> str:
    """Return a text in small letters, without markup and punctuation, one blank between words and at both ends."""
    return f" {' '.join(_WORD.findall(text.translate(_SOFT).lower()))} "


def clauses(text: str, *, contributions: bool = False) -> tuple[Clause, ...]:
    """Read the clauses of a sentence.

    In a list of contributions ("s... was in charge of A, B and C"), every member of the list is work that was done.
    """
    text = _TARGET.sub("]", text).translate(_SOFT)
    whole = plain_words(text)
    supposed = whole.startswith((" if ", " ideally ", " in the future ", " for production ", " to perform ", " even if "))
    found: list[Clause] = []
    parts = (_COMMA if contributions else _CUT).split(text)
    cuts = [it.group() for it in _CUT.finditer(text)] if not contributions else []
    for number, part in enumerate(parts):
        words = plain_words(part)
        if len(words) < 3:
            continue
        instead = words.startswith(" instead ")
        if number and found and found[-1].instead and not contributions and not _fresh(cuts[number - 1]):
            instead = True
        mood, scope = _mood(words, contributions=contributions)
        if supposed and mood in {"done", "denied"}:
            mood = "supposed"
        found.append(Clause(words, mood, scope, instead))
    return tuple(found)


def _fresh(cut: str) -> bool:
    return "and" in cut


def _mood(words: str, *, contributions: bool) -> tuple[Mood, str]:
    if words.startswith((" rather than ", " instead of ")):
        return "told", ""
    row = words.split()
    scope = denied(row, words)
    maybe = any(it in _MAYBE for it in row)
    if scope and not _MAYBE & (set(row) - {"can", "could", "want", "wanted", "planned", "possible", "future", "if"}):
        return "denied", scope
    if _negated(row):
        return "tried" if scope else "told", ""
    if any(it in words for it in _TRIED):
        return "tried", ""
    if maybe and not _before_possible(row):
        return "supposed", ""
    if contributions or _tells(row, words):
        return "done", ""
    return "told", ""


def _before_possible(row: list[str]) -> bool:
    """Tell whether the possible comes only after the doing: "we set up X that can ..."."""
    first = next((n for n, it in enumerate(row) if it in _MAYBE), len(row))
    before = row[:first]
    if first < 5 or not (row[first] in {"if", "whether"} or _TURNS & set(before[2:])):
        return False
    return bool(_DONE & set(before)) and _tells(before, f" {' '.join(before)} ")


def _tells(row: list[str], words: str) -> bool:
    """Tell whether the clause tells of work that was done."""
    if any(it in words for it in _GENERAL):
        return False
    own = set(row)
    if own & _SELF:
        at = next((n for n, it in enumerate(row[:-1]) if it in {"we", "i"}), None)
        return at is None or not _MIND & set(row[at + 1 : at + 3])
    if not own & _DONE:
        return False
    return _passive(row) or _label(row) or (bool(_SYSTEM & set(row[:6])) and bool(_DONE & set(row[2:9])))


def _passive(row: list[str]) -> bool:
    """Tell whether something was done, by whomever: "was used", "are automatically built"."""
    for n, it in enumerate(row):
        if it in _BE and row[n - 1 : n] != ["to"] and _DONE & set(row[n + 1 : n + 4]):
            return True
    return False


def _label(row: list[str]) -> bool:
    """Tell whether it is a line of a list: perhaps a name, then what it was used for."""
    return row[0] in _DONE or bool(_LINE & set(row[:6]))


def _negated(row: list[str]) -> bool:
    """Tell whether a clause holds a negation that may touch the work in it."""
    for n, it in enumerate(row):
        if it in _NOT or it.endswith("n't"):
            if it == "not" and row[n + 1 : n + 2] == ["only"]:
                continue
            if (it in _PASSIVE_NOT and n > 3) or (n and row[n - 1] in {"of", "or"}):
                continue
            return True
    return False


def denied(row: list[str], words: str) -> str:
    """Return the words that a clause denies, " " and all; empty if it denies no work."""
    for n, it in enumerate(row):
        if it not in _NOT and not it.endswith("n't"):
            continue
        if it in {"without", "lack", "nor", "neither", "none", "doesn't"} or row[n + 1 : n + 2] == ["only"]:
            continue
        if it == "not" and not _HELPERS & set(row[max(0, n - 2) : n]):
            continue
        after = row[n + 1 :]
        head = [w for w in after[:7] if w not in _BRIDGE]
        if head and head[0] == "fully":
            if not after[1:2] or after[1] not in {"set", "implement", "complete", "integrate", "finish", "deploy"}:
                return ""
            head = head[1:]
        if head and (head[0] in _OFF_THE_POINT or head[0] in {"time", "able"}) or _weak(after):
            return ""
        if it == "no" and not (_no_work(row, n) if n else _no_first(row)):
            continue
        be = it in _IS_NOT or after[:1] == ["been"] or (it == "not" and bool(_IS & set(row[max(0, n - 2) : n])))
        passive = bool(_FINISHED & set(after[:3]))
        if be and not passive and after[:1] != ["able"]:
            continue
        return words if be and passive or not head else f" {' '.join(after)} "
    return ""


_IS = frozenset({"is", "are", "was", "were", "been", "be"})
_IS_NOT = frozenset({"isn't", "aren't", "wasn't", "weren't"})
_FINISHED = _DONE | {"possible", "chosen", "completed", "finished", "trained", "versioned", "fully"}
_HELPERS = frozenset({"decided", "chose", "chosen", "opted", "did", "do", "have", "has", "had", "was", "were", "been", "could", "are", "is", "yet", "unfortunately"})
"""What stands before a "not" that denies a verb."""


def _weak(after: list[str]) -> bool:
    return bool({"extensive", "extensively", "further", "heavily", "solely", "everything"} & set(after[:5]))


def _no_work(row: list[str], n: int) -> bool:
    """Tell whether "no" denies work: "but no load testing", "we had no time to ..."."""
    return row[n - 1] in {"but", "had", "have", "performed", "did", "and", "implemented"}


def _no_first(row: list[str]) -> bool:
    """Tell whether a clause begins like "no monitoring was set up", and not with the answer "no"."""
    return row[0] == "no" and len(row) > 2 and row[1] not in _SELF and bool(_BE & set(row[2:]) and _DONE & set(row[2:]))
