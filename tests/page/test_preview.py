"""`reportlens preview` over real HTTP, and in a real browser."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from page_samples import png

ROOT = Path(__file__).parents[2]

Start = Callable[..., tuple[str, "subprocess.Popen[str]"]]


@pytest.fixture
def start(project: Path) -> Iterator[Start]:
    """Start the real command; return the address it prints."""
    running: list[subprocess.Popen[str]] = []

    def run(*arguments: str) -> tuple[str, subprocess.Popen[str]]:
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "server")])
        process = subprocess.Popen(
            [sys.executable, "-m", "reportlens", "preview", "reports", *arguments],
            cwd=project,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        running.append(process)
        assert process.stdout is not None
        return process.stdout.readline().strip(), process

    yield run
    for process in running:
        process.kill()
        process.communicate()


def get(address: str, path: str = "/", **headers: str) -> tuple[int, dict[str, str], bytes]:
    host = address.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_the_page_is_served_with_a_policy_that_lets_only_its_own_script_run(start: Start) -> None:
    address, _ = start("--port", "0")
    status, headers, body = get(address)
    assert status == 200
    policy = headers["Content-Security-Policy"]
    nonce = re.search(r"script-src 'nonce-([\w-]+)'", policy)
    assert nonce is not None
    assert body.decode().count(f'<script nonce="{nonce[1]}"') == body.decode().count("<script") == 1
    assert "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store"


def test_figures_are_served_and_nothing_else(start: Start, project: Path) -> None:
    address, _ = start("--port", "0")
    source = re.search(rb'<img src="([^"]+)"', get(address)[2])
    assert source is not None
    status, headers, body = get(address, f"/{source[1].decode()}")
    assert (status, headers["Content-Type"]) == (200, "image/png")
    assert body == (project / "reports" / "figures" / "hive.png").read_bytes()
    for path in (
        "/README.md",
        "/../README.md",
        "/figures/hive.png",
        "/figure/1/x",
        "/figure/../../README.md",
        "/etc/passwd",
        "/%2e%2e/README.md",
    ):
        assert get(address, path)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", ""])
def test_a_request_for_another_host_is_refused(start: Start, host: str) -> None:
    address, _ = start("--port", "0")
    for path in ("/", "/events", "/figure/0/hive.png"):
        status, _, body = get(address, path, Host=host)
        assert status == 403
        assert b"beekeepers" not in body


def test_only_loopback_listens(start: Start) -> None:
    address, _ = start("--port", "0")
    port = int(address.rstrip("/").rpartition(":")[2])
    others = {it[4][0] for it in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {
        "127.0.0.1",
        "127.0.1.1",
    }
    for other in others:
        with socket.socket() as probe:
            probe.settimeout(2)
            assert probe.connect_ex((other, port)) != 0


def test_a_port_that_is_taken_is_said_in_one_line(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        address, process = start("--port", str(port))
        assert address == ""
        _, said = process.communicate(timeout=20)
    assert process.returncode == 2
    assert said == f"reportlens: port {port}: address already in use; `--port 0` takes a free one\n"


def test_without_a_port_of_ones_own_a_free_one_is_taken(start: Start) -> None:
    first, _ = start()
    second, _ = start()
    assert first != second
    assert get(first)[0] == get(second)[0] == 200


def test_a_save_is_told_to_those_who_listen(start: Start, project: Path) -> None:
    address, _ = start("--port", "0")
    get(address)
    connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=10)
    connection.request("GET", "/events")
    events = connection.getresponse()
    assert _event(events) == 1
    report = project / "reports" / "README.md"
    report.write_text(report.read_text(encoding="utf-8").replace("honey bees", "wild bees"), encoding="utf-8")
    assert _event(events) >= 2
    assert b"wild bees" in get(address)[2]
    (project / "reports" / "figures" / "hive.png").write_bytes(png(10, 10))
    assert _event(events) >= 3
    connection.close()


def test_a_missing_figure_that_is_put_there_is_shown(start: Start, project: Path) -> None:
    (project / "reports" / "figures" / "hive.png").unlink()
    address, _ = start("--port", "0")
    assert b"Figure not shown" in get(address)[2]
    (project / "reports" / "figures" / "hive.png").write_bytes(png(10, 10))
    _until(lambda: b"Figure not shown" not in get(address)[2])


def _event(events: http.client.HTTPResponse) -> int:
    while not (line := events.readline()).startswith(b"data: "):
        assert line
    return int(line.removeprefix(b"data: "))


def test_a_report_that_is_gone_is_said_and_shown_again_when_it_is_back(start: Start, project: Path) -> None:
    address, _ = start("--port", "0")
    report = project / "reports" / "README.md"
    text = report.read_bytes()
    report.unlink()
    _until(lambda: get(address)[0] == 503)
    assert b"no such file" in get(address)[2]
    report.write_bytes(b"\xff\xfe broken")
    _until(lambda: b"UTF-16" in get(address)[2])
    report.write_bytes(text)
    _until(lambda: get(address)[0] == 200)


def _until(true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("not in ten seconds")


def test_it_ends_quietly(start: Start) -> None:
    address, process = start("--port", "0")
    get(address)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 0
    assert said.strip() == ""


@pytest.mark.timeout(120)
def test_a_save_is_seen_in_the_browser_and_the_reader_stays_where_she_is(
    start: Start, project: Path, browser: Callable[..., Any], record_property: Callable[[str, object], None]
) -> None:
    address, _ = start("--port", "0")
    seen = browser("preview", address, str(project / "reports" / "README.md"))
    record_property("milliseconds", seen["milliseconds"])
    print("from save to sight, ms:", seen["milliseconds"])
    assert seen["errors"] == []
    assert seen["scrolled"] > 100
    assert max(seen["moved"]) <= 2
    # The goal; several workers on two cores may be slower once, never always.
    assert sorted(seen["milliseconds"])[len(seen["milliseconds"]) // 2] < 300
