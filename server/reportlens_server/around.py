"""What lies around an open report, looked up beside the loop: no keystroke waits for a disk or for git.

A figure that was never looked up is unknown for the moment; when the answer is there, `changed` is called.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reportlens.disk import DiskSurroundings
from reportlens.report.images import is_remote, path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from reportlens.report.model import Report
    from reportlens.surroundings import Figure
    from reportlens_server.guard import Failures

_SHOWN = ("image", "html", "link")


class Snapshot:
    """The surroundings as they were known at one moment."""

    def __init__(self, path: str | None, figures: Mapping[str, Figure | None], repository: object | None) -> None:
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
        self._changed = changed
        self._failures = failures
        self._now = Snapshot(DiskSurroundings(report).path if report else None, {}, None)
        self._known: dict[str, Figure | None] = {}
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._seen: Report | None = None

    def now(self) -> Snapshot:
        """Return what is known now."""
        return self._now

    def wants(self, report: Report | None) -> None:
        """Look up the figures of a report that were not looked up before."""
        if self.report is None or report is None or report is self._seen:
            return
        self._seen = report
        self.linked = frozenset(_paths(report))
        if not self.linked <= self._known.keys():
            self.look()

    def look(self) -> None:
        """Look everything up anew, beside the loop."""
        if self.report is None:
            return
        if self._task is not None:
            self._again = True
            return
        self._task = asyncio.get_running_loop().create_task(self._look())

    def close(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    async def _look(self) -> None:
        try:
            while True:
                self._again = False
                found = await asyncio.to_thread(_look_up, self.report, self.linked)
                self._take(found)
                if not self._again and self.linked <= self._known.keys():
                    return
        except Exception as error:  # noqa: BLE001
            self._failures.note("the look at figures", error)
        finally:
            self._task = None

    def _take(self, found: dict[str, Figure | None]) -> None:
        before, self._known = self._known, found
        if before != found:
            self._now = Snapshot(self._now.path, found, None)
            self.state += 1
            self._changed()


def _paths(report: Report) -> Iterable[str]:
    for question in report.questions:
        for image in question.answer.images:
            if image.kind in _SHOWN and not is_remote(image.destination) and (path := path_of(image.destination)):
                yield path


def _look_up(report: Path | None, paths: Iterable[str]) -> dict[str, Figure | None]:
    assert report is not None
    disk = DiskSurroundings(report)
    return {it: disk.figure(it) for it in paths}
