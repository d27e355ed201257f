"""What every rule is, those of feedback included, as Markdown of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens import selection
from reportlens.feedback.rules import RULES as FEEDBACK

if TYPE_CHECKING:
    from reportlens.rule import Rule


def rules() -> tuple[type[Rule], ...]:
    """Return all whose codes a user may meet, in the order of the codes."""
    return tuple(sorted((*selection.every_rule(), *FEEDBACK), key=lambda it: it.code))


def rule_named(word: str) -> type[Rule] | None:
    """Return the rule of a code or name."""
    return selection.rule_named(word, rules())


def page(rule: str) -> str | None:
    """Return the page of a rule, by code or name; `None` if there is no such rule. Nothing named: a table of all."""
    if not rule:
        return table()
    found = rule_named(rule)
    return found.page() if found else None


def table() -> str:
    """Return a table of all rules."""
    rows = [f"| {it.code} | {it.name} | {it.severity.word} | {_cell(it.summary())} |" for it in rules()]
    return "\n".join(["# Rules", "", "| code | name | severity | finds |", "|---|---|---|---|", *rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
