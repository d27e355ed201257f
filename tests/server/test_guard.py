"""A feature that fails: nothing for the client, one line in the log, and the others go on."""

from __future__ import annotations

import asyncio
import logging

import pytest
from pygls.exceptions import JsonRpcInvalidParams

from reportlens_server.guard import Failures, Sparing, guarded


def first(_=None):
    raise ValueError("what a student wrote")


async def later():
    await asyncio.sleep(0)
    raise KeyError("what a student wrote")


def test_a_failure_is_answered_with_nothing_and_logged_once(caplog):
    run = guarded("hover", first, Failures(), [])
    assert [run(), run(), run()] == [[], [], []]
    assert [it.getMessage().partition(" at ")[0] for it in caplog.records] == ["hover failed: ValueError"]
    assert "student" not in caplog.text


async def test_a_failure_after_a_wait_is_no_different(caplog):
    run = guarded("hover", later, Failures())
    assert await run() is None
    assert await run() is None
    assert len(caplog.records) == 1


def test_another_feature_another_kind_or_another_place_is_another_failure(caplog):
    failures = Failures()

    def second():
        raise ValueError

    def third():
        raise TypeError

    for feature, handler in (("a", first), ("b", first), ("a", second), ("a", third), ("a", first)):
        guarded(feature, handler, failures)()
    assert len(caplog.records) == 4


def test_what_speaks_of_code_is_told(caplog):
    guarded("hover", lambda: Failures.nothing, Failures())()
    assert "has no attribute 'nothing'" in caplog.text


async def test_what_is_meant_for_the_client_passes():
    def refuses():
        raise JsonRpcInvalidParams("no")

    async def cancelled():
        raise asyncio.CancelledError

    with pytest.raises(JsonRpcInvalidParams):
        guarded("hover", refuses, Failures())()
    with pytest.raises(asyncio.CancelledError):
        await guarded("hover", cancelled, Failures())()


def test_what_happens_often_is_logged_now_and_then(caplog):
    sparing = Sparing(logging.getLogger("x"))
    for _ in range(1234):
        sparing.warn("noise", "detail")
    assert [it.getMessage() for it in caplog.records] == [
        f"noise: detail (no. {it})" for it in (1, 10, 100, 1000)
    ]
