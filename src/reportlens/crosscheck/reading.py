"""Read a sentence: what does the group say it did, what does it deny, what does it merely talk about?

No grammar, only what decides in practice: a sentence is cut into clauses, and each clause is asked for its subject
(we, a member, the passive voice), for words of negation and for words of the possible. Prompts invite answers in the
conditional ("if not, explain how you would ..."), so a clause counts as nothing unless it plainly tells of work.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Mood = Literal["done", "denied", "tried", "supposed", "told"]
"""What a clause says of the work in it.

done: the group did it; denied: it did not; tried: begun, in part, or given up; supposed: would, could, if, later;
told: of things in general.
"""

_TARGET = re.compile(r"\]\([^()\s]*\)")
_TOKEN = re.compile(r"[^\W_][\w&'/.]*[^\W_]|[^\W_]|&|/\w+|%|[,;\u2014\u2013]|\.(?=\s)")
_PAUSES = frozenset({",", ";", "\u2014", "\u2013", "."})
_SOFT = str.maketrans({"\u2019": "'", "\u00b4": "'", "`": " ", "*": "", "-": " ", "\u2011": " ", "\u00a0": " ", "_": " "})

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
    cover covers include includes verify verifies wrote written automates builds reports writing setting implementing creating adding deploying building
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
    return _joined(_tokens(text))


def clauses(text: str, *, contributions: bool = False) -> tuple[Clause, ...]:
    """Read the clauses of a sentence.

    In a list of contributions ("s... was in charge of A, B and C"), every member of the list is work that was done.
    """
    tokens = _tokens(_TARGET.sub("]", text).replace(" - ", " ; "))
    supposed = _joined(tokens[:6]).startswith(_SUPPOSED)
    found: list[Clause] = []
    for row, together in _listed(tokens) if contributions else _cut(tokens):
        words = _joined(row)
        if len(words) < 3:
            continue
        mood, scope = _mood(words, contributions=contributions)
        if supposed and mood in {"done", "denied"}:
            mood = "supposed"
        instead = row[0] == "instead" or (not together and bool(found) and found[-1].instead)
        found.append(Clause(words, mood, scope, instead))
    return tuple(found)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.translate(_SOFT).lower())


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
    if _passive(row):
        return True
    if not own & _DONE:
        return False
    return _label(row) or (bool(_SYSTEM & set(row[:6])) and bool(_DONE & set(row[2:9])))


def _passive(row: list[str]) -> bool:
    """Tell whether something was done, by whomever: "was used", "are automatically built"."""
    for n, it in enumerate(row):
        if it in _BE and row[n - 1 : n] != ["to"]:
            after = row[n + 1 : n + 4]
            if _DONE & set(after) or any(w.endswith("ed") and w not in _STATES for w in after[:2]):
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
        if head and head[0] in {"work", "succeed", "happen"}:
            return words if "first" not in after and "initially" not in row else ""
        if _needless(after):
            return f" {' '.join(after)} "
        if (head and head[0] in _OFF_THE_POINT) or _weak(after):
            return ""
        if it == "no" and not (_no_work(row, n) if n else _no_first(row)):
            continue
        be = it in _IS_NOT or after[:1] == ["been"] or (it == "not" and bool(_IS & set(row[max(0, n - 2) : n])))
        passive = bool(_FINISHED & set(after[:3]))
        if be and not passive and after[:1] != ["able"]:
            continue
        return words if be and passive or not head else f" {' '.join(after)} "
    return ""


_STATES = frozenset(
    """needed required considered recommended limited supposed expected related based interested outdated advised allowed
    intended planned desired wanted called named used-to designed""".split()
)
"""Participles that tell how something is, not that it was done."""
_IS = frozenset({"is", "are", "was", "were", "been", "be"})
_IS_NOT = frozenset({"isn't", "aren't", "wasn't", "weren't"})
_FINISHED = _DONE | {"possible", "chosen", "completed", "finished", "trained", "versioned", "fully"}
_HELPERS = frozenset({"decided", "chose", "chosen", "opted", "up", "did", "do", "have", "has", "had", "was", "were", "been", "could", "are", "is", "yet", "unfortunately"})
"""What stands before a "not" that denies a verb."""


def _needless(after: list[str]) -> bool:
    """Tell whether a denied finding is a denial after all: "did not find it necessary to use ..."."""
    return after[:1] in (["find"], ["see"], ["feel"]) and bool({"necessary", "need", "useful", "relevant"} & set(after[1:5]))


def _weak(after: list[str]) -> bool:
    return bool({"extensive", "extensively", "further", "heavily", "solely", "everything"} & set(after[:5]))


def _no_work(row: list[str], n: int) -> bool:
    """Tell whether "no" denies work: "and no load testing", "we had no time to ...", "there is no ..."."""
    there = row[n - 1] in _IS and "there" in row[:n]
    return there or row[n - 1] in {"but", "had", "have", "performed", "did", "and", "implemented"}


def _no_first(row: list[str]) -> bool:
    """Tell whether a clause is like "no monitoring was set up" or "but no load tests", and not the answer "no"."""
    own = set(row)
    if len(row) < 3 or own & {"we", "i"} or row[1] in {"the", "it", "this", "that", "our"}:
        return False
    return bool(own & _BE and own & _DONE) or (not own & _BE and len(row) < 9)
