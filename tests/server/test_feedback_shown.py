"""Feedback that is shown before all of it is there, and feedback that is shown again when a report is opened."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from fakes import reports
from fakes.endpoint import answers, fails, judged
from fakes.session import Session, endpoint, feedback_of
from lsp_client import ResponseError

ASKED = "window/showMessageRequest"
AGREED = {ASKED: {"title": "Send, and do not ask again in this folder"}}
PARTIAL = answers(lambda call: judged(call, "partial"))
FIRST = "There are 12 tests."
LONG = 0.7
"""Seconds after which what is shown again would be there."""
EARLIER = "(from an earlier session)"


def to(server, **more):
    return {"judge": "openai", "provider": "custom", "endpoint": server.url, "model": "small-one", **more}


class Held:
    """An endpoint that answers about one question and keeps the others waiting."""

    def __init__(self, words, then=PARTIAL):
        self.words, self.then, self.free = words, then, threading.Event()

    async def __call__(self, server, call, writer):
        if self.words not in call.prompt:
            while not self.free.is_set():  # noqa: ASYNC110  # set from another thread
                await asyncio.sleep(0.01)
            await self.then(server, call, writer)
        else:
            await PARTIAL(server, call, writer)


def test_each_result_is_shown_as_soon_as_it_is_there(tmp_path):
    held = Held(FIRST)
    with endpoint(held) as server, Session(tmp_path, settings=to(server), answers=AGREED) as session:
        number = session.sent(7, 8, 9, workDoneToken="t", partialResultToken="p")
        shown = feedback_of(session.published(lambda it: it))
        assert {session.cut(it["range"]) for it in shown} == {FIRST}
        assert session.lenses()[7] == "0 of 2 covered"
        assert session.lenses()[8] == "Check completeness"
        part = session.client.wait_for("$/progress", lambda it: it["token"] == "p")["value"]
        assert (part["questions"], part["uri"], part["judge"]) == ([7], session.uri, "openai (small-one)")
        assert {it["question"] for it in part["threads"]} == {7}
        assert not [it for it in session.client.messages if it.get("id") == number]
        held.free.set()
        reply = session.client.result(number)
        assert {it["question"] for it in reply["threads"]} == {7, 8, 9}
        assert [it for it in reply["threads"] if it["question"] == 7] == part["threads"]
        session.published(lambda it: len(it) == len(reply["threads"]))


def test_what_was_judged_stays_when_the_rest_is_cancelled(tmp_path):
    held = Held(FIRST)
    with endpoint(held) as server, Session(tmp_path, settings=to(server), answers=AGREED) as session:
        number = session.sent()
        shown = session.published(lambda it: it)
        session.client.notify("$/cancelRequest", {"id": number})
        with pytest.raises(ResponseError):
            session.client.result(number)
        session.change(session.text + "\n")
        assert len(feedback_of(session.published(lambda it: it))) == len(feedback_of(shown))


def test_a_failure_is_told_at_the_end(tmp_path):
    held = Held(FIRST, fails(401))
    with endpoint(held) as server, Session(tmp_path, settings=to(server), answers=AGREED) as session:
        number = session.sent(7, 8)
        shown = feedback_of(session.published(lambda it: it))
        assert {it["code"] for it in shown} == {"RL502"}
        held.free.set()
        session.client.result(number)
        session.published(lambda it: {"RL502", "RL505"} == {one["code"] for one in it})


def test_an_edit_meanwhile_leaves_what_arrives_stale(tmp_path):
    held = Held("71%")
    with endpoint(held) as server, Session(tmp_path, settings=to(server), answers=AGREED) as session:
        number = session.sent(7, 8)
        session.published(lambda it: it)
        session.change(session.text.replace(FIRST, f"Well. {FIRST}"))
        held.free.set()
        told = session.client.result(number)["threads"]
        assert {(it["question"], it["stale"]) for it in told} == {(7, True), (8, False)}


def test_a_report_opened_again_shows_what_was_said_and_asks_nobody(tmp_path):
    with endpoint(PARTIAL) as server:
        with Session(tmp_path, settings=to(server), answers=AGREED) as session:
            session.feedback(7, 8)
            before = feedback_of(session.published(lambda it: it))
        calls, connections = len(server.calls), server.connections
        (tmp_path / "watched").unlink()
        options = {"secrets": True, "editorModel": True}
        with Session(tmp_path, settings=to(server), answers=AGREED, options=options) as session:
            shown = feedback_of(session.published(lambda it: it))
            assert [it["range"] for it in shown] == [it["range"] for it in before]
            assert [it["message"] for it in shown] == [f"{it['message']} {EARLIER}" for it in before]
            assert session.lenses()[7] == "0 of 2 covered \u00b7 from an earlier session"
            assert "by openai (small-one)" in session.hover(FIRST)
            asked = {it.get("method") for it in session.client.messages if "id" in it}
            assert not asked & {ASKED, "reportlens/secret", "reportlens/llm/complete"}
            assert session.watched == []  # no socket, and none of the packages that a judge needs
            assert (len(server.calls), server.connections) == (calls, connections)
            session.change(session.text.replace(FIRST, f"Well. {FIRST}"))
            session.published(lambda it: any("changed since" in one["message"] for one in it))
            session.change(reports.text())
            reply = session.feedback(7)  # now somebody has asked
            assert {it["message"].endswith(EARLIER) for it in reply["threads"]} == {False}
            session.published(lambda it: 0 < sum(EARLIER in one["message"] for one in it) < len(it))


def test_an_answer_that_is_another_one_by_now_has_nothing_to_show(tmp_path):
    with endpoint(PARTIAL) as server:
        with Session(tmp_path, settings=to(server), answers=AGREED) as session:
            session.feedback(7, 8)
        text = reports.text({**reports.ANSWERS, 7: "A dozen, of the data."})
        with Session(tmp_path, text=text, settings=to(server), answers=AGREED) as session:
            session.published(lambda it: it)
            assert session.lenses()[7] == "Check completeness"
            assert session.lenses()[8].endswith("from an earlier session")
        with Session(tmp_path, settings=to(server), answers=AGREED) as session:
            elsewhere = session.file.with_name("copy.md").as_uri()
            session.client.open(elsewhere, session.text)
            session.published(lambda it: it)
            time.sleep(LONG)
            shown = session.client.wait_for(
                "textDocument/publishDiagnostics", lambda it: it["uri"] == elsewhere
            )
            assert not feedback_of(shown["diagnostics"])


def test_the_judge_that_needs_nothing_is_recalled_too(tmp_path):
    with Session(tmp_path) as session:
        missing = session.feedback()["threads"]
        assert missing
    with Session(tmp_path) as session:
        shown = feedback_of(session.published(lambda it: it))
        assert [it["message"] for it in shown] == [
            f"{it['message'].splitlines()[0]} {EARLIER}" for it in missing
        ]
        assert session.watched == []
        session.command("reportlens.forget")
        session.published(lambda it: not it)
    with Session(tmp_path) as session:
        time.sleep(LONG)
        assert set(session.lenses().values()) == {"Check completeness"}


@pytest.mark.parametrize("way", ["setting", "environment", "later"])
def test_nothing_is_remembered_where_nothing_may_be(tmp_path, way):
    settings = {"remember": False} if way == "setting" else {}
    variables = {"REPORTLENS_REMEMBER": "no"} if way == "environment" else {}
    with endpoint(PARTIAL) as server:
        with Session(tmp_path, settings=to(server, **settings), answers=AGREED, **variables) as session:
            session.feedback(7)
            session.command("reportlens.feedback", session.uri, [7])
            assert len(server.calls) == (1 if way == "later" else 2)
            if way != "later":
                assert session.client.wait_for("window/showMessage")["message"].startswith("2 remarks")
                assert not list(session.home.rglob("*.md"))
                assert _empty(session)
        with Session(tmp_path, settings=to(server, remember=way != "later"), answers=AGREED) as session:
            time.sleep(LONG)
            assert session.lenses()[7] == "Check completeness"
            assert not feedback_of(session.published())


def _empty(session):
    """Tell whether the memory holds no word about a report."""
    file = session.home / "cache" / "reportlens" / "feedback.sqlite3"
    return not any(it in file.read_bytes() for it in (b"partial", b"q07", b"small-one", b"12 tests"))
