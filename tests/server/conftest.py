"""Servers to talk to."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from lsp_client import Client, ResponseError, ServerEndedError
from server.desk import project

ODD = Path(__file__).with_name("odd_server.py")
PLAIN = pytest.param(
    "plain",
    marks=pytest.mark.xfail(
        raises=(AssertionError, TimeoutError, ResponseError, ServerEndedError, OSError, ValueError),
        strict=True,
        reason="plain pygls has this fault",
    ),
)


@pytest.fixture(autouse=True)
def _loggers_that_speak():
    """Undo what a library does to every logger when it sets up its own."""
    for name, it in logging.root.manager.loggerDict.items():
        if name.startswith("reportlens_server"):
            it.disabled = False


@pytest.fixture(params=["reportlens", PLAIN])
def base(request):
    """Both bases: what a test of a fault asks for; on plain pygls the test has to fail."""
    return request.param


@pytest.fixture
def odd(base):
    """A client of the odd server on that base, not initialized."""
    with Client.start([sys.executable, ODD, base]) as client:
        client.patience = 1.5 if base == "plain" else 10.0
        yield client


@pytest.fixture
def client():
    """A client of the real server, not initialized."""
    with Client.start([sys.executable, "-m", "reportlens_server", "--stdio"]) as client:
        yield client


@pytest.fixture
def report(example, tmp_path):
    """The path of a copy of the example report."""
    return project(example, tmp_path)
