"""The settings that hold for a document: the defaults, above them the project's file, above it the editor's.

What an editor sends that equals the default counts as not set: some send every setting they know of.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pygls.uris import to_fs_path

from reportlens.configuration import read
from reportlens.errors import ConfigurationError
from reportlens.settings import DEFAULTS, options
from reportlens_server.documents import key
from reportlens_server.project import Projects

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportlens.settings import Settings
    from reportlens_server.server import ReportServer

SECTION = "reportlens"
EVERYWHERE = ""


class _Made(NamedTuple):
    project: Settings
    editor: Mapping[str, object]
    settings: Settings


class Preferences:
    """The settings of every folder."""

    def __init__(self, server: ReportServer) -> None:
        """Know what the client sent with `initialize`."""
        self._server = server
        self._projects = Projects(server)
        self._editor: dict[str, Mapping[str, object]] = {}
        self._made: dict[tuple[str, Path | None], _Made] = {}
        self._places: dict[str, tuple[Path | None, str]] = {}
        self._first = self._understood(_section(self._announced.get("settings", self._announced)))

    def of(self, uri: str) -> Settings:
        """Return the settings that hold for a document; the same object while none of them changes."""
        if uri not in self._places:
            self._places[uri] = (_folder(uri), self._scope(uri))
        folder, scope = self._places[uri]
        project = self._projects.settings(folder) if folder else DEFAULTS
        editor = self._editor.get(scope, self._editor.get(EVERYWHERE, self._first))
        made = self._made.get((scope, folder))
        if made is None or made.project is not project or made.editor is not editor:
            changes = {name: _joined(getattr(project, name), value) for name, value in editor.items()}
            made = self._made[scope, folder] = _Made(project, editor, project.replaced(**changes))
        return made.settings

    def take(self, scope: str, sent: object) -> bool:
        """Take in what the editor says for a workspace folder, or `EVERYWHERE`; tell whether that is news."""
        values = {**self._first, **self._understood(_section(sent))}
        before = self._editor.get(scope, self._first)
        self._editor[scope] = before if before == values else values
        return before != values

    def folders_changed(self) -> None:
        """Be told that the workspace has other folders."""
        self._places.clear()

    def look_again(self) -> bool:
        """Look at the files of configuration; tell whether a setting has changed."""
        return self._projects.look_again()

    def keep(self, uris: list[str]) -> None:
        """Forget what no open document needs."""
        folders = {it for it in map(_folder, uris) if it is not None}
        self._projects.keep(folders)
        self._made = {it: made for it, made in self._made.items() if it[1] is None or it[1] in folders}
        self._places.clear()

    def _scope(self, uri: str) -> str:
        """Return the innermost workspace folder that holds a document."""
        place = key(uri)
        around = [it for it in self._server.workspace.folders if place.startswith(key(it).rstrip("/") + "/")]
        return max(around, key=len, default=EVERYWHERE)

    @cached_property
    def _announced(self) -> Mapping[str, Any]:
        sent = self._server.announced
        return sent if isinstance(sent, dict) else {}

    def _understood(self, sent: Mapping[str, object]) -> Mapping[str, object]:
        """Return the values that are right; the wrong ones are told once each, and cost no others."""
        guarded = self._server.capabilities.guards_settings and self._announced.get("trustedSettings") is True
        scopes = ("project", "editor", "user") if guarded else ("project", "editor")
        values: dict[str, object] = {}
        known = {it.name.replace("_", "") for it in options()}
        for name, value in sent.items():
            if value is None or name.replace("_", "").replace("-", "").lower() not in known:
                continue  # not set, or the client's own
            try:
                values |= read({name: value}, scopes)
            except ConfigurationError as error:
                if value != getattr(DEFAULTS, _field(name), None):
                    self._server.tell_once(f"setting {SECTION}.{error}")
        return {name: value for name, value in values.items() if value != getattr(DEFAULTS, name)}


def _field(name: str) -> str:
    wanted = name.replace("_", "").replace("-", "").lower()
    return next((it.name for it in options() if it.name.replace("_", "") == wanted), "")


def _section(sent: object) -> Mapping[str, object]:
    """Return the section of ours, whether it was sent alone or among others."""
    if not isinstance(sent, dict):
        return {}
    inner = sent.get(SECTION, sent)
    return inner if isinstance(inner, dict) else {}


def _joined(project: object, editor: object) -> object:
    """Return the editor's value; of tables, what the project says of other keys besides."""
    return {**project, **editor} if isinstance(project, dict) and isinstance(editor, dict) else editor


def _folder(uri: str) -> Path | None:
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path).parent if path else None
