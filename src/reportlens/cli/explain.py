"""`reportlens explain`: explain a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.checking import rule_named
from reportlens.errors import ReportlensError
from reportlens.rules import RULES

if TYPE_CHECKING:
    import argparse

SUMMARY = "Explain a rule: what it finds, why that is bad, an example."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("rule", metavar="RULE", help="a code (RL102) or name (answer-too-short)")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    rule = rule_named(options.rule)
    if rule is None:
        from difflib import get_close_matches  # noqa: PLC0415

        near = get_close_matches(options.rule, [key for it in RULES for key in (it.name, it.code)], 1)
        hint = f"; did you mean {near[0]}?" if near else "; `reportlens rules` lists them"
        raise ReportlensError(f"no rule is called {options.rule!r}{hint}")
    print(rule.page())
    return 0
