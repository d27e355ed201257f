"""Every setting, its default and its sentence.

It is the one list that the configuration file, the command line, the editors' settings and the documentation
are made from.

A setting's `scope` says who may set it. `project`: anyone, also a file in the repository.
`editor`: the editor's settings (of a workspace, too). `user`: only the user herself; nothing in a workspace may,
since a stranger's repository could else choose where her words are sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from reportlens.finding import Severity
from reportlens.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

Scope = Literal["project", "editor", "user"]
Switch = Literal["auto", "on", "off"]
JudgeName = Literal["offline", "openai", "editor"]
SEVERITIES = ("error", "warning", "info", "hint", "off")


class Option:
    """One setting: its name, its default, its sentence, and who may set it."""

    def __init__(self, default: object, text: str, scope: Scope) -> None:
        """Take all but the name."""
        self.name = ""
        self.default, self.text, self.scope = default, text, scope

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name."""
        self.name = name

    def __get__(self, settings: object | None, owner: type) -> object:
        """Return the default: asked for by settings in which the user set nothing else."""
        return self if settings is None else self.default


def _option(default: Any, text: str, scope: Scope = "project") -> Any:  # noqa: ANN401 - as a data class's `field`
    return Option(default, text, scope)


class Settings(Value):
    """What the user chose."""

    edition: str = _option(
        "", "The edition of the template, by name (`2025`); found out from the report if empty."
    )
    select: tuple[str, ...] = _option(
        (), "Run these rules only: codes (`RL102`), their beginnings (`RL1`) or names."
    )
    ignore: tuple[str, ...] = _option((), "Do not run these rules: codes, their beginnings or names.")
    severity: Mapping[str, str] = _option(
        {}, "Severity by rule: `error`, `warning`, `info`, `hint` or `off`."
    )
    limits: Mapping[str, Mapping[str, tuple[int, int]]] = _option(
        {},
        'Limits by question number in place of the template\'s: `{"3": {"words": [0, 200], "images": [1, 2]}}`.',
    )
    fail_on: str = _option("warning", "The least severity that makes `reportlens check` exit with 1.")
    reports: tuple[str, ...] = _option(
        ("reports/README.md", "report/README.md", "README.md"),
        "Where to look for the report in a repository, the first that is one.",
    )
    figures: str = _option("figures", "The folder of the figures, beside the report.")
    repository: bool = _option(
        True, "Compare the checklist with the files of the repository around the report."
    )
    code_lens: Switch = _option("auto", "Show the counters of each question above its heading.", "editor")
    inlay_hints: Switch = _option("auto", "Show the counters of each question behind its heading.", "editor")
    hover: bool = _option(
        True, "Explain questions, boxes, images and findings when the pointer rests on them.", "editor"
    )
    completion: bool = _option(True, "Complete figure files and the names of rules.", "editor")
    fold_prompts: bool = _option(True, "Offer the prompts for folding.", "editor")
    judge: JudgeName = _option("offline", "Who gives feedback on completeness when asked.", "user")
    provider: str = _option(
        "openai", "The preset of the model's service: `openai`, `azure`, `ollama`, ... or `custom`.", "user"
    )
    endpoint: str = _option(
        "", "The address of the model's service where the provider is `custom` or `azure`.", "user"
    )
    model: str = _option("", "The model that judges; the preset's own if empty.", "user")
    max_cost: float = _option(
        0.10, "The most that one request for feedback may cost before it asks again (US dollars).", "user"
    )
    remember: bool = _option(
        True,
        "Remember verdicts on completeness on this machine, and show them when a report is opened again.",
        "user",
    )
    max_tokens_per_day: int = _option(
        500_000, "The most tokens that may be sent and received in a day.", "user"
    )

    @property
    def key(self) -> tuple[object, ...]:
        """What findings depend on, hashable."""
        return (self.select, self.ignore, tuple(sorted(self.severity.items())))

    def severity_of(self, code: str, name: str) -> Severity | Literal["off"] | None:
        """Return the severity that the user set for a rule; `None` if she set none."""
        word = self.severity.get(name) or self.severity.get(code)
        if word is None:
            return None
        return "off" if word == "off" else Severity[word.upper()]


DEFAULTS = Settings()


def options(scope: Scope | None = None) -> tuple[Option, ...]:
    """Return the settings, or those of one scope, in their order."""
    own = [it for it in vars(Settings).values() if isinstance(it, Option)]
    return tuple([it for it in own if scope is None or it.scope == scope])


def choices(name: str) -> tuple[str, ...]:
    """Return the words that a setting may be; empty if it is not one of a few words."""
    if name == "fail_on":
        return SEVERITIES[:-1]
    found = {"code_lens": Switch, "inlay_hints": Switch, "judge": JudgeName}.get(name)
    return get_args(found) if found else ()
