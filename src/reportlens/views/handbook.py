"""What every rule is, as Markdown of our own."""

from __future__ import annotations

from reportlens.selection import every_rule, rule_named


def page(rule: str) -> str | None:
    """Return the page of a rule, by code or name; `None` if there is no such rule. Nothing named: a table of all."""
    if not rule:
        return table()
    found = rule_named(rule)
    return found.page() if found else None


def table() -> str:
    """Return a table of all rules."""
    rows = [f"| {it.code} | {it.name} | {it.severity.word} | {_cell(it.summary())} |" for it in every_rule()]
    return "\n".join(["# Rules", "", "| code | name | severity | finds |", "|---|---|---|---|", *rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
