"""Which reports a command means, read with the settings that hold for each."""

from __future__ import annotations

# The Markdown library would import these deep inside, where each of their many calls leaves the piece of stack that the
# interpreter has at hand, and asks the system for the next one and gives it back: a fiftieth of a check.
import dataclasses  # noqa: F401
import logging  # noqa: F401
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reportlens import configuration, files
from reportlens.cli import fail
from reportlens.disk import DiskSurroundings, ListedSurroundings, in_repository
from reportlens.errors import ReportlensError, UnreadableError, reason
from reportlens.report.parse import parse
from reportlens.surroundings import NOWHERE
from reportlens.value import Value

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from reportlens.crosscheck.repository import Repository
    from reportlens.report.model import Report
    from reportlens.settings import Settings
    from reportlens.surroundings import Surroundings

STANDARD_INPUT = "-"
Done = TypeVar("Done")


class Given(Value):
    """One report that the user means."""

    name: str
    """As shown to the user."""
    source: files.Source | None
    """Its file; `None` for standard input."""
    text: str
    settings: Settings
    around: Surroundings

    def read(self, text: str | None = None) -> Report:
        """Parse the text (or another version of it) with the settings of this report."""
        limits = configuration.limits_from(self.settings)
        return parse(self.text if text is None else text, edition=self.settings.edition, limits=limits)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which reports are meant."""
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="reports or folders; `-` is standard input"
    )
    parser.add_argument(
        "--edition", default="", metavar="NAME", help="the template's edition, in place of the detected one"
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="the configuration file, in place of the nearest one"
    )


class Reports:
    """The reports that the user named; `failed` is true once one could not be read."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Check what can be checked before the first report is read. Raises `ReportlensError`."""
        self._options = options
        self._configurations: dict[Path, Settings] = {}
        self.failed = False
        configuration.edition("--edition", options.edition)

    def __iter__(self) -> Iterator[Given]:
        """Yield the reports; one that cannot be read gets its line on standard error, and the others go on."""
        for word in self._options.paths:
            if word == STANDARD_INPUT:
                yield from self._guarded(self._standard_input)
                continue
            for path in self._found(Path(word)):
                yield from self._guarded(partial(self._file, path))

    def each(
        self, work: Callable[[Given], Done], found: Iterable[Given] | None = None
    ) -> Iterator[tuple[Given, Done]]:
        """Yield each report (or each that was found) with what was done with it.

        One that fails gets its line on standard error, and the others go on.
        """
        for one in self if found is None else found:
            yield from ((one, done) for done in self._guarded(partial(work, one)))

    def settings(self, folder: Path) -> Settings:
        """Return the settings for the reports of a folder, the command line's choices included."""
        if folder not in self._configurations:
            if self._options.config:
                found = configuration.load(self._options.config)
                if found is None:
                    raise UnreadableError(f"{self._options.config}: nothing about reportlens in it")
            else:
                found = configuration.find(folder)
            settings = configuration.settings_of(found, no_rule=_no_rule)
            changes = {}
            for name in ("select", "ignore"):
                words = [
                    word
                    for given in getattr(self._options, name, None) or ()
                    for word in given.split(",")
                    if word
                ]
                if words:
                    changes[name] = tuple(words)
            if self._options.edition:
                changes["edition"] = self._options.edition
            self._configurations[folder] = settings.replaced(**changes)
        return self._configurations[folder]

    def _guarded(self, work: Callable[[], Done]) -> Iterator[Done]:
        try:
            done = work()
        except ReportlensError as error:
            self.failed = True
            fail(str(error))
            return
        yield done

    def _found(self, path: Path) -> Iterator[Path]:
        try:
            found = list(files.find([path], self.settings(path if path.is_dir() else path.parent).reports))
        except ReportlensError as error:
            self.failed = True
            fail(str(error))
            return
        self._searched = path if path.is_dir() else None
        if not found:
            self.failed = True
            fail(f"{path}: no report in this folder (looked for README.md, report.md)")
        seen = False
        for it in found:
            if self._searched and not _is_report(it):
                continue
            seen = True
            yield it
        if found and not seen:
            self.failed = True
            fail(
                f"{path}: no report in this folder ({len(found)} Markdown file{'s' if len(found) > 1 else ''}, none with questions)"
            )

    def _file(self, path: Path) -> Given:
        source = files.read(path)
        settings = self.settings(path.parent)
        return Given(
            name=str(path),
            source=source,
            text=source.text,
            settings=settings,
            around=self._around(path, settings),
        )

    def _around(self, path: Path, settings: Settings) -> Surroundings:
        if listing := getattr(self._options, "repo_listing", None):
            return ListedSurroundings(path, _listing(listing))
        if not settings.repository or not in_repository(path):
            return DiskSurroundings(path)
        from reportlens.crosscheck.checkout import repository_of  # noqa: PLC0415 - many reports stand alone
        from reportlens.crosscheck.evidence import words  # noqa: PLC0415

        return DiskSurroundings(path, repository=repository_of(path, words()))

    def _standard_input(self) -> Given:
        text = files.decode(sys.stdin.buffer.read(files.MOST_BYTES + 1), "standard input")
        if len(text) > files.MOST_BYTES:
            raise UnreadableError(f"standard input: more than {files.MOST_BYTES / 1e6:.0f} MB")
        return Given(name="-", source=None, text=text, settings=self.settings(Path.cwd()), around=NOWHERE)


def _no_rule(word: str, single: bool) -> str | None:  # noqa: FBT001
    from reportlens.selection import no_rule  # noqa: PLC0415 - few configurations name rules

    return no_rule(word, single)


def _listing(path: Path) -> Repository:
    """Read a listing of a repository's files. Raises `UnreadableError`."""
    from reportlens.crosscheck.repository import from_listing  # noqa: PLC0415 - asked for seldom

    try:
        return from_listing(path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise UnreadableError(f"{path}: {reason(error)}") from error


def _is_report(path: Path) -> bool:
    """Tell whether a file of a searched folder may be a report; what cannot be read is reported later."""
    try:
        return parse(files.read(path).text).recognised
    except UnreadableError:
        return True


def recognised(given: Given, report: Report) -> Report:
    """Return the report. Raises `UnreadableError` if the text is none."""
    if not report.recognised:
        raise UnreadableError(
            f"{given.name if given.source else 'standard input'}: not a report of this kind: fewer than two headings `Question N` with a prompt"
        )
    return report
