"""`reportlens init`: set up a report from the course's template."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reportlens.errors import ReportlensError

if TYPE_CHECKING:
    import argparse

SUMMARY = "Set up reports/README.md, its figures folder and a configuration. What exists is never touched."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "template",
        metavar="TEMPLATE",
        help="the course's template: a file, a checkout of the course or an address",
    )
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="the project's folder (this one)",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    from reportlens.template import fetch, set_up  # noqa: PLC0415 - other commands do not need it

    if not options.folder.is_dir():
        raise ReportlensError(f"{options.folder}: no such folder")
    template = fetch(options.template)
    edition = (
        f"edition {template.edition}" if template.edition else "of an edition that reportlens does not know"
    )
    print(f"template {edition}, {template.questions} questions, from {template.origin}")
    for step in set_up(options.folder, template):
        print(f"  {'made' if step.made else 'kept'} {step.path}")
    sys.stdout.flush()
    return 0
