"""What feedback would send, as text: where to, how much, and each byte."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, cast

from reportlens.errors import ReportlensError
from reportlens_server.feedback.asking import refuse
from reportlens_server.feedback.judges import chosen, named

if TYPE_CHECKING:
    from reportlens.feedback.openai_judge import OpenAIJudge
    from reportlens_server.feedback.asking import Wish
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked

OFFLINE = "The judge offline sends nothing: it works on this machine alone.\n"
EDITOR = "to the model that the editor lends, for each question one list of messages:\n"


async def shown(ls: ReportServer, wish: Wish) -> str:
    """Return the text; raises `JsonRpcException` with one line for the user. Sends nothing, needs no key."""
    checked = await ls.asker.ready(wish.uri)
    try:
        return await _shown(wish, checked)
    except ReportlensError as error:
        refuse(str(error))
    except ImportError:
        refuse("the packages for this judge are not installed; install reportlens[ai]")


async def _shown(wish: Wish, checked: Checked) -> str:
    choice = chosen(named(wish.judge, checked.settings), checked.settings)
    if choice.judge == "offline":
        return OFFLINE
    from reportlens.feedback import plan as planning  # noqa: PLC0415  # what these import, offline does without
    from reportlens.feedback.ladder import body  # noqa: PLC0415
    from reportlens.feedback.making import make  # noqa: PLC0415
    from reportlens.feedback.prompts import load  # noqa: PLC0415

    asked = await asyncio.to_thread(planning.requests, checked.report, wish.numbers, load())
    if choice.judge == "editor":
        messages = (body("text", it.messages, it.schema)["messages"] for _, it in asked)
        return "\n".join((EDITOR, *(json.dumps(it, ensure_ascii=False) for it in messages))) + "\n"
    # In place of a key, which nothing here needs.
    made = await asyncio.to_thread(make, choice, ask=lambda _: "none")
    assert made.place is not None
    planned = await planning.plan(asked, made.place, made.judge.model)
    try:
        sent = planning.shown(asked, cast("OpenAIJudge", made.judge))
    finally:
        await made.judge.aclose()
    return "\n".join((*planned.lines(), "", sent)) + "\n"
