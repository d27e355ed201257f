"""Tools that one answer denies and another one uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.consistency import Differing, Place
from reportlens.crosscheck.reading import clauses
from reportlens.crosscheck.vocabulary import row_of
from reportlens.report.sentences import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.report.model import Question, Report

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


def tools(report: Report) -> Iterator[Differing]:
    """Yield tools that one answer says were not used at all, and another says were."""
    denying = [it for it in report.questions if it.memory.get("denied tools", True)]
    for question in denying:
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
    key = ("used", name)
    for question in [it for it in report.questions if it.memory.get(key, True)]:
        if question is denying:
            continue
        if key not in question.memory:
            question.memory[key] = next(_uses(question, _TOOLS[name]), None)
        sentence = question.memory[key]
        if isinstance(sentence, Sentence):
            yield Place(question, sentence.span, sentence.text)


def _uses(question: Question, names: tuple[str, ...]) -> Iterator[Sentence]:
    """Yield the sentences that tell of the use of a tool."""
    low = question.text(question.answer.span).lower().replace("-", " ")
    if not any(it in low for it in names):
        return
    wanted = tuple(f"{verb} {it}" for verb in ("used", "using") for it in names)
    for sentence in sentences(question):
        low = sentence.text.lower().replace("-", " ")
        if not any(it in low for it in names):
            continue
        if any(
            any(part in it.words for part in wanted) and it.mood == "done" for it in clauses(sentence.text)
        ):
            yield sentence
