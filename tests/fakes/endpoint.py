"""A server of chat completions over real HTTP that misbehaves as it is told.

Written with asyncio alone. It records each request, and when a client goes away in the middle of one.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    Scenario = Callable[["FakeEndpoint", "Call", asyncio.StreamWriter], Any]


@dataclass
class Call:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    raw: bytes
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    gone_at: float = 0.0

    @property
    def body(self) -> dict[str, Any]:
        return json.loads(self.raw)

    @property
    def prompt(self) -> str:
        return self.body["messages"][-1]["content"]

    @property
    def ids(self) -> list[str]:
        """The criteria asked about, the canary among them."""
        asked = [it["content"] for it in self.body["messages"] if "by the answer alone:" in it["content"]]
        return re.search(r"by the answer alone: ([^\n]+)\.\n", asked[0])[1].split(", ")

    @property
    def sentences(self) -> dict[int, str]:
        """The numbered pieces of the answer."""
        asked = [it["content"] for it in self.body["messages"] if "by the answer alone:" in it["content"]]
        fence = re.search(r"<<<(\w+)", asked[0])[1]
        found: dict[int, str] = {}
        for number, text in re.findall(rf"^{fence} (\d+)\| (.*)$", asked[0], re.MULTILINE):
            found[int(number)] = f"{found[int(number)]}\n{text}" if int(number) in found else text
        return found


CANARIES = ("chairs", "birds", "soup", "shoes", "piano", "ferry")


def judged(
    call: Call, verdict: str = "covered", *, canary: str = "missing", back: str = "", quote: str | None = None
):
    """A well-formed reply that quotes the first sentence."""
    number, text = next(iter(call.sentences.items()))
    table = []
    for it in call.ids:
        said = canary if it.endswith(CANARIES) else verdict
        evidence = (
            [] if said == "missing" else [{"sentence": number, "quote": text if quote is None else quote}]
        )
        table.append(
            {
                "id": it,
                "evidence": evidence,
                "verdict": said,
                "gap": "none" if said == "covered" else "no_value",
            }
        )
    return {"criteria": table, "question_back": back}


def completion(content: Any, *, reason: str = "stop", **message: Any) -> dict[str, Any]:
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "fake",
        "choices": [
            {
                "index": 0,
                "finish_reason": reason,
                "message": {"role": "assistant", "content": text, **message},
            }
        ],
        "usage": {"prompt_tokens": 1500, "completion_tokens": 200, "total_tokens": 1700},
    }


class FakeEndpoint:
    """`async with FakeEndpoint(scenario) as server:`; `server.url` ends in /v1."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.calls: list[Call] = []
        self.connections = 0
        self.arrived = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for it in list(self._tasks):
            it.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def _tasks(self) -> set[asyncio.Task[None]]:
        return self.__dict__.setdefault("_running", set())

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            call = await self._read(reader)
            if call is None:
                return
            self.calls.append(call)
            self.arrived.set()
            watch = asyncio.ensure_future(self._watch(reader, call))
            try:
                await self.scenario(self, call, writer)
                await writer.drain()
            except ConnectionError:
                self._left(call)
            finally:
                watch.cancel()
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()

    @staticmethod
    async def _watch(reader: asyncio.StreamReader, call: Call) -> None:
        try:
            while await reader.read(1024):
                pass
        except OSError:
            pass
        FakeEndpoint._left(call)

    @staticmethod
    def _left(call: Call) -> None:
        if not call.gone.is_set():
            call.gone_at = time.monotonic()
            call.gone.set()

    @staticmethod
    async def _read(reader: asyncio.StreamReader) -> Call | None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return None
        first, *rest = head.decode("latin-1").split("\r\n")
        headers = {
            k.strip().lower(): v.strip() for k, _, v in (it.partition(":") for it in rest) if k.strip()
        }
        try:
            raw = await reader.readexactly(int(headers.get("content-length", 0)))
        except asyncio.IncompleteReadError:
            return None
        method, path, _ = first.split(" ", 2)
        return Call(method, path, headers, raw)


async def send(
    writer: asyncio.StreamWriter, status: int, body: Any, kind: str = "application/json", **headers: str
) -> None:
    raw = (
        body
        if isinstance(body, bytes)
        else body.encode()
        if isinstance(body, str)
        else json.dumps(body).encode()
    )
    extra = "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in headers.items())
    writer.write(
        f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {len(raw)}\r\nconnection: close\r\n{extra}\r\n".encode()
        + raw
    )
    await writer.drain()


async def begin_stream(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
    await writer.drain()


def chunk(delta: dict[str, Any], reason: str | None = None) -> bytes:
    table = {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "fake",
        "choices": [{"index": 0, "delta": delta, "finish_reason": reason}],
    }
    return f"data: {json.dumps(table)}\n\n".encode()


def answers(make: Callable[[Call], Any], **more: Any) -> Scenario:
    """Answer each call with a completion, streamed if it asks for a stream."""

    async def scenario(_: FakeEndpoint, call: Call, writer: asyncio.StreamWriter) -> None:
        made = completion(make(call), **more)
        made["usage"]["prompt_tokens"] = max(1500, len(call.raw) // 4)
        if not call.body.get("stream"):
            await send(writer, 200, made)
            return
        message = made["choices"][0]["message"]
        await begin_stream(writer)
        text = message["content"] or ""
        for start in range(0, len(text), 40):
            writer.write(chunk({"content": text[start : start + 40]}))
            await writer.drain()
        writer.write(
            chunk(
                {k: v for k, v in message.items() if k in ("refusal", "tool_calls")},
                made["choices"][0]["finish_reason"],
            )
        )
        writer.write(
            f"data: {json.dumps({**made, 'object': 'chat.completion.chunk', 'choices': []})}\n\ndata: [DONE]\n\n".encode()
        )

    return scenario


def fails(
    status: int, message: str = "no", code: str | None = None, body: Any = None, **headers: str
) -> Scenario:
    async def scenario(_: FakeEndpoint, __: Call, writer: asyncio.StreamWriter) -> None:
        told = (
            {"error": {"message": message, "type": "invalid_request_error", "code": code}}
            if body is None
            else body
        )
        await send(writer, status, told, **headers)

    return scenario


def in_turn(*scenarios: Scenario) -> Scenario:
    """The first call meets the first scenario, and so on; the last one stays."""

    async def scenario(server: FakeEndpoint, call: Call, writer: asyncio.StreamWriter) -> None:
        await scenarios[min(len(server.calls), len(scenarios)) - 1](server, call, writer)

    return scenario


async def silent(_: FakeEndpoint, call: Call, __: asyncio.StreamWriter) -> None:
    """Take the request and say nothing until the client goes away."""
    await call.gone.wait()


async def endless_stream(_: FakeEndpoint, call: Call, writer: asyncio.StreamWriter) -> None:
    await begin_stream(writer)
    while not call.gone.is_set():
        writer.write(chunk({"content": "a" * 1000}))
        await writer.drain()
        await asyncio.sleep(0)


async def dripping(_: FakeEndpoint, call: Call, writer: asyncio.StreamWriter) -> None:
    """Keep the connection alive with nothing in it."""
    await begin_stream(writer)
    while not call.gone.is_set():
        writer.write(b": still here\n\n")
        await writer.drain()
        await asyncio.sleep(0.02)


async def huge(_: FakeEndpoint, call: Call, writer: asyncio.StreamWriter) -> None:
    """A body of 200 MB."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 200000000\r\n\r\n{")
    for _n in range(200):
        if call.gone.is_set():
            return
        writer.write(b" " * 1_000_000)
        await writer.drain()


async def packed(_: FakeEndpoint, __: Call, writer: asyncio.StreamWriter) -> None:
    await send(writer, 200, gzip.compress(b" " * 50_000_000), content_encoding="gzip")


async def cut(_: FakeEndpoint, __: Call, writer: asyncio.StreamWriter) -> None:
    """Break off in the middle, streamed or not."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 90000\r\n\r\n")
    writer.write(chunk({"content": '{"criteria": [{"id": '}))
    await writer.drain()
    writer.close()
