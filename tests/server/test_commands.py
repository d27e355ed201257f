"""Commands that take time: their progress, and the ways to stop them."""

from __future__ import annotations

import pytest

from lsp_client import SILENT, frame

PROGRESS = {"window": {"workDoneProgress": True}}

pytestmark = pytest.mark.parametrize("base", ["reportlens"], indirect=True)


def execute(client, name, *arguments, **more):
    return client.send_request(
        "workspace/executeCommand", {"command": name, "arguments": list(arguments), **more}
    )


def finished(client):
    """Return how many commands came to their end; nothing is left of any."""
    state = client.request("test/state", {})
    assert (state["running"], state["tokens"], state["futures"]) == (0, 0, 0)
    return state["finished"]


def kinds(client):
    return [it["params"]["value"]["kind"] for it in client.messages if it.get("method") == "$/progress"]


def test_progress_is_created_for_a_client_that_can_show_it(odd):
    odd.initialize(PROGRESS)
    number = execute(odd, "test.working")
    begun = odd.wait_for("$/progress", lambda it: it["value"]["kind"] == "begin")
    assert begun["value"] == {"kind": "begin", "title": "counting", "cancellable": True}
    assert odd.result(number) == "done"
    assert kinds(odd) == ["begin", "report", "end"]
    assert finished(odd) == 1


def test_progress_is_kept_from_a_client_that_cannot_show_it(odd):
    odd.initialize()
    assert odd.result(execute(odd, "test.working")) == "done"
    assert odd.count("window/workDoneProgress/create") == 0
    assert kinds(odd) == []


@pytest.mark.parametrize(
    "answer", [{"error": {"code": -32603, "message": "no"}}, {"error": "no"}, {"error": {}}]
)
def test_a_client_that_refuses_to_show_progress_gets_its_result_all_the_same(odd, answer):
    del odd.answers["window/workDoneProgress/create"]
    odd.refusal = answer
    odd.initialize(PROGRESS)
    assert odd.result(execute(odd, "test.working")) == "done"
    assert kinds(odd) == []


def test_an_answer_that_comes_after_the_command_was_cancelled_is_let_be(odd):
    odd.answers["window/workDoneProgress/create"] = SILENT
    odd.initialize(PROGRESS)
    number = execute(odd, "test.working")
    asked = odd.wait(lambda it: it.get("method") == "window/workDoneProgress/create")
    odd.notify("$/cancelRequest", {"id": number})
    assert odd.reply(number)["error"]["code"] == -32800
    odd.send({"id": asked["id"], "result": None})
    assert finished(odd) == 0
    assert odd.stop() == 0
    assert odd.stderr == ""


def test_work_that_is_cancelled_by_its_progress_ends_its_progress(odd):
    odd.initialize(PROGRESS)
    number = execute(odd, "test.working")
    token = odd.wait_for("$/progress")["token"]
    odd.notify("window/workDoneProgress/cancel", {"token": token})
    assert odd.reply(number)["error"]["code"] == -32800
    assert kinds(odd)[-1] == "end"
    assert finished(odd) == 0


def test_the_cancellation_of_work_that_is_done_is_let_be(odd):
    odd.initialize()
    odd.notify("window/workDoneProgress/cancel", {"token": "never"})
    odd.notify("$/cancelRequest", {"id": 99})
    odd.notify("$/cancelRequest", {"id": "never"})
    assert finished(odd) == 0


def test_a_command_cancelled_in_the_same_breath_is_answered(odd):
    odd.initialize()
    request = {
        "jsonrpc": "2.0",
        "id": 70,
        "method": "workspace/executeCommand",
        "params": {"command": "test.slow"},
    }
    cancel = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 70}}
    odd.send_raw(frame(request) + frame(cancel))
    assert odd.reply(70)["error"]["code"] == -32800
    assert finished(odd) == 0
    assert odd.stop() == 0
    assert odd.stderr == ""


def test_what_a_message_starts_has_begun_before_the_next_one_is_looked_at(odd):
    odd.initialize()
    odd.open("file:///a.md", "")
    document = {"uri": "file:///a.md", "version": 7}
    change = {"textDocument": document, "contentChanges": [{"text": "x"}]}
    odd.send_raw(
        frame({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": change})
        + frame({"jsonrpc": "2.0", "id": 71, "method": "test/state"})
    )
    assert odd.result(71)["version"] == 7


def test_an_unknown_command_and_wrong_arguments_are_refused(odd):
    odd.initialize()
    assert odd.reply(execute(odd, "test.unknown"))["error"]["code"] == -32602
    assert odd.reply(execute(odd, "test.slow", 1, 2))["error"]["code"] == -32602


def test_a_command_that_will_not_stop_does_not_hold_up_the_end(odd):
    odd.initialize()
    execute(odd, "test.stubborn")
    assert odd.stop() == 0
