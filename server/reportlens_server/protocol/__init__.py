"""The protocol class: pygls' own, with its faults mended.

A class per concern, each on top of the one before:

    Replies     what goes out: no tracebacks, no request unanswered because its result cannot be sent
    Dispatch    what comes in: nothing kept for ever, real cancellation, undecodable params answered
    Lifecycle   initialize, shutdown, exit, and the client's death
    WithProgress   progress of commands, cancelled by the client, forgotten when done
    Sync        text documents as our own snapshots

It overrides private names of pygls 2.1; tests/server has a test per fault, which fails on plain pygls.
"""

from __future__ import annotations

import logging
from typing import Any

from reportlens_server.guard import Failures, Sparing
from reportlens_server.protocol.sync import Sync


class Protocol(Sync):
    """All of them."""

    def __init__(self, *args: Any) -> None:
        """Keep pygls from logging what the student writes."""
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
        self.failures = Failures()
        self.sparing = Sparing(logging.getLogger("reportlens_server"))
        super().__init__(*args)


__all__ = ["Protocol"]
