"""`reportlens html`: the hand-in as the examiner will see it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reportlens import files
from reportlens.cli import USAGE, fail
from reportlens.cli import _reports as reports
from reportlens.errors import ReportlensError, reason

if TYPE_CHECKING:
    import argparse

SUMMARY = "Write the hand-in as one page: what the examiner will see."
_OURS = b'<meta name="generator" content="reportlens">'


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    reports.arguments(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="where to write it (beside the report, as .html); `-` is standard output",
    )
    parser.add_argument(
        "--figures",
        choices=("embed", "link"),
        default="embed",
        help="carry the figures in the page, or link them (embed)",
    )
    parser.add_argument(
        "--embed-most",
        type=_megabytes,
        default=25.0,
        metavar="MB",
        help="link what goes beyond this size (25)",
    )
    parser.add_argument(
        "--official",
        action="store_true",
        help="show beside each answer what the official conversion makes of it",
    )
    parser.add_argument("--force", action="store_true", help="replace a file that reportlens did not write")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    given = reports.Reports(options)
    found = list(given)
    if options.output and len(found) > 1:
        raise ReportlensError(f"--output: one file, but {len(found)} reports")
    for _ in given.each(lambda one: _one(one, options), found):
        pass  # each says itself what it wrote
    return USAGE if given.failed else 0


def _one(one: reports.Given, options: argparse.Namespace) -> None:
    from reportlens.page import Figures, page  # noqa: PLC0415 - other commands do not need it

    target = _target(one, options.output)
    if target and not options.force:
        _refuse_foreign(target)
    folder = one.source.path.parent if one.source else None
    most = int(options.embed_most * 1_000_000)
    figures = Figures(folder, mode=options.figures, beside=target.parent if target else None, total=most)
    report = one.read()
    conversion = None
    if options.official:
        from reportlens.page.conversion import convert  # noqa: PLC0415

        conversion = convert(report)
    html = page(report, figures, conversion=conversion)
    if target is None:
        sys.stdout.buffer.write(html.encode())
    else:
        files.replace(target, html.encode())
        print(f"{target}: {len(html.encode()) / 1000:,.0f} kB")
    for gap in figures.gaps:
        fail(f"{one.name}: figure not shown: {gap.name} {gap.reason}")
    if figures.linked:
        names = ", ".join(dict.fromkeys(figures.linked))
        fail(f"{one.name}: linked, not embedded (more than {options.embed_most:g} MB together): {names}")


def _target(one: reports.Given, output: str | None) -> Path | None:
    if output == "-" or (output is None and one.source is None):
        return None
    if output is None:
        assert one.source is not None
        return one.source.path.with_suffix(".html")
    path = Path(output)
    if one.source and path.exists() and path.samefile(one.source.path):
        raise ReportlensError(f"--output: {path} is the report itself")
    return path


def _refuse_foreign(target: Path) -> None:
    """Raise `ReportlensError` where a file stands that is not a page of ours."""
    try:
        if target.is_dir():
            raise ReportlensError(f"{target}: a folder, not a file")
        if target.stat().st_size and _OURS not in target.read_bytes()[:2000]:
            raise ReportlensError(f"{target}: not written by reportlens; --force replaces it")
    except FileNotFoundError:
        return
    except OSError as error:
        raise ReportlensError(f"{target}: {reason(error)}") from error


def _megabytes(word: str) -> float:
    size = float(word)
    if not 0 <= size <= 1000:
        raise ValueError
    return size
