"""Which rules there are, which of them a word means, and which the settings leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.rule import CrossRule, QuestionRule, ReportRule, Rule
from reportlens.rules import RULES
from reportlens.suppress import SuppressionUnknown, SuppressionUnused
from reportlens.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportlens.settings import Settings

FEEDBACK = "RL5"
"""The codes of feedback begin with it: that is given when asked for, and no setting asks."""
_MOST_KEPT = 64


class Active(Value):
    """The rules that the settings leave, by kind."""

    question: tuple[QuestionRule, ...]
    report: tuple[ReportRule, ...]
    cross: tuple[CrossRule, ...]
    about_suppressions: Mapping[str, Rule]
    """By code: their findings come about where suppressions are applied."""
    key: object


def every_rule() -> tuple[type[Rule], ...]:
    """Return the rules, with those about the comments that switch rules off."""
    return (*RULES, *_ABOUT_SUPPRESSIONS)


def names() -> Mapping[str, str]:
    """Map every code and every name of a rule to its code."""
    return {key: it.code for it in every_rule() for key in (it.code, it.name)}


def rule_named(word: str, rules: Iterable[type[Rule]] | None = None) -> type[Rule] | None:
    """Return the rule of a code or name, of some rules or of all."""
    among = every_rule() if rules is None else rules
    return next((it for it in among if word in (it.code, it.name)), None)


def no_rule(word: str, single: bool = False) -> str | None:  # noqa: FBT001, FBT002 - a setting hands it over
    """Say that no rule is meant by a word of a setting, and what may have been; `None` if one is.

    `single` wants the code or name of one rule, not the beginning of codes.
    """
    if any(selected(word, it) for it in every_rule()):
        return f"{word!r} is more than one rule" if single and rule_named(word) is None else None
    if word.upper().startswith(FEEDBACK):
        return f"{word!r} is said by feedback alone, and only when asked for"
    from difflib import get_close_matches  # noqa: PLC0415 - rarely needed, and slow to import

    near = get_close_matches(word, [key for it in every_rule() for key in (it.name, it.code)], 1)
    hint = f"did you mean {near[0]}?" if near else "`reportlens rules` lists them"
    return f"no rule is called {word!r}; {hint}"


def selected(word: str, rule: type[Rule]) -> bool:
    """Tell whether a word of a setting means a rule: its code, the beginning of its code, its name, or `all`."""
    return word in (rule.name, "all") or rule.code.startswith(word.upper())


def active(settings: Settings) -> Active:
    """Return the rules that the settings leave; kept by the settings' key, since they are not hashable."""
    key = settings.key
    if key not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        rules = tuple(_chosen(RULES, settings))
        _KEPT[key] = Active(
            question=tuple(it for it in rules if isinstance(it, QuestionRule)),
            report=tuple(it for it in rules if isinstance(it, ReportRule) and not isinstance(it, CrossRule)),
            cross=tuple(it for it in rules if isinstance(it, CrossRule)),
            about_suppressions={it.code: it for it in _chosen(_ABOUT_SUPPRESSIONS, settings)},
            key=key,
        )
    return _KEPT[key]


_KEPT: dict[object, Active] = {}
_ABOUT_SUPPRESSIONS = (SuppressionUnused, SuppressionUnknown)


def _chosen(kinds: Iterable[type[Rule]], settings: Settings) -> Iterator[Rule]:
    """Yield the rules that are selected and neither ignored nor off, each with the severity that was set for it."""
    for kind in kinds:
        if settings.select and not any(selected(it, kind) for it in settings.select):
            continue
        if any(selected(it, kind) for it in settings.ignore):
            continue
        severity = settings.severity_of(kind.code, kind.name)
        if severity == "off":
            continue
        rule = kind()
        if severity is not None:
            rule.overridden = severity
        yield rule
