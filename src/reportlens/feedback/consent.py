"""What would be sent, told before it is sent; and who has agreed to it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from reportlens.feedback.places import private, state_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reportlens.feedback.budget import Count
    from reportlens.feedback.prices import Price

LARGEST = 1_000_000
REPLY_BASE, REPLY_PER_CRITERION = 30, 60
"""Tokens of a reply, about."""


class Plan(NamedTuple):
    """What would be sent."""

    origin: str
    model: str
    questions: tuple[int, ...]
    """The numbers of the questions whose answers leave the machine."""
    sent: Count
    received: int
    """Estimated tokens of the replies, a model's own thinking left out."""
    price: Price | None

    @property
    def cost(self) -> float | None:
        """Return the estimated cost in US dollars; nothing if it is not known."""
        return self.price.of(self.sent.tokens, self.received) if self.price else None

    def lines(self) -> tuple[str, ...]:
        """Tell it to the user."""
        numbers = ", ".join(str(it) for it in self.questions) or "none"
        return (
            f"endpoint   {self.origin}",
            f"model      {self.model}",
            f"questions  {len(self.questions)} ({numbers}); questions 1 and 2 are never sent",
            f"tokens     {self.sent} sent, ~{self.received:,} received",
            f"price      {self._price()}",
            "names, study numbers, e-mail addresses and accounts are replaced before anything is sent",
        )

    def _price(self) -> str:
        if self.price is None:
            return "unknown"
        if not self.price.date:
            return "none (this machine)"
        return f"~${self.cost:.4f} (estimate, prices of {self.price.date})"


class Consents:
    """For which workspaces and endpoints the user has agreed."""

    def __init__(self, file: Path | None = None) -> None:
        """Use this file, or the user's own."""
        self._file = file or state_folder() / "consents.json"

    def given(self, workspace: str, origin: str, model: str) -> bool:
        """Tell whether the user has agreed before."""
        return _name(workspace, origin, model) in self._read()

    def remember(self, workspace: str, origin: str, model: str) -> None:
        """Note that the user agrees; raises `OSError` if that cannot be written."""
        kept = sorted({*self._read(), _name(workspace, origin, model)})
        private(self._file).write_text(json.dumps(kept), "utf-8")

    def withdraw(self) -> None:
        """Forget all consents."""
        self._file.unlink(missing_ok=True)

    def _read(self) -> set[str]:
        try:
            if self._file.stat().st_size > LARGEST:
                return set()
            kept = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return set()
        return {it for it in kept if isinstance(it, str)} if isinstance(kept, list) else set()


def _name(workspace: str, origin: str, model: str) -> str:
    return hashlib.sha256(json.dumps([workspace, origin, model]).encode()).hexdigest()
