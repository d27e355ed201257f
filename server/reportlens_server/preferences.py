"""The settings that hold for a document: the project's file, and above it what the editor says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.settings import DEFAULTS

if TYPE_CHECKING:
    from reportlens.settings import Settings
    from reportlens_server.server import ReportServer


class Preferences:
    """The settings of every folder."""

    def __init__(self, server: ReportServer) -> None:
        """Know the defaults."""
        self._server = server

    def of(self, uri: str) -> Settings:
        """Return the settings that hold for a document."""
        del uri
        return DEFAULTS
