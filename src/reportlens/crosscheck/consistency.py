"""Facts that stand in two answers and can be compared without judgement: study numbers, the group's number, tools."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.crosscheck.reading import clauses, plain_words
from reportlens.crosscheck.vocabulary import row_of
from reportlens.report.sentences import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.report.model import Question, Report
    from reportlens.text import Span

_DIGITS = re.compile(r"\d+")
# Most reports never need this one: it stands as text, and is compiled where it is used.
_GROUP = r"\bgroup[ \t]*(?:no\.?|number|nr\.?|#|:)?[ \t]*(?P<number>\d{1,3})\b"
_STUDY = 6
"""How many digits a study number has."""
_GROUPS = 3
"""How many digits a group's number has at most."""
_TOOLS = {
    "DVC": ("dvc",),
    "Weights & Biases": ("w&b", "wandb", "weights & biases", "weights and biases"),
    "Hydra": ("hydra",),
    "PyTorch Lightning": ("pytorch lightning",),
    "Vertex AI": ("vertex ai",),
    "Locust": ("locust",),
    "BentoML": ("bentoml",),
    "Docker": ("docker",),
    "Typer": ("typer",),
}
_BUT = row_of(
    "anymore api artifact artifacts as at directly extensively feature features for from further here in "
    "much on only registry sweep sweeper sweeps to until when with"
)
"""Behind a tool's name, these say that it is one use of it that is denied."""
_WHOLLY = (
    " in our project",
    " in this project",
    " in the project",
    " for this project",
    " for our project",
    " at all",
    " in our work",
)


class Place:
    """Some words in one answer. (No named tuple: those take long to define, and few reports need one.)"""

    __slots__ = ("question", "span", "text")

    def __init__(self, question: Question, span: Span, text: str) -> None:
        """Take the place; the span counts from the first character of the question's piece."""
        self.question, self.span, self.text = question, span, text


class Differing:
    """Two places that say different things."""

    __slots__ = ("here", "near", "there")

    def __init__(self, here: Place, there: Place, *, near: bool = False) -> None:
        """Take the one that is likely wrong, the other one, and whether one is likely a slip of the other."""
        self.here, self.there, self.near = here, there, near


def study_numbers(report: Report) -> Iterator[Differing]:
    """Yield study numbers of the contributions that are no member's, each with the nearest member's number."""
    members = _question(report, 2)
    last = _question(report, 27 if report.edition.questions == 27 else 31)
    if members is None or last is None:
        return
    known = {it.text: it for it in _numbers(members, bare=True)}
    told = {it.text: it for it in reversed(list(_numbers(last, bare=False)))}
    if not known or len(known) > 12:
        return
    missing = [it for number, it in known.items() if number not in told]
    for number, place in told.items():
        if number in known:
            continue
        near = [it for it in missing if _slip(number, it.text)]
        yield Differing(place, near[0] if len(near) == 1 else next(iter(known.values())), near=len(near) == 1)


def _numbers(question: Question, *, bare: bool) -> Iterator[Place]:
    span = question.answer.span
    if span is None:
        return
    source = question.source
    without = []
    for match in _DIGITS.finditer(source, span.start, span.end):
        start, end = match.span()
        if end - start != _STUDY or _word(source[end : end + 1]):
            continue
        place = Place(question, type(span)(start, end), match[0])
        if start and source[start - 1] in "sS":
            if not _word(source[start - 2 : start - 1], "/-"):
                yield place
        elif bare and source[end : end + 1] != "/" and not _word(source[start - 1 : start], "./-"):
            without.append(place)
    yield from without


def _word(sign: str, others: str = "") -> bool:
    """Tell whether there is a sign, and it belongs to a word or is one of some others."""
    return sign.isalnum() or (sign != "" and sign in f"_{others}")


def _slip(one: str, other: str) -> bool:
    """Tell whether two numbers of the same length differ by one or two digits, or by two neighbours in turn."""
    differing = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return 0 < len(differing) <= 2


def group_numbers(report: Report) -> Iterator[Differing]:
    """Yield places where the group goes by another number than in the first question."""
    first = _question(report, 1)
    if first is None or first.answer.span is None:
        return
    span = first.answer.span
    numbers = [
        it for it in _DIGITS.finditer(first.source, span.start, span.end) if len(it[0].lstrip("0")) <= _GROUPS
    ]
    if len(numbers) != 1:
        return
    own = int(numbers[0][0])
    there = Place(first, type(span)(*numbers[0].span()), str(own))
    for question in report.questions:
        if question is first or question.answer.span is None or question.number == first.number:
            continue
        if not _groups(question):
            continue
        for sentence in sentences(question):
            for match in re.finditer(_GROUP, sentence.text, re.IGNORECASE):
                words = plain_words(sentence.text)
                if int(match["number"]) != own and (" our " in words or " we " in words):
                    start = sentence.span.start
                    at = type(span)(start + match.start("number"), start + match.end("number"))
                    yield Differing(Place(question, at, match["number"]), there)


def _groups(question: Question) -> bool:
    """Tell whether an answer may name a group by its number; remembered with the question."""
    kept = question.memory.get("groups")
    if kept is None:
        low = question.text(question.answer.span).lower()
        near = (low[at : at + 20] for at in _places(low, "group"))
        kept = question.memory["groups"] = any(it.isdigit() for part in near for it in part)
    return bool(kept)


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def tools(report: Report) -> Iterator[Differing]:
    """Yield tools that one answer says were not used at all, and another says were."""
    for question in report.questions:
        for name, sentence in _denied(question):
            used = next(_used(report, question, name), None)
            if used:
                yield Differing(Place(question, sentence.span, name), used)


def _denied(question: Question) -> tuple[tuple[str, Sentence], ...]:
    kept = question.memory.get("denied tools")
    if kept is None:
        kept = question.memory["denied tools"] = tuple(_denied_tools(question))
    return kept  # type: ignore[return-value]


def _denied_tools(question: Question) -> Iterator[tuple[str, Sentence]]:
    if "t use" not in question.source and "ver use" not in question.source:
        return
    for sentence in sentences(question):
        if "t use" not in sentence.text and "ver use" not in sentence.text:
            continue
        for clause in clauses(sentence.text):
            words = clause.scope.removeprefix(" used").removeprefix(" use")
            name = next((it for it, others in _TOOLS.items() if words[1:].startswith(others)), "")
            if clause.mood == "denied" and words != clause.scope and name and _wholly(words[1:], name):
                yield name, sentence


def _wholly(words: str, name: str) -> bool:
    """Tell whether a tool is denied altogether, and not for one purpose."""
    tool = max((it for it in _TOOLS[name] if words.startswith(it)), key=len)
    rest = words[len(tool) :]
    one_use = rest.startswith("'") or not _BUT.isdisjoint(rest.split()[:1])
    return rest.startswith(_WHOLLY) or not one_use


def _used(report: Report, denying: Question, name: str) -> Iterator[Place]:
    for question in report.questions:
        if question is denying:
            continue
        key = ("used", name)
        if key not in question.memory:
            question.memory[key] = next(_uses(question, _TOOLS[name]), None)
        sentence = question.memory[key]
        if isinstance(sentence, Sentence):
            yield Place(question, sentence.span, sentence.text)


def _uses(question: Question, names: tuple[str, ...]) -> Iterator[Sentence]:
    """Yield the sentences that tell of the use of a tool."""
    wanted = tuple(f"{verb} {it}" for verb in ("used", "using") for it in names)
    for sentence in sentences(question):
        low = sentence.text.lower().replace("-", " ")
        if not any(it in low for it in names):
            continue
        if any(
            it.mood == "done" and any(part in it.words for part in wanted) for it in clauses(sentence.text)
        ):
            yield sentence


def _question(report: Report, number: int) -> Question | None:
    return next((it for it in report.questions if it.number == number), None)
