"""`reportlens check`: find what is wrong with a report."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reportlens.cli import USAGE
from reportlens.cli import _reports as reports
from reportlens.errors import ReportlensError
from reportlens.files import write
from reportlens.finding import Severity
from reportlens.output.result import Result, result

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

SUMMARY = "Find what is wrong with a report. Exits with 1 if something is."
_SEVERITIES = tuple(it.word for it in reversed(Severity))
_POLL_SECONDS = 0.5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    reports.arguments(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif", "markdown"),
        default="text",
        help="how to print (text)",
    )
    parser.add_argument("--fix", action="store_true", help="make the safe fixes first")
    parser.add_argument(
        "--select",
        action="append",
        metavar="RULES",
        help="run these rules only: RL102, RL1, answer-too-short",
    )
    parser.add_argument("--ignore", action="append", metavar="RULES", help="do not run these rules")
    parser.add_argument(
        "--fail-on",
        choices=(*_SEVERITIES, "never"),
        metavar="SEVERITY",
        help="exit with 1 from this severity on (warning)",
    )
    parser.add_argument("--watch", action="store_true", help="check again whenever a report changes")
    parser.add_argument(
        "--repo-listing",
        type=Path,
        metavar="FILE",
        help="the repository's files as lines of size and path, in place of the disk",
    )
    parser.add_argument(
        "--explain-checklist",
        action="store_true",
        help="show for every box what the answers and the repository say",
    )
    parser.add_argument("--quiet", action="store_true", help="print the summary only")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    _known_rules([*(options.select or ()), *(options.ignore or ())])
    if options.watch:
        return _watch(options)
    return _once(options)


def _once(options: argparse.Namespace) -> int:
    given = reports.Reports(options)
    worst: Severity | None = None
    fail_on = "warning"
    results = []
    for one, done in given.each(lambda one: _check(one, fix=options.fix)):
        fail_on = one.settings.fail_on
        worst = max((it for it in (worst, done.worst()) if it is not None), default=None)
        results.append(done)
        if options.format == "text":
            _print_text(done, quiet=options.quiet, first=len(results) == 1)
            if options.explain_checklist:
                _explain(done, one)
    if options.format != "text":
        _print(options.format, results)
    elif len(results) > 1:
        total = sum(len(it.findings) for it in results)
        print(f"\n{len(results)} reports, {total} findings")
    if given.failed:
        return USAGE
    threshold = options.fail_on or fail_on
    return int(threshold != "never" and worst is not None and worst >= Severity[threshold.upper()])


def _check(one: reports.Given, *, fix: bool) -> Result:
    from reportlens.checking import check  # noqa: PLC0415 - the rules are loaded once there is a text

    if fix:
        one = _fixed(one)
    report = reports.recognised(one, one.read())
    return result(one.name, report, check(report, one.settings, one.around))


def _fixed(one: reports.Given) -> reports.Given:
    from reportlens.fixing import fix_text  # noqa: PLC0415 - as above

    if one.source is None:
        raise ReportlensError("standard input: cannot be fixed, for it is no file")
    reports.recognised(one, one.read())
    fixed = fix_text(one.text, one.settings, one.around, one.read)
    if fixed.text != one.text:
        write(one.source, fixed.text)
        print(f"{one.name}: {fixed.made} fixed", file=sys.stderr)
    return one.replaced(text=fixed.text)


def _print_text(done: Result, *, quiet: bool, first: bool) -> None:
    from reportlens.output import terminal, text  # noqa: PLC0415 - other formats do not need it

    style = terminal.style_of(sys.stdout)
    if quiet:
        print(f"{terminal.safe(done.path)}: {text.summary(done)}")
        return
    if not first:
        print()
    print("\n".join(text.render(done, style)))


def _explain(done: Result, one: reports.Given) -> None:
    from reportlens.crosscheck.explain import explain, render  # noqa: PLC0415 - asked for seldom
    from reportlens.crosscheck.repository import Repository  # noqa: PLC0415
    from reportlens.output.terminal import safe  # noqa: PLC0415

    repository = one.around.repository
    rows = explain(done.report, repository if isinstance(repository, Repository) else None)
    print()
    print("\n".join(safe(line) for line in render(rows).splitlines()))


def _print(form: str, results: Iterable[Result]) -> None:
    if form == "github":
        from reportlens.output import github  # noqa: PLC0415

        for done in results:
            for line in github.render(done):
                print(line)
        return
    if form == "markdown":
        from reportlens.output import summary  # noqa: PLC0415

        print(summary.render(results))
        return
    import json  # noqa: PLC0415

    if form == "json":
        from reportlens.output import json as contract  # noqa: PLC0415

        tree = contract.check(results)
    else:
        from reportlens.output import sarif  # noqa: PLC0415

        tree = sarif.check(results)
    print(json.dumps(tree, ensure_ascii=False, indent=2))


def _known_rules(words: Iterable[str]) -> None:
    """Refuse rules that do not exist. Raises `ReportlensError`."""
    from reportlens.selection import no_rule  # noqa: PLC0415

    for word in (it for given in words for it in given.split(",") if it):
        if wrong := no_rule(word):
            raise ReportlensError(wrong)


def _watch(options: argparse.Namespace) -> int:
    """Check again and again until interrupted."""
    import gc  # noqa: PLC0415 - the process switched it off for short runs
    import io  # noqa: PLC0415
    from contextlib import redirect_stderr  # noqa: PLC0415

    gc.enable()
    seen: object = None
    while True:
        with redirect_stderr(io.StringIO()) as unreadable:  # told once, by the check that follows a change
            now = (*(_state(one) for one in reports.Reports(options)), unreadable.getvalue())
        if now != seen:
            if seen is not None and sys.stdout.isatty():
                print("\x1b[2J\x1b[H", end="")
            _once(options)
            sys.stdout.flush()
            seen = now
        time.sleep(_POLL_SECONDS)


def _state(one: reports.Given) -> tuple[object, ...]:
    figures = tuple(
        one.around.figure(it.destination)
        for question in one.read().questions
        for it in question.answer.images
    )
    return one.name, one.text, one.settings.key, figures
