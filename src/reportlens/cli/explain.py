"""`reportlens explain`: explain a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.errors import ReportlensError
from reportlens.handbook import rule_named
from reportlens.selection import no_rule

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
        raise ReportlensError(no_rule(options.rule) or f"{options.rule}: more than one rule")
    print(rule.page())
    return 0
