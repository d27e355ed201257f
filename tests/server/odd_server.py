"""A server whose handlers do everything wrong, on either base: `odd_server.py reportlens|plain`.

The tests of faults run against both; on plain pygls each of them has to fail.
"""

from __future__ import annotations

import asyncio
import ctypes
import sys
import time

from lsprotocol import types

SECRET = "zzsecretzz"


def add_oddities(server):  # noqa: C901  # many handlers, each of them simple
    state = {"finished": 0, "version": 0}

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(_):
        raise ValueError(f"about {SECRET}")

    @server.feature(types.TEXT_DOCUMENT_COMPLETION)
    def completion(_):
        return types.CompletionList(is_incomplete=False, items=[object()])

    @server.feature(types.TEXT_DOCUMENT_DECLARATION)
    async def declaration(_):
        await asyncio.sleep(30)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params):
        state["version"] = params.text_document.version
        await asyncio.sleep(0)

    @server.feature(types.WORKSPACE_DID_RENAME_FILES)
    def renamed(_):
        raise ValueError(f"about {SECRET}")

    @server.feature("test/print")
    def prints(_):
        sys.stdout.write("stray" * 10 + "\n")
        ctypes.CDLL(None).puts(b"stray from C")
        ctypes.CDLL(None).fflush(None)

    @server.feature("test/read")
    def reads(_):
        return sys.stdin.readline()

    @server.feature("test/state")
    def tell(_):
        protocol = server.protocol
        return {
            **state,
            "futures": len(protocol._request_futures),
            "tokens": len(protocol.progress.tokens) + len(getattr(protocol, "_workers", ())),
            "running": len(getattr(protocol, "running", ())),
        }

    @server.command("test.slow")
    async def slow():
        await asyncio.sleep(1)
        state["finished"] += 1

    @server.command("test.block")
    def block(seconds: float):
        time.sleep(seconds)

    @server.command("test.busy")
    async def busy():
        await asyncio.to_thread(time.sleep, 30)

    @server.command("test.stubborn")
    async def stubborn():
        while True:
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                continue

    @server.command("test.progress")
    async def progress(token: str):
        work = server.work_done_progress
        await work.create_async(token)
        work.begin(token, types.WorkDoneProgressBegin(title="counting", cancellable=True))
        task = asyncio.current_task()
        work.tokens[token].add_done_callback(lambda it: it.cancelled() and task.cancel())
        try:
            await asyncio.sleep(0.3)
        finally:
            work.end(token, types.WorkDoneProgressEnd())
        state["finished"] += 1

    @server.command("test.working")
    async def working():
        async with server.protocol.working("counting") as tell:
            tell("half", 50)
            await asyncio.sleep(1)
        state["finished"] += 1
        return "done"


def plain():
    from pygls.lsp.server import LanguageServer

    server = LanguageServer("plain", "1", types.TextDocumentSyncKind.Full)
    add_oddities(server)
    server.start_io()


def reportlens():
    from reportlens_server import __main__, server  # only on that base

    make = server.create_server

    def create_server():
        made = make()
        add_oddities(made)
        return made

    server.create_server = create_server
    __main__.main(sys.argv[2:])


if __name__ == "__main__":
    {"plain": plain, "reportlens": reportlens}[sys.argv[1]]()
