"""The judge that a request gets, with what it needs from the user's own surroundings and from the editor.

The same judge serves all requests that run at the same time, so that no question is asked about twice,
and is let go with the last of them, its key with it.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from pygls.exceptions import JsonRpcException

from reportlens.errors import JudgeError
from reportlens.feedback.feedback import Giver
from reportlens.feedback.making import Choice, Made, make
from reportlens_server.feedback import lent
from reportlens_server.feedback.recalling import remembers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reportlens.feedback.budget import Budget
    from reportlens.feedback.memory import Memory
    from reportlens.settings import Settings
    from reportlens_server.server import ReportServer

NAMES = ("offline", "openai", "editor")
SECRET = "reportlens/secret"  # noqa: S105  # the name of a request
PATIENCE = 60.0
"""Seconds in which the editor has to say whether it has a key; it may ask to be unlocked."""
LONGEST_KEY = 1_000
JUDGE = "REPORTLENS_JUDGE"
"""The user's own environment may name the judge where the editor's settings name none."""


class Bench(NamedTuple):
    """A judge, ready, and who asks it for each question once."""

    made: Made
    giver: Giver


class _Lent:
    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.users = 0


class Judges:
    """Makes judges and lets them go."""

    def __init__(self, server: ReportServer) -> None:
        """Make none yet."""
        self._server = server
        self._memory: Memory | None = None
        self._lent: dict[tuple[Choice, bool], _Lent] = {}
        self._making = asyncio.Lock()

    @asynccontextmanager
    async def bench(self, name: str, settings: Settings) -> AsyncIterator[Bench]:
        """Lend a judge for the time of one request; raises `ReportlensError` if it cannot be had."""
        choice, remember = chosen(name, settings), remembers(settings)
        async with self._making:
            one = self._lent.get((choice, remember))
            if one is None:
                made = await self._made(choice, settings, remember=remember)
                one = self._lent[choice, remember] = _Lent(made)
            one.users += 1
        try:
            yield one.bench
        finally:
            one.users -= 1
            if one.users == 0:
                self._lent.pop((choice, remember), None)
                await asyncio.shield(one.bench.giver.aclose())

    async def forget(self) -> None:
        """Remove all verdicts on disk."""
        (await self._remembered()).forget()

    async def _made(self, choice: Choice, settings: Settings, *, remember: bool) -> Bench:
        if choice.judge == "editor":
            made = Made(await lent.judge(self._server), None)
        else:
            made = await asyncio.to_thread(make, choice, ask=self._asking())
        if choice.judge == "offline":
            return Bench(made, Giver(made.judge, memory=await self._remembered() if remember else None))
        memory, budget = await self._remembered(), await self._budget(settings)
        origin = made.place.origin if made.place else ""
        giver = Giver(made.judge, memory=memory, budget=budget, origin=origin, remember=remember)
        return Bench(made, giver)

    async def _remembered(self) -> Memory:
        if self._memory is None:
            from reportlens.feedback.memory import Memory  # noqa: PLC0415  # only for who remembers

            self._memory = await asyncio.to_thread(Memory)
        return self._memory

    async def _budget(self, settings: Settings) -> Budget:
        from reportlens.feedback.budget import Budget, Caps  # noqa: PLC0415  # only for a judge that costs

        memory = await self._remembered()
        return Budget(Caps(day=settings.max_tokens_per_day), memory.spent_today())

    def _asking(self) -> Any:
        """Return what asks the editor for a key, from a thread; nothing if the editor keeps none."""
        announced = self._server.announced
        if not isinstance(announced, dict) or announced.get("secrets") is not True:
            return None
        loop = asyncio.get_running_loop()

        def ask(origin: str) -> str | None:
            return asyncio.run_coroutine_threadsafe(self._secret(origin), loop).result(PATIENCE + 1)

        return ask

    async def _secret(self, origin: str) -> str | None:
        try:
            async with asyncio.timeout(PATIENCE):
                reply = await self._server.protocol.ask_plain(SECRET, {"origin": origin})
        except (JsonRpcException, TimeoutError):
            return None
        found = reply.get("key") if isinstance(reply, dict) else None
        return found if isinstance(found, str) and len(found) <= LONGEST_KEY else None


def named(wish: str, settings: Settings) -> str:
    """Return the judge's name: as asked for, else as the user's own settings say, else the environment."""
    return wish or (settings.judge if settings.judge != "offline" else os.environ.get(JUDGE) or "offline")


def chosen(name: str, settings: Settings) -> Choice:
    """Return the choice that the user's own settings make; what they leave out, the environment may say."""
    if name not in NAMES:
        raise JudgeError(f"there is no judge {name[:40]!r}; choose {', '.join(NAMES)}")
    if name != "openai":
        return Choice(name)
    preset = "" if settings.provider == "openai" else settings.provider
    return Choice(name, settings.endpoint or ("" if preset == "custom" else preset), settings.model)
