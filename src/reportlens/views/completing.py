"""What can be completed where one types: the path of a figure, or the words of a suppression."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlens.report.images import IMAGE_ENDINGS
from reportlens.rules import RULES
from reportlens.selection import names
from reportlens.text import Span
from reportlens.views.figures import written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlens.rule import Rule

Kind = Literal["figure", "source", "verb", "rule"]

_DESTINATION = re.compile(r"\[[^\]\n]{0,500}\]\([ \t]*(?P<typed><?[^)>\n]{0,500})\Z")
_SOURCE = re.compile(
    r"<img\b[^>\n]{0,1000}?\bsrc[ \t]*=[ \t]*(?P<quote>[\"'])(?P<typed>[^\"'\n]{0,500})\Z", re.IGNORECASE
)
_VERB = re.compile(r"<!--[ \t]*reportlens:[ \t]*(?P<typed>[\w-]*)\Z")
_RULE = re.compile(
    r"<!--[ \t]*reportlens:[ \t]*ignore(?:-file)?[ \t](?P<named>(?:[^>\n]{0,400}[,\s])?)(?P<typed>[\w-]*)\Z"
)
_REST = {
    "figure": re.compile(r"[^)\s>\"']*>?"),
    "source": re.compile(r"[^\"'>\n]*"),
    "verb": re.compile(r"[\w-]*"),
    "rule": re.compile(r"[\w-]*"),
}
VERBS = (
    ("ignore", "Switch rules off for the next block, or for the question whose heading stands above."),
    ("ignore-file", "Switch rules off for the whole file."),
)


class Asked(NamedTuple):
    """What is being typed."""

    kind: Kind
    span: Span
    """What a completion replaces: columns of the line, in characters."""
    typed: str
    """What stands before the cursor of it."""
    named: tuple[str, ...] = ()
    """What the comment names already."""


class Choice(NamedTuple):
    """One completion."""

    label: str
    text: str
    """What is put in the place of what was typed."""
    match: str
    """What the typed is held against."""
    detail: str = ""
    rule: type[Rule] | None = None
    figure: bool = False
    rank: int = 0
    """The smaller, the likelier."""


def asked(line: str, column: int) -> Asked | None:
    """Tell what is being typed at a column of a line; `None` if nothing that can be completed."""
    before = line[:column]
    if "reportlens:" in before:
        for kind, pattern in (("verb", _VERB), ("rule", _RULE)):
            if match := pattern.search(before):
                named = re.findall(r"[\w-]+", match["named"]) if kind == "rule" else ()
                return _asked(kind, line, match, tuple(named))  # type: ignore[arg-type]
    if "](" in before and (match := _DESTINATION.search(before)):
        return _asked("figure", line, match)
    if "src" in before.lower() and (match := _SOURCE.search(before)):
        return _asked("source", line, match)
    return None


def _asked(kind: Kind, line: str, match: re.Match[str], named: tuple[str, ...] = ()) -> Asked:
    rest = _REST[kind].match(line, match.end())
    end = (
        rest.end()
        if rest and (kind != "figure" or not match["typed"].startswith("<") or rest[0].endswith(">"))
        else match.end()
    )
    return Asked(kind, Span(match.start("typed"), end), match["typed"], named)


def folders(what: Asked, figures: str) -> tuple[str, ...]:
    """Return the folders that may hold the figure that is being typed, beside the report; `figures` is the usual one."""
    typed = what.typed.removeprefix("<").removeprefix("./").rpartition("/")[0]
    return tuple(dict.fromkeys((figures.strip("/"), typed, "")))


def choices(what: Asked, figures: Iterable[str] = (), used: Iterable[str] = ()) -> tuple[Choice, ...]:
    """Return the completions; `figures` are the files there are, `used` those that the report shows already."""
    if what.kind == "verb":
        return tuple(Choice(verb, verb, verb, text) for verb, text in VERBS)
    if what.kind == "rule":
        done = {names().get(it, it) for it in what.named}
        return tuple(Choice(it.name, it.name, it.name, it.code, it) for it in RULES if it.code not in done)
    shown = set(used)
    return tuple(_figure(it, what, it in shown) for it in figures if it.lower().endswith(IMAGE_ENDINGS))


def _figure(path: str, what: Asked, used: bool) -> Choice:  # noqa: FBT001
    folder = path.rpartition("/")[0]
    typed = what.typed.removeprefix("<").removeprefix("./")
    whole = f"{folder}/".casefold().startswith(typed.casefold()[: len(folder) + 1]) if folder else True
    match = path if whole else path.rpartition("/")[2]
    start = "<" if what.typed.startswith("<") else ""
    dot = "./" if what.typed.removeprefix("<").startswith("./") else ""
    text = written(path, "html" if what.kind == "source" else "markdown")
    if start and text == path:
        text = f"<{path}>"
    return Choice(
        path, text, f"{start}{dot}{match}", "shown already" if used else "", figure=True, rank=int(used)
    )


__all__ = ["Asked", "Choice", "asked", "choices", "folders"]
