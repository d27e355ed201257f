"""The reports of the workspace, open or not: looked for on disk within bounds, read once a version."""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reportlens import files
from reportlens.errors import ReportlensError
from reportlens.report.parse import parse
from reportlens.text import Lines
from reportlens_server.addresses import file_of
from reportlens_server.positions import Ruler
from reportlens_server.recognising import may_be_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reportlens.report.model import Report
    from reportlens_server.server import ReportServer

MOST_REPORTS = 200
"""Files looked at in one folder of the workspace."""
MOST_FOLDERS = 2000
"""Folders searched in one folder of the workspace."""


class Found(NamedTuple):
    """A report of the workspace."""

    uri: str
    report: Report
    ruler: Ruler
    version: int | None
    """`None` for one that is not open."""


def open_reports(ls: ReportServer) -> list[Found]:
    """Return the open reports."""
    return [
        Found(it.document.uri, it.report, ls.ruler(it.document), it.document.version)
        for it in ls.session.all()
    ]


class Closed:
    """The reports on disk. What was read is kept until the file changes."""

    def __init__(self) -> None:
        """Have read nothing."""
        self._read: dict[Path, tuple[tuple[int, int], Report | None]] = {}

    def find(
        self, folders: Iterable[Path], usual: tuple[str, ...], besides: Iterable[str], encoding: str
    ) -> list[Found]:
        """Return the reports in folders, but those at the addresses `besides`. Reads the disk: not for the loop."""
        seen = {path.resolve() for it in besides if (path := file_of(it))}
        found = []
        for path in self._paths(folders, usual):
            if (real := path.resolve()) not in seen and (report := self._report(path)):
                seen.add(real)
                found.append(Found(path.as_uri(), report, Ruler(Lines(report.text), encoding), None))
        return found

    def _paths(self, folders: Iterable[Path], usual: tuple[str, ...]) -> Iterator[Path]:
        for folder in folders:
            try:
                yield from files.find([folder], usual, most=0)
                yield from islice(files.find([folder], (), most=MOST_FOLDERS), MOST_REPORTS)
            except (ReportlensError, OSError):  # a folder that is gone, or may not be read
                continue

    def _report(self, path: Path) -> Report | None:
        try:
            state = path.stat()
            mark = (state.st_mtime_ns, state.st_size)
            if path not in self._read or self._read[path][0] != mark:
                text = files.read(path).text
                report = parse(text) if may_be_report(path.as_uri(), "markdown", text) else None
                self._read[path] = (mark, report if report and report.recognised else None)
        except (ReportlensError, OSError, ValueError):
            return None
        return self._read[path][1]


async def all_reports(ls: ReportServer) -> list[Found]:
    """Return the open reports, and behind them those on disk in the workspace's folders."""
    opened = open_reports(ls)
    places = folders(ls)
    usual = ls.session.settings(places[0].as_uri() if places else "").reports
    uris = [it.uri for it in opened]
    closed = await asyncio.to_thread(_CLOSED.find, places, usual, uris, ls.capabilities.encoding)
    return [*opened, *closed]


def folders(ls: ReportServer) -> list[Path]:
    """Return the workspace's folders, as far as they are files of this system."""
    uris = list(ls.workspace.folders) or [ls.workspace.root_uri or ""]
    return [path for it in uris if (path := file_of(it)) is not None]


_CLOSED = Closed()
