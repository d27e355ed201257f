"""Whether the counters stand above the headings as lenses, or behind them as hints: one of the two unless told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlens.settings import Settings
    from reportlens_server.capabilities import Capabilities


def as_lenses(settings: Settings, client: Capabilities) -> bool:
    """Tell whether to show lenses."""
    if settings.code_lens == "auto":
        return _prefers_lenses(client) and settings.inlay_hints != "on"
    return settings.code_lens == "on"


def as_hints(settings: Settings, client: Capabilities) -> bool:
    """Tell whether to show hints."""
    if settings.inlay_hints == "auto":
        return not _prefers_lenses(client) and settings.code_lens != "on"
    return settings.inlay_hints == "on"


def _prefers_lenses(client: Capabilities) -> bool:
    """Tell whether the client shows lenses unasked: those do that can be told to show them anew."""
    return client.code_lens and (client.code_lens_refresh or not client.inlay_hint)
