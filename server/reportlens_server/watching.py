"""Files beside the reports: watched by the client where it can, and looked at now and then where it cannot."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.uris import to_fs_path

from reportlens.configuration import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlens_server.server import ReportServer

PAUSE = 2.0
"""Seconds between two looks at the linked files."""
METHOD = types.WORKSPACE_DID_CHANGE_WATCHED_FILES


class Watching:
    """Knows which files the client watches, and looks at the others."""

    def __init__(self, server: ReportServer) -> None:
        """Watch nothing yet."""
        self._server = server
        self._polling: asyncio.Task[None] | None = None
        self._folders: frozenset[Path] = frozenset()
        self._generation = 0
        self._registered = ""
        self._busy = False
        self.by_client = False
        """Whether the client watches the configuration and the figures."""

    async def start(self) -> None:
        """Have the configuration files watched."""
        if self._server.capabilities.watched_files:
            watchers = [types.FileSystemWatcher(f"**/{it}") for it in NAMES]
            self.by_client = await self._register("configuration-files", watchers)
            self.follow()

    def follow(self) -> None:
        """Look after the figures of the reports that are open now."""
        reports = [it for it in self._server.session.arounds() if it.folders]
        if reports and self._polling is None:
            self._polling = asyncio.get_running_loop().create_task(self._poll())
        folders = frozenset(folder for it in reports for folder in it.folders)
        if self.by_client and folders != self._folders and not self._busy:
            self._busy = True
            task = asyncio.get_running_loop().create_task(self._watch(folders))
            task.add_done_callback(self._watched)

    def heard(self, uris: Iterable[str]) -> None:
        """Be told of files that were made, changed, or removed."""
        paths = [Path(it) for it in map(to_fs_path, uris) if it]
        session = self._server.session
        if any(it.name in NAMES for it in paths) and session.preferences.look_again():
            session.settings_changed()
        touched = {*paths, *(it.parent for it in paths)}  # of a new folder some clients tell nothing more
        for around in session.arounds():
            if touched & around.folders:
                around.look()

    async def _watch(self, folders: frozenset[Path]) -> None:
        before, self._folders = self._registered, folders
        self._generation += 1
        self._registered = ""
        watchers = [self._watcher(it) for it in sorted(folders)]
        name = f"figures-{self._generation}"
        if watchers and await self._register(name, watchers):
            self._registered = name
        if before:
            await self._server.unregister(before, METHOD)

    def _watched(self, task: asyncio.Task[None]) -> None:
        self._busy = False
        if not task.cancelled() and (error := task.exception()) is not None:
            self._server.protocol.failures.note("watching", error)
            return
        self.follow()

    def _watcher(self, folder: Path) -> types.FileSystemWatcher:
        if self._server.capabilities.relative_patterns:
            return types.FileSystemWatcher(types.RelativePattern(folder.as_uri(), "*"))
        return types.FileSystemWatcher(f"**/{folder.name}/*")

    async def _register(self, name: str, watchers: list[types.FileSystemWatcher]) -> bool:
        return await self._server.register(
            name, METHOD, types.DidChangeWatchedFilesRegistrationOptions(watchers)
        )

    async def _poll(self) -> None:
        """Look at what the client does not watch, as long as a report is open."""
        session = self._server.session
        while True:
            await asyncio.sleep(PAUSE)
            arounds = [it for it in session.arounds() if it.folders]
            if not arounds:
                break
            try:
                for it in arounds:
                    # Figures too, whoever watches: clients miss what is put at once into a folder that is new.
                    await it.poll(figures=True)
                if not self.by_client and session.preferences.look_again():
                    session.settings_changed()
            except Exception as error:  # noqa: BLE001  # the next look may succeed
                self._server.protocol.failures.note("the look at files", error)
        self._polling = None
