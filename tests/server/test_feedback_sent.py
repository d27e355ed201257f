"""Feedback by a model: what is sent, when, to whom, after which question, and what becomes of it."""

from __future__ import annotations

import json
import time

import pytest
from markdown_it import MarkdownIt

from fakes import reports
from fakes.endpoint import answers, dripping, fails, judged, silent
from fakes.session import CODE, Session, endpoint, feedback_of
from lsp_client import SILENT, ResponseError
from reportlens.feedback.openai_judge import CONCURRENT

KEY = "sk-CANARY-qponmlkjihgfedcba"
ONCE, ALWAYS, NO = "Send once", "Send, and do not ask again in this folder", "Send nothing"
ASKED = "window/showMessageRequest"
FIRST = "There are 12 tests."
COMPLETE = "reportlens/llm/complete"


def says(title):
    return {ASKED: {"title": title}}


def to(server, **more):
    return {"judge": "openai", "provider": "custom", "endpoint": server.url, "model": "small-one", **more}


def wait(fits, seconds=10.0):
    end = time.monotonic() + seconds
    while not fits():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture
def partial():
    with endpoint(answers(lambda call: judged(call, "partial"))) as server:
        yield server


def test_consent_names_what_would_be_sent_and_where_to(tmp_path, partial):
    with Session(tmp_path, settings=to(partial), answers=says(ONCE)) as session:
        reply = session.feedback(7, 8)
        asked = session.client.wait_for(ASKED)
        assert [it["title"] for it in asked["actions"]] == [ONCE, ALWAYS, NO]
        for words in (
            f"http://127.0.0.1:{partial.port}",
            "small-one",
            "2 (7, 8)",
            "tokens",
            "price",
            "Send 2 answers",
        ):
            assert words in asked["message"]
        assert len(partial.calls) == 2
        assert reply["judge"] == "openai (small-one)"
        sent = b"".join(it.raw for it in partial.calls)
        assert FIRST.encode() in sent
        for word in (b"s123456", b"s654321", b"Lovelace"):
            assert word not in sent


@pytest.mark.parametrize("answer", [{"title": NO}, {"title": "Yes"}, {}, None, "Send once", ...])
def test_without_consent_nothing_is_sent(tmp_path, partial, answer):
    answers_ = {} if answer is ... else {ASKED: answer}
    with Session(tmp_path, settings=to(partial), answers=answers_) as session:
        if answer is ...:
            del session.client.answers[ASKED]
        with pytest.raises(ResponseError, match="nothing was sent"):
            session.feedback(7)
        assert not [it for it in session.sockets if it.startswith("socket.connect")]
    assert partial.connections == 0


def test_consent_for_once_and_for_always(tmp_path, partial):
    with Session(tmp_path, settings=to(partial), answers=says(ONCE)) as session:
        session.feedback(7)
        session.feedback(7)  # remembered: nothing is sent, so nobody is asked
        assert (session.client.count(ASKED), len(partial.calls)) == (1, 1)
        session.feedback(8)
        assert (session.client.count(ASKED), len(partial.calls)) == (2, 2)
        session.client.answers[ASKED] = {"title": ALWAYS}
        session.feedback(9)
        session.feedback(11)
        assert (session.client.count(ASKED), len(partial.calls)) == (3, 4)
        session.command("reportlens.forget")
        session.feedback(11)
        assert (session.client.count(ASKED), len(partial.calls)) == (4, 5)
    with Session(tmp_path, settings=to(partial), answers=says(ONCE)) as session:
        assert session.feedback(11)["threads"]  # the next session remembers, too
        assert (session.client.count(ASKED), len(partial.calls)) == (0, 5)


def test_a_report_that_wants_no_model_gets_none(tmp_path, partial):
    text = "<!-- reportlens: no-llm -->\n" + reports.text()
    with Session(tmp_path, text=text, settings=to(partial), answers=says(ONCE)) as session:
        with pytest.raises(ResponseError, match="asks not to be sent to a model"):
            session.feedback()
        assert session.client.count(ASKED) == 0
    assert partial.connections == 0


def test_what_is_found_in_part_stands_at_its_words_and_moves_with_them(tmp_path, partial):
    with Session(tmp_path, settings=to(partial), answers=says(ONCE)) as session:
        session.feedback(7)
        found = feedback_of(session.published(lambda it: it))
        assert {it["code"] for it in found} == {"RL502"}
        assert {it["severity"] for it in found} == {3}
        assert {session.cut(it["range"]) for it in found} == {FIRST}
        assert session.lenses()[7] == "0 of 2 covered"
        session.change(session.text.replace(FIRST, f"Well. {FIRST}"))
        found = feedback_of(session.published(lambda it: it))
        assert {session.cut(it["range"]) for it in found} == {FIRST}
        assert all(it["message"].endswith("(the answer has changed since)") for it in found)
        assert session.lenses()[7] == "0 of 2 covered \u00b7 stale"
        session.change(session.text.replace(f"Well. {FIRST}", "A dozen."))
        found = feedback_of(session.published(lambda it: it))
        assert {it["code"] for it in found} == {"RL503"}
        assert all("no longer there" in it["message"] for it in found)
        assert len(partial.calls) == 1


def test_an_edit_during_the_judging_is_not_judged(tmp_path):
    with endpoint(answers(lambda call: judged(call, "partial"))) as server:
        wanted = []

        def edit(params):
            session.change(reports.text().replace(FIRST, f"Well. {FIRST}"))
            wanted.append(1)
            return {"title": ONCE}

        with Session(tmp_path, settings=to(server), answers={ASKED: edit}) as session:
            reply = session.feedback(7)
            assert wanted
            assert reply["version"] == 2
            assert all(it["stale"] for it in reply["threads"])
            assert {session.cut(it["range"]) for it in reply["threads"]} == {FIRST}


AT_ONCE = 0.2
"""Seconds; the best of a few tries counts, for the machine may be busy with something else."""
TRIES = 5


@pytest.mark.parametrize("scenario", [silent, dripping])
@pytest.mark.parametrize("way", ["request", "progress", "command"])
def test_cancelling_reaches_the_endpoint_at_once(tmp_path, way, scenario):
    with (
        endpoint(scenario) as server,
        Session(tmp_path, settings=to(server), answers=says(ALWAYS)) as session,
    ):
        waits = [_cancelled(session, server, way)]
        while min(waits) > AT_ONCE and len(waits) < TRIES:
            waits.append(_cancelled(session, server, way))
        assert min(waits) <= AT_ONCE
        assert not feedback_of(session.published())


def _cancelled(session, server, way):
    """Return how many seconds after a person's click the endpoint saw the last of its connections closed."""
    client, before, since = session.client, len(server.calls), len(session.client.messages)
    if way == "command":
        arguments = [session.uri, None]
        params = {"command": "reportlens.feedback", "arguments": arguments, "workDoneToken": "t"}
        number = client.send_request("workspace/executeCommand", params)
    else:
        number = session.sent(workDoneToken="t")
    wait(lambda: len(server.calls) == before + CONCURRENT)
    started = time.monotonic()
    if way == "progress":
        client.notify("window/workDoneProgress/cancel", {"token": "t"})
    else:
        client.notify("$/cancelRequest", {"id": number})
    wait(lambda: all(it.gone.is_set() for it in server.calls))
    with pytest.raises(ResponseError) as refused:
        client.result(number)
    assert refused.value.code == -32800
    client.wait_for("$/progress", lambda it: it["value"]["kind"] == "end", since=since)
    assert len(server.calls) == before + CONCURRENT  # none of those that waited for their turn
    return max(it.gone_at for it in server.calls) - started


def test_one_flight_for_a_question(tmp_path):
    with endpoint(silent) as server, Session(tmp_path, settings=to(server), answers=says(ALWAYS)) as session:
        first = session.sent(7)
        wait(lambda: len(server.calls) == 1)
        second = session.sent(7)
        third = session.sent(7, 8)
        wait(lambda: len(server.calls) == 2)
        session.client.notify("$/cancelRequest", {"id": first})
        with pytest.raises(ResponseError):
            session.client.result(first)
        assert not server.calls[0].gone.is_set()  # the others still wait for it
        for it in (second, third):
            session.client.notify("$/cancelRequest", {"id": it})
        wait(lambda: all(it.gone.is_set() for it in server.calls))
        assert len(server.calls) == 2


def test_a_failure_is_one_line_and_loses_nothing(tmp_path):
    scenarios = [answers(lambda call: judged(call, "partial")), fails(401, "bad key")]

    async def scenario(server, call, writer):
        await scenarios[min(len(server.calls), 2) - 1](server, call, writer)

    with (
        endpoint(scenario) as server,
        Session(tmp_path, settings=to(server), answers=says(ALWAYS)) as session,
    ):
        session.feedback(7)
        shown = session.published(lambda it: it)
        session.change(session.text.replace(FIRST, f"{FIRST} And so on."))
        with pytest.raises(ResponseError) as refused:
            session.feedback(7)
        assert "\n" not in refused.value.message
        assert "key" in refused.value.message
        assert refused.value.code == -32803
        found = feedback_of(session.published(lambda it: it))
        assert [it["range"] for it in found] == [it["range"] for it in feedback_of(shown)]


def test_one_question_that_fails_hides_neither_the_others_nor_what_was_said_of_it(tmp_path):
    async def scenario(server, call, writer):
        bad = len(server.calls) > 2 and "edge cases" in call.prompt
        await (fails(401) if bad else answers(lambda it: judged(it, "partial")))(server, call, writer)

    with (
        endpoint(scenario) as server,
        Session(tmp_path, settings=to(server), answers=says(ALWAYS)) as session,
    ):
        session.feedback(7, 8)
        session.published(lambda it: it)
        for words in (FIRST, "edge cases stay untested."):
            session.change(session.text.replace(words, f"{words} And so on."))
        reply = session.feedback(7, 8)
        assert {(it["question"], it["stale"]) for it in reply["threads"]} == {(7, False), (8, True)}
        assert session.lenses()[8].endswith("\u00b7 stale")


def test_words_of_a_model_are_shown_as_words(tmp_path):
    def evil(call):
        return judged(
            call, "missing", back="Which [tests](http://evil/) <img src=//evil> ![x](http://evil/) ran?"
        )

    text = reports.text(
        {**reports.ANSWERS, 7: "Our [tests](http://evil/) <img src=//evil> ran, ran and ran."}
    )
    with (
        endpoint(answers(evil)) as server,
        Session(tmp_path, text=text, settings=to(server), answers=says(ONCE)) as session,
    ):
        reply = session.feedback(7)
        said = session.hover("Our [tests]")
        for document in (reply["summary"], said[said.index("**Completeness**") :]):
            tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(document)
            kinds = {it.type for token in tokens for it in (token, *(token.children or ()))}
            assert not kinds & {"link_open", "image", "html_inline", "html_block"}


class Secrets:
    """An editor that keeps a key for one origin."""

    def __init__(self, origin, key=KEY):
        self.origin, self.key, self.asked = origin, key, []

    def __call__(self, params):
        self.asked.append(params)
        return {"key": self.key if params["origin"] == self.origin else None}


def test_the_key_comes_from_the_editor_and_goes_to_its_origin_alone(tmp_path, partial):
    secrets = Secrets(f"http://127.0.0.1:{partial.port}")
    more = {"reportlens/secret": secrets, **says(ALWAYS)}
    log = tmp_path / "log.txt"
    with Session(
        tmp_path,
        settings=to(partial),
        answers=more,
        options={"secrets": True, "trace": "verbose"},
        arguments=("--log-level", "debug", "--log-file", str(log)),
    ) as session:
        session.client.notify("$/setTrace", {"value": "verbose"})
        session.feedback(7)
        assert secrets.asked == [{"origin": secrets.origin}]
        assert partial.calls[0].headers["authorization"] == f"Bearer {KEY}"
        session.client.request("reportlens/showRequest", {"uri": session.uri})
        session.command("reportlens.feedback", session.uri, None)
        partial.scenario = fails(401, f"Incorrect API key provided: {KEY}")
        session.change(session.text.replace(FIRST, "Other words."))
        with pytest.raises(ResponseError) as refused:
            session.feedback(7)
        assert KEY not in str(refused.value)
        session.client.stop()
        assert KEY not in session.everything()
        assert KEY[3:12] not in session.everything()
        assert KEY not in log.read_text()


def test_a_client_that_keeps_no_secrets_is_not_asked(tmp_path, partial):
    variables = {"REPORTLENS_API_KEY": KEY, "REPORTLENS_API_ORIGIN": partial.url}
    with Session(tmp_path, settings=to(partial), answers=says(ONCE), **variables) as session:
        session.feedback(7)
        assert session.client.count("reportlens/secret") == 0
        assert partial.calls[0].headers["authorization"] == f"Bearer {KEY}"
        assert KEY not in session.everything()


def test_the_environment_may_name_judge_endpoint_and_model(tmp_path, partial):
    variables = {
        "REPORTLENS_JUDGE": "openai",
        "REPORTLENS_ENDPOINT": partial.url,
        "REPORTLENS_MODEL": "from-outside",
    }
    with Session(tmp_path, client="helix", answers=says(ONCE), **variables) as session:
        assert session.feedback(7)["judge"] == "openai (from-outside)"


def test_what_would_be_sent_can_be_seen_and_is_not_sent(tmp_path, partial):
    with Session(tmp_path, settings=to(partial), answers=says(ALWAYS)) as session:
        text = session.client.request("reportlens/showRequest", {"uri": session.uri, "question": 7})["text"]
        assert f"http://127.0.0.1:{partial.port}" in text
        body = json.loads(text.strip().rsplit("\n", 1)[1])
        assert body["model"] == "small-one"
        assert FIRST in body["messages"][-1]["content"]
        whole = session.client.request("reportlens/showRequest", {"uri": session.uri})["text"]
        assert "s123456" not in whole
        assert partial.connections == 0
        assert session.client.count("reportlens/secret") == session.client.count(ASKED) == 0
        session.feedback(7)
        sent = partial.calls[0].body
        assert {it: sent[it] for it in sent if it not in ("messages", "response_format")} == {
            it: body[it] for it in body if it not in ("messages", "response_format")
        }
        assert sent["messages"][0] == body["messages"][0]


def test_what_would_be_sent_elsewhere_can_be_seen_without_a_key(tmp_path):
    settings = {
        "judge": "openai",
        "provider": "custom",
        "endpoint": "https://models.example.org/v1",
        "model": "m",
    }
    secrets = Secrets("https://models.example.org:443")
    with Session(
        tmp_path, settings=settings, options={"secrets": True}, answers={"reportlens/secret": secrets}
    ) as session:
        text = session.client.request("reportlens/showRequest", {"uri": session.uri, "question": 7})["text"]
        assert "endpoint   https://models.example.org:443" in text
        assert not secrets.asked
        assert not session.sockets


def lent(params):
    """Answer as a model would: everything partly, by the first piece."""
    asked = next(it["content"] for it in params["messages"] if "by the answer alone:" in it["content"])

    class Call:
        pass

    from fakes.endpoint import Call as Real

    raw = json.dumps({"messages": params["messages"]}).encode()
    return (
        {"text": json.dumps(judged(Real("POST", "/", {}, raw), "partial")), "model": "hand-1"}
        if asked
        else {}
    )


def test_the_editor_lends_its_model(tmp_path):
    with Session(
        tmp_path, settings={"judge": "editor"}, options={"editorModel": True}, answers={COMPLETE: lent}
    ) as session:
        reply = session.feedback(7)
        asked = session.client.wait_for(COMPLETE)
        assert set(asked) == {"messages", "purpose", "maxTokens"}
        assert "\n" not in asked["purpose"]
        assert reply["judge"] == "editor (hand-1)"
        assert {it["verdict"] for it in reply["threads"]} == {"partial"}
        assert session.watched == []  # no socket, and none of the packages that other judges need
        shown = session.client.request("reportlens/showRequest", {"uri": session.uri, "question": 7})["text"]
        assert json.loads(shown.strip().rsplit("\n", 1)[1])[0] == asked["messages"][0]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"error": {"kind": "no-model", "message": "x"}}, "no language model"),
        ({"error": {"kind": "no-permission", "message": "x"}}, "may not be used"),
        ({"error": {"kind": "blocked", "message": "x"}}, "held the reply back"),
        ({"error": {"kind": "cancelled", "message": "x"}}, "stopped"),
        ({"error": {"kind": "failed", "message": "secret\nwords"}}, "the editor's model failed"),
        ({"error": "odd"}, "the editor's model failed"),
        ({"text": 5}, "sent no text"),
        ({"text": "no JSON", "model": "m"}, "cannot be read"),
        ([], "not understood"),
        (None, "not understood"),
        (..., "could not ask its model"),
    ],
)
def test_an_editor_that_cannot_lend_its_model(tmp_path, answer, words):
    options = {"editorModel": True}
    with Session(
        tmp_path, settings={"judge": "editor"}, options=options, answers={COMPLETE: answer}
    ) as session:
        if answer is ...:
            del session.client.answers[COMPLETE]
        with pytest.raises(ResponseError, match=words) as refused:
            session.feedback(7)
        assert "secret" not in refused.value.message
        assert "\n" not in refused.value.message


def test_cancelling_stops_the_editors_model(tmp_path):
    options = {"editorModel": True}
    with Session(
        tmp_path, settings={"judge": "editor"}, options=options, answers={COMPLETE: SILENT}
    ) as session:
        number = session.sent(7)
        asked = session.client.wait(lambda it: it.get("method") == COMPLETE)
        session.client.notify("$/cancelRequest", {"id": number})
        assert session.client.wait_for("$/cancelRequest") == {"id": asked["id"]}
        with pytest.raises(ResponseError):
            session.client.result(number)


def test_the_day_has_a_cap(tmp_path, partial):
    settings = to(partial, maxTokensPerDay=3_000)
    with Session(tmp_path, settings=settings, answers=says(ALWAYS)) as session:
        session.feedback(7)
        with pytest.raises(ResponseError, match="allowed per day"):
            session.feedback(8)
        assert len(partial.calls) == 1
        assert session.lenses()[7] == "0 of 2 covered"


EVIL = ("judge", "provider", "endpoint", "model", "maxCost", "maxTokensPerDay")


def hostile(session_folder, url):
    """Put the evil server wherever a workspace can put anything."""
    evil = {
        "judge": "openai",
        "provider": "custom",
        "endpoint": url,
        "model": "evil",
        "base_url": url,
        "proxy": url,
    }
    lines = "".join(f"{name} = {json.dumps(it)}\n" for name, it in evil.items())
    work = session_folder / "work"
    for folder in (work, work / "reports"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".vscode").mkdir()
        flat = {f"reportlens.{name}": it for name, it in evil.items()}
        (folder / ".vscode" / "settings.json").write_text(json.dumps(flat))
        (folder / "reportlens.toml").write_text(lines)
        (folder / "pyproject.toml").write_text(f"[tool.reportlens]\n{lines}")
        (folder / ".env").write_text(
            f"OPENAI_BASE_URL={url}\nREPORTLENS_JUDGE=openai\nREPORTLENS_ENDPOINT={url}\nREPORTLENS_MODEL=evil\nHTTPS_PROXY={url}\n"
        )
        (folder / "sitecustomize.py").write_text("raise SystemExit(1)\n")
        for name in ("openai", "pydantic", "argparse", "sqlite3", "keyring"):
            (folder / f"{name}.py").write_text("raise SystemExit(1)\n")
        (folder / "prompts").mkdir()
        (folder / "prompts" / "judge.system.md").write_text("---\nversion: 1\n---\nevil\n")
    return {**evil, "reportlens": evil}


@pytest.mark.parametrize(
    ("client", "trusted"),
    [("Zed", True), ("helix", True), ("", True), (CODE, False), ("Neovim", False), (CODE, 1)],
)
def test_a_hostile_workspace_reaches_nothing(tmp_path, client, trusted):
    with endpoint(answers(judged)) as server:
        evil = hostile(tmp_path, server.url)
        options = {"settings": evil, **evil, "trustedSettings": trusted}
        with Session(
            tmp_path, settings=evil, client=client, options=options, answers=says(ALWAYS), OPENAI_API_KEY=KEY
        ) as session:
            session.client.notify("workspace/didChangeConfiguration", {"settings": {"reportlens": evil}})
            session.client.notify(
                "workspace/didChangeWatchedFiles",
                {"changes": [{"uri": (session.folder / "reportlens.toml").as_uri(), "type": 2}]},
            )
            session.client.notify("textDocument/didSave", session.asking())
            assert session.feedback()["judge"] == "offline"
            session.command("reportlens.feedback", session.uri, None)
            with pytest.raises(ResponseError, match="no model is named"):
                session.feedback(7, judge="openai")
            with pytest.raises(ResponseError, match="no model is named"):
                session.client.request("reportlens/showRequest", {"uri": session.uri, "judge": "openai"})
            assert session.client.count(ASKED) == 0
            assert not session.sockets
            assert KEY not in session.everything()
        assert server.connections == 0


def test_a_hostile_workspace_beside_a_users_own_settings(tmp_path, partial):
    """The user's own judge is used, and neither its address nor its prompts are the workspace's."""
    with endpoint(answers(judged)) as bad:
        hostile(tmp_path, bad.url)
        proxies = {"HTTPS_PROXY": bad.url, "HTTP_PROXY": bad.url, "OPENAI_BASE_URL": bad.url}
        with Session(tmp_path, settings=to(partial), answers=says(ALWAYS), **proxies) as session:
            assert session.feedback(7)["judge"] == "openai (small-one)"
        assert len(partial.calls) == 1
        assert b"evil" not in partial.calls[0].raw
        assert bad.connections == 0


def test_a_whole_session_without_a_click_opens_no_socket(tmp_path, partial):
    variables = {"REPORTLENS_API_KEY": KEY, "REPORTLENS_API_ORIGIN": partial.url}
    options = {"editorModel": True, "secrets": True, "overview": True}
    with Session(
        tmp_path, settings=to(partial), answers=says(ALWAYS), options=options, **variables
    ) as session:
        client = session.client
        for number in range(5):
            session.change(session.text.replace(FIRST, f"{FIRST} And {number}."))
            for method in ("codeLens", "documentSymbol", "foldingRange", "documentLink"):
                client.request(f"textDocument/{method}", session.asking())
            session.hover(FIRST)
            session.actions(FIRST)
            session.actions(FIRST, only=["source"], triggerKind=2)
            client.request("textDocument/completion", session.asking(position=session.place(FIRST)))
            client.request("reportlens/overview", {"uri": session.uri})
            client.notify("textDocument/didSave", session.asking())
        session.command("reportlens.check", session.uri)
        client.request("reportlens/showRequest", {"uri": session.uri, "judge": "offline"})
        session.published()
        client.close(session.uri)
        client.open(session.uri, session.text, 9)
        client.request("textDocument/codeLens", session.asking())
        for method in (COMPLETE, "reportlens/secret", ASKED):
            assert client.count(method) == 0
        assert client.stop() == 0
        assert session.watched == []
    assert partial.connections == 0
