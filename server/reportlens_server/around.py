"""What lies around an open report, looked up beside the loop: no keystroke waits for a disk or for git.

A figure that was never looked up is unknown for the moment; when the answer is there, `changed` is called.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportlens.crosscheck.checkout import repository_of
from reportlens.crosscheck.evidence import words
from reportlens.disk import DiskSurroundings, in_repository
from reportlens.report.images import local_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reportlens.report.model import Report
    from reportlens.surroundings import Figure
    from reportlens_server.guard import Failures


class Signature(NamedTuple):
    """What differs when files have changed."""

    files: frozenset[tuple[str, int, int]]
    git: tuple[str, int, int] | None


class Snapshot:
    """The surroundings as they were known at one moment."""

    def __init__(
        self, path: str | None, figures: Mapping[str, Figure | None], repository: object | None
    ) -> None:
        """Keep what is known."""
        self.path = path
        self.repository = repository
        self._figures = figures

    def figure(self, path: str) -> Figure | None:
        """Return what is known of a figure."""
        return self._figures.get(path)


class Around:
    """The surroundings of one open document, kept up to date."""

    def __init__(self, report: Path | None, changed: Callable[[], None], failures: Failures) -> None:
        """Know nothing yet; `report` is `None` for a document that is no file."""
        self.state = 0
        """Counts what became known."""
        self.report = report
        self.linked: frozenset[str] = frozenset()
        """The figures that the report names, by path."""
        self.folders: frozenset[Path] = frozenset()
        """The folders that hold them, or would."""
        self._changed = changed
        self._failures = failures
        self._now = Snapshot(DiskSurroundings(report).path if report else None, {}, None)
        self._known: dict[str, Figure | None] = {}
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._signature: Signature | None = None
        self._reads_repository = False

    def now(self) -> Snapshot:
        """Return what is known now."""
        return self._now

    def wants(self, report: Report | None, figures: str) -> bool:
        """Look up the figures of a report that were not looked up before; tell whether other folders matter now."""
        if self.report is None or report is None:
            return False
        linked = frozenset(_paths(report))
        folders = self.folders
        if linked != self.linked or not folders:
            self.linked = linked
            places = {figures, *(it.rpartition("/")[0] for it in linked)}
            self.folders = frozenset(Path(os.path.normpath(self.report.parent / it)) for it in places)
        if not linked <= self._known.keys():
            self.look()
        return folders != self.folders

    def wants_repository(self, *, wanted: bool) -> None:
        """Read the repository around the report as evidence for the checklist, or do so no more."""
        if wanted != self._reads_repository:
            self._reads_repository = wanted
            self.look()

    def look(self) -> None:
        """Look everything up anew, beside the loop."""
        if self.report is None:
            return
        if self._task is not None:
            self._again = True
            return
        self._task = asyncio.get_running_loop().create_task(self._look())

    async def looked(self) -> None:
        """Wait until all that was asked for is looked up."""
        while (task := self._task) is not None:
            await asyncio.wait([task])

    async def poll(self, *, figures: bool) -> None:
        """Look everything up anew if a linked file, its folder, or what git knows has changed."""
        if self.report is None or self._task is not None:
            return
        now = await asyncio.to_thread(_signature, self.report, self.linked, self.folders)
        before = self._signature
        if before is not None and (now != before if figures else now.git != before.git):
            self.look()

    def close(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    async def _look(self) -> None:
        assert self.report is not None
        try:
            while True:
                self._again = False
                self._signature, found = await asyncio.to_thread(
                    _look_up, self.report, self.linked, self.folders
                )
                self._take(found, self._now.repository)
                if not self._again and self.linked <= self._known.keys():
                    reads = self._reads_repository
                    self._take(found, await asyncio.to_thread(_evidence, self.report) if reads else None)
                    if not self._again:
                        return
        except Exception as error:  # noqa: BLE001
            self._failures.note("the look at figures", error)
        finally:
            self._task = None

    def _take(self, found: dict[str, Figure | None], repository: object | None) -> None:
        before, self._known = self._known, found
        if before != found or repository is not self._now.repository:
            self._now = Snapshot(self._now.path, found, repository)
            self.state += 1
            self._changed()


def _paths(report: Report) -> Iterable[str]:
    for question in report.questions:
        for _, path in local_figures(question.answer.images):
            yield path


def _look_up(
    report: Path, paths: Iterable[str], folders: Iterable[Path]
) -> tuple[Signature, dict[str, Figure | None]]:
    before = _signature(report, paths, folders)
    disk = DiskSurroundings(report)
    return before, {it: disk.figure(it) for it in paths}


def _evidence(report: Path) -> object | None:
    """Read the repository; what was read is kept until git's state changes."""
    return repository_of(report, words()) if in_repository(report) else None


def _signature(report: Path, paths: Iterable[str], folders: Iterable[Path]) -> Signature:
    files = (report.parent / it for it in paths if "\0" not in it)
    index = next(
        (it / ".git" / "index" for it in (report.parent, *report.parent.parents) if (it / ".git").exists()),
        None,
    )
    return Signature(frozenset(map(_stamp, (*files, *folders))), _stamp(index) if index else None)


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        state = path.stat()
    except (OSError, ValueError):
        return str(path), 0, -1
    return str(path), state.st_mtime_ns, state.st_size
