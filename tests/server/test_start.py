"""How the server starts and ends, as an editor and a person see it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tomllib
from contextlib import contextmanager
from pathlib import Path

import pytest

from lsp_client import Client, environment, frame

SERVER = [sys.executable, "-m", "reportlens_server"]
REPO = Path(__file__).resolve().parents[2]


def run(*arguments):
    return subprocess.run(
        [*SERVER, *arguments], env=environment(), capture_output=True, text=True, timeout=20, check=False
    )


@pytest.mark.parametrize(
    "arguments", [[], ["--stdio"], ["--stdio", "--log-level", "error", "--clientProcessId=1"]]
)
def test_it_speaks_over_stdio_by_default(arguments):
    with Client.start([*SERVER, *arguments]) as client:
        found = client.initialize()
        assert found["serverInfo"]["name"] == "reportlens"
        assert found["capabilities"]["textDocumentSync"] == {
            "openClose": True,
            "change": 1,
            "save": {"includeText": False},
        }
        assert client.stop() == 0
        assert client.stderr == ""


def test_it_tells_its_version():
    done = run("--version")
    version = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]["version"]
    assert (done.returncode, done.stdout) == (0, f"reportlens-server {version}\n")


@pytest.mark.parametrize(
    "arguments",
    [["--tcp", "0.0.0.0:0"], ["--tcp", "example.org:1"], ["--tcp", "x"], ["--tcp", "70000"], ["--what"]],
)
def test_a_mistake_on_the_command_line_is_told_and_ends_with_2(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert "usage: reportlens-server" in done.stderr


def test_the_process_named_on_the_command_line_is_watched():
    with (
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as editor,
        Client.start([*SERVER, f"--clientProcessId={editor.pid}"]) as client,
    ):
        client.initialize()
        editor.kill()
        assert client.wait_end(timeout=5) == 1


def test_a_process_of_another_system_is_not_watched():
    """A client in a container sends a number that means nothing here."""
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
        with Client.start(SERVER) as client:
            client.initialize(process_id=gone.pid)
            assert client.stop() == 0


def test_exit_after_shutdown_ends_with_0_and_at_once(client):
    client.initialize()
    assert client.stop(timeout=2) == 0


def test_the_end_of_the_stream_after_shutdown_is_no_failure(client):
    client.initialize()
    client.request("shutdown")
    client.close_stdin()
    assert client.wait_end(timeout=5) == 0


def test_a_client_that_reads_no_more_ends_the_server():
    pipe = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(SERVER, env=environment(), **pipe) as process:
        process.stdout.close()
        process.stdin.write(frame({"jsonrpc": "2.0", "id": 1, "method": "test/nothing"}))
        process.stdin.flush()
        try:
            assert process.wait(5) == 1
        finally:
            process.kill()


def test_initialize_comes_once(client):
    client.initialize()
    number = client.send_request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    assert client.reply(number)["error"]["code"] == -32600


def test_an_initialize_that_is_refused_may_be_said_again(client):
    number = client.send_request("initialize", {"capabilities": 3})
    assert client.reply(number)["error"]["code"] == -32602
    assert client.initialize()["capabilities"]


def test_the_log_goes_to_a_file(tmp_path):
    log = tmp_path / "log.txt"
    with Client.start([*SERVER, "--log-file", log, "--log-level", "debug"]) as client:
        client.initialize()
        client.open("file:///a.md", "what a student wrote")
        client.notify("textDocument/didChange", {"textDocument": "what a student wrote"})
        client.send_raw(frame(b"what a student wrote"))
        assert client.stop() == 0
        assert client.stderr == ""
    found = log.read_text()
    assert "not understood" in found
    assert "student" not in found
    assert "asyncio" not in found


@contextmanager
def listening(address):
    with subprocess.Popen([*SERVER, "--tcp", address], env=environment(), stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


class Socket:
    """A debugger's connection."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.file = self.socket.makefile("rwb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()
        self.socket.close()

    def say(self, **message):
        self.file.write(frame({"jsonrpc": "2.0", **message}))
        self.file.flush()

    def hear(self):
        line = self.file.readline()
        return self.file.read(int(line.split(b":")[1]) + 2) if line else b""


def test_one_client_is_served_over_tcp_and_no_second_one():
    with listening("0") as process:
        port = int(re.search(rb"127\.0\.0\.1:(\d+)", process.stderr.readline())[1])
        with Socket(port) as first:
            first.say(
                id=1,
                method="initialize",
                params={"processId": os.getpid(), "rootUri": None, "capabilities": {}},
            )
            assert b'"reportlens"' in first.hear()
            with Socket(port) as second:
                assert second.hear() == b""
            first.say(id=2, method="shutdown")
            assert b'"id":2' in first.hear()
            first.say(method="exit")
            assert process.wait(5) == 0


def test_a_tcp_client_that_leaves_ends_the_server():
    with subprocess.Popen(
        [*SERVER, "--tcp", "localhost:0"], env=environment(), stderr=subprocess.PIPE
    ) as process:
        port = int(re.search(rb":(\d+)$", process.stderr.readline().strip())[1])
        with Socket(port) as only:
            only.say(
                id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}}
            )
            assert only.hear()
        assert process.wait(5) == 1


def test_nothing_heavy_is_imported_before_the_answer_to_initialize():
    """The core and what it stands on wait until the client has its answer."""
    code = "import sys, reportlens_server.server as it; it.create_server(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    found = set(done.stdout.split())
    assert not {it.partition(".")[0] for it in found} & {"markdown_it", "openai", "pydantic", "tiktoken"}
    assert not found & {"argparse", "ctypes"}
    assert not [it for it in found if it.startswith("reportlens.")]
