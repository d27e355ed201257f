"""The project's configuration file of every folder: read once, read again when it changes on disk.

A file that is not understood leaves the last good settings in force, and says so in its own diagnostics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lsprotocol import types

from reportlens.configuration import NAMES, find, settings_of
from reportlens.errors import ConfigurationError
from reportlens.selection import no_rule
from reportlens.settings import DEFAULTS
from reportlens_server.diagnostics import SOURCE

if TYPE_CHECKING:
    from pathlib import Path

    from reportlens.settings import Settings
    from reportlens_server.server import ReportServer

    Stamp = tuple[tuple[str, int, int], ...]

CODE = "configuration"


class _Known(NamedTuple):
    stamp: Stamp
    settings: Settings
    path: Path | None
    """The file with a mistake in it."""


class Projects:
    """The settings that files set, by folder."""

    def __init__(self, server: ReportServer) -> None:
        """Have read nothing yet."""
        self._server = server
        self._known: dict[Path, _Known] = {}
        self._shown: dict[Path, dict[str, Any]] = {}

    def settings(self, folder: Path) -> Settings:
        """Return the settings of a folder's configuration; reads the disk the first time only."""
        if folder not in self._known:
            self._read(folder)
        return self._known[folder].settings

    def look_again(self) -> bool:
        """Read again what has changed on disk; tell whether any setting did."""
        changed = False
        for folder, known in tuple(self._known.items()):
            if _stamp(folder) != known.stamp:
                self._read(folder)
                changed = changed or self._known[folder].settings != known.settings
        return changed

    def keep(self, folders: set[Path]) -> None:
        """Forget all other folders."""
        for folder in self._known.keys() - folders:
            del self._known[folder]
        self._show({})

    def _read(self, folder: Path) -> None:
        before = self._known.get(folder)
        stamp = _stamp(folder)
        mistakes = {}
        try:
            known = _Known(stamp, settings_of(find(folder), no_rule=no_rule), None)
        except ConfigurationError as error:
            known = _Known(stamp, before.settings if before else DEFAULTS, error.path)
            if error.path is not None:
                mistakes[error.path] = _diagnostic(error)
        self._known[folder] = known
        self._show(mistakes)

    def _show(self, mistakes: dict[Path, dict[str, Any]]) -> None:
        """Show new mistakes, and take away those that no folder meets any more."""
        wrong = {it.path for it in self._known.values() if it.path is not None}
        for path in [it for it in self._shown if it not in wrong]:
            del self._shown[path]
            self._send(path, [])
        for path, diagnostic in mistakes.items():
            if self._shown.get(path) != diagnostic:
                self._shown[path] = diagnostic
                self._send(path, [diagnostic])

    def _send(self, path: Path, found: list[dict[str, Any]]) -> None:
        params = {"uri": path.as_uri(), "diagnostics": found}
        self._server.protocol.notify_plain(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)


def _diagnostic(error: ConfigurationError) -> dict[str, Any]:
    line = error.line or 0
    return {
        "range": {"start": {"line": line, "character": 0}, "end": {"line": line + 1, "character": 0}},
        "severity": 1,
        "code": CODE,
        "source": SOURCE,
        "message": error.reason,
    }


def _stamp(folder: Path) -> Stamp:
    """Return what changes when a configuration file of the folder, or above it, does."""
    found = []
    folder = folder.resolve()
    for place in (folder, *folder.parents):
        for name in NAMES:
            path = place / name
            try:
                state = path.stat()
            except OSError:
                continue
            found.append((str(path), state.st_mtime_ns, state.st_size))
        if (place / ".git").exists():
            break
    return tuple(found)
