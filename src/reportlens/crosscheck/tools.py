"""Tools that one answer denies and another one uses."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reportlens.crosscheck.consistency import Differing, Place
from reportlens.crosscheck.passages import in_small_letters
from reportlens.crosscheck.reading import clauses
from reportlens.crosscheck.telling import told
from reportlens.crosscheck.vocabulary import row_of
from reportlens.report.sentences import Sentence, sentences
from reportlens.text import any_of

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
_USE = ("used", "using")
_DENIED = ("t use", "ver use")
"""Not, n't, never: without one of these, no use is denied."""
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
    said = told(report)
    for question, denied in said.ask(_denied):
        for name, sentence in denied:
            uses = ((it, use) for it, use in said.ask(_use, name) if use and it is not question)
            for it, use in islice(uses, 1):
                yield Differing(Place(question, sentence.span, name), Place(it, use.span, use.text))


def _denied(question: Question) -> tuple[tuple[str, Sentence], ...]:
    """Return the tools that an answer says were not used, each with its sentence."""
    return tuple(_denials(question)) if any_of(_DENIED, in_small_letters(question)) else ()


def _denials(question: Question) -> Iterator[tuple[str, Sentence]]:
    for sentence in sentences(question):
        if not any_of(_DENIED, sentence.text):
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


def _use(question: Question, tool: str) -> Sentence | None:
    """Return the first sentence of an answer that tells of the use of a tool."""
    names = _TOOLS[tool]
    low = in_small_letters(question)
    if not any_of(_USE, low) or not any_of(names, low.replace("-", " ")):
        return None
    wanted = tuple(f"{verb} {it}" for verb in _USE for it in names)
    for sentence in sentences(question):
        low = sentence.text.lower().replace("-", " ")
        if not any_of(names, low) or not any_of(_USE, low):
            continue
        if any(any_of(wanted, it.words) and it.mood == "done" for it in clauses(sentence.text)):
            return sentence
    return None
