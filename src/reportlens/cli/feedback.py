"""`reportlens feedback`: ask a judge whether the answers cover what their prompts ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.cli import USAGE
from reportlens.cli import _reports as reports
from reportlens.feedback.command import Asked, add_feedback_arguments, forget, run_feedback

if TYPE_CHECKING:
    import argparse

SUMMARY = (
    "Ask a judge whether the answers cover everything that their prompts ask. Sends nothing unless told to."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    reports.arguments(parser)
    add_feedback_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    if options.forget:
        return forget()
    given = reports.Reports(options)
    asked = [done for _, done in given.each(_asked)]
    code = run_feedback(options, asked) if asked else USAGE
    return code or (USAGE if given.failed else 0)


def _asked(one: reports.Given) -> Asked:
    path = str(one.source.path.resolve()) if one.source else ""
    return Asked(one.name, path, reports.recognised(one, one.read()))
