"""Long sessions: nothing is left behind, nothing hangs."""

from __future__ import annotations

import random
import threading
import time

import pytest

from lsp_client import frame

FILE = "file:///long.md"
MEGABYTE = 1 << 20


def settled(client):
    """Wait until the server has dealt with all that was sent."""
    number = client.send_request("test/nothing")
    assert client.reply(number, timeout=30)["error"]["code"] == -32601
    client.forget()


def changes(client, first, count):
    for version in range(first, first + count):
        client.change(FILE, version, f"# A report\n\nversion {version}\n")
    settled(client)


@pytest.mark.parametrize("base", ["reportlens"], indirect=True)  # plain pygls takes half a minute to fail
def test_20000_changes_grow_memory_by_less_than_5_megabytes(odd):
    odd.initialize()
    odd.open(FILE, "")
    changes(odd, 2, 1000)
    before = odd.memory()
    changes(odd, 1002, 20_000)
    assert odd.memory() - before < 5 * MEGABYTE


@pytest.mark.parametrize("base", ["reportlens"], indirect=True)
def test_what_the_server_cannot_deal_with_yet_stays_in_the_pipe(odd):
    odd.initialize()
    settled(odd)
    odd.open(FILE, "")
    before = odd.memory()
    odd.send_request("workspace/executeCommand", {"command": "test.block", "arguments": [2]})
    # Long texts by the dozen, which the server could read while it is at work.
    sending = threading.Thread(target=lambda: [odd.change(FILE, it, "x" * MEGABYTE) for it in range(2, 52)])
    sending.start()
    time.sleep(1.5)
    grown = odd.memory() - before
    sending.join()
    assert grown < 20 * MEGABYTE
    settled(odd)


def test_100_documents_opened_and_closed_leave_nothing_behind(client):
    client.initialize()

    def cycle(number):
        uri = f"file:///{number}.md"
        client.open(uri, f"{number} " * 100_000)
        client.change(uri, 2, f"{number}. " * 100_000)
        client.close(uri)

    for number in range(10):
        cycle(number)
    settled(client)
    before = client.memory()
    for number in range(10, 110):
        cycle(number)
    settled(client)
    # One text is about 0.5 MB, all of them are about 50.
    assert client.memory() - before < 5 * MEGABYTE


def malformed(chance, number):
    """Return a frame that is broken in one of many ways."""
    request = {
        "jsonrpc": "2.0",
        "id": f"x{number}",
        "method": "textDocument/hover",
        "params": {"a": [1, {"b": None}]},
    }
    whole = frame(request)
    kind = number % 8
    if kind == 0:
        return whole[: chance.randrange(len(whole))]
    if kind == 1:
        return whole.replace(b"Content-Length", b"Content-Longth")
    if kind == 2:
        return frame(chance.randbytes(chance.randrange(1, 200)))
    if kind == 3:
        return b"Content-Length: %d\r\n\r\n{}" % chance.choice([0, 1, 7, 99, 10**6, 10**11, 10**30])
    if kind == 4:
        return b"Content-Length: %s\r\n\r\n{}" % chance.choice([b"-1", b"", b"x", b"0x10", b"1.5", b"\xff"])
    if kind == 5:
        return chance.randbytes(chance.randrange(1, 300))
    if kind == 6:
        return frame(
            chance.choice([b"null", b"[]", b"3", b'"x"', b"{}", b'{"jsonrpc":"2.0","id":{},"method":3}'])
        )
    at = chance.randrange(len(whole))
    return whole[:at] + chance.randbytes(1) + whole[at + chance.randrange(2) :]


def test_1000_malformed_frames_never_hang_it(client):
    chance = random.Random(20)
    client.initialize()
    client.open(FILE, "")
    for number in range(1000):
        client.send_raw(malformed(chance, number))
        if number % 50 == 49:
            settled(client)
    assert client.stop() == 0


def test_1000_frames_that_are_never_whole_keep_nobody_waiting(client):
    chance = random.Random(21)
    client.initialize()
    whole = frame({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"text": "x" * 500}})
    for _ in range(1000):
        client.send_raw(whole[: chance.randrange(len(whole))])
    settled(client)
    assert client.stop() == 0


def test_a_stream_that_ends_within_a_frame_ends_the_server(client):
    client.initialize()
    client.send_raw(b'Content-Length: 100\r\n\r\n{"jsonrpc"')
    client.close_stdin()
    assert client.wait_end(timeout=5) == 1


def test_params_of_any_shape_are_answered(client):
    """Whatever the params are, there is an answer, and the server goes on."""
    chance = random.Random(22)
    client.initialize()
    shapes = [None, 3, "x", [], {}, {"textDocument": None}, {"textDocument": {"uri": 3}}, [[[]]], True]
    methods = [
        "textDocument/hover",
        "workspace/executeCommand",
        "textDocument/codeAction",
        "shutdown/x",
        "initialize",
    ]
    for _ in range(200):
        reply = client.reply(client.send_request(chance.choice(methods), chance.choice(shapes)))
        assert reply["error"]["code"] in {-32601, -32602, -32600}
    assert client.stop() == 0
