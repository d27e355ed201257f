"""Feedback on completeness in the editor, by the judge that needs nothing: asked for, shown, gone stale, forgotten."""

from __future__ import annotations

import stat
import urllib.request
from pathlib import Path

import cmarkgfm
import pytest
from markdown_it import MarkdownIt

from fakes import reports
from fakes.session import CAPABILITIES, Session, feedback_of
from lsp_client import ResponseError
from made import report

RUNS = "Every push runs pytest and ruff on Ubuntu with Python 3.12."
SHORT = "Every push runs pytest."
TEXT = reports.text({**reports.ANSWERS, 11: SHORT})
DEADLY = {"link_open", "image", "html_block", "html_inline"}


@pytest.fixture
def session(tmp_path):
    with Session(tmp_path, text=TEXT) as one:
        yield one
        assert "failed" not in one.client.stderr


def kinds(markdown):
    """Return all that readers of Markdown make of a text; one of them makes links of bare addresses."""
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(markdown)
    html = cmarkgfm.github_flavored_markdown_to_html(markdown)
    links = {"link_open"} if "<a " in html else set()
    return links | {it.type for token in tokens for it in (token, *(token.children or ()))}


def test_what_is_not_found_stands_at_the_end_of_the_answer(session):
    before = session.published()
    reply = session.feedback(11)
    assert reply["uri"] == session.uri
    assert reply["version"] == 1
    assert reply["judge"] == "offline"
    thread = reply["threads"][0]
    assert thread["question"] == 11
    assert thread["verdict"] == "missing"
    assert not thread["stale"]
    shown = session.published(lambda it: it)
    found = feedback_of(shown)
    assert [it for it in shown if it not in found] == before
    assert len(found) == len(reply["threads"])
    one = found[0]
    assert (one["code"], one["severity"], one["source"]) == ("RL501", 4, "reportlens")
    assert one["message"].startswith("not found: ")
    assert one["message"] == thread["message"].split("\n")[0]
    assert one["range"] == thread["range"]
    assert session.cut(one["range"]) == SHORT[-1]
    asked = one["relatedInformation"][0]["location"]
    assert asked["uri"] == session.uri
    assert (
        asked["range"]["start"]["line"]
        == session.place("> **Tell about your continuous integration.")["line"]
    )


def test_lens_and_hover_tell_it(session):
    assert set(session.lenses()) == {4, 7, 8, 9, 11, 31}
    assert set(session.lenses().values()) == {"Check completeness"}
    assert "Completeness" not in session.hover(SHORT)
    since = len(session.client.messages)
    missing = len(session.feedback(11)["threads"])
    assert missing
    session.client.wait(lambda it: it.get("method") == "workspace/codeLens/refresh", since=since)
    assert session.lenses()[11] == f"{missing} not found"
    assert session.lenses()[4] == "Check completeness"
    said = session.hover(SHORT)
    assert f"**Completeness**: {missing} not found, by offline" in said
    assert said.count("- not found: ") == missing


def test_the_command_is_for_clients_that_know_commands_alone(session):
    count = session.command("reportlens.feedback", session.uri, None)
    shown = session.client.wait_for("window/showDocument")
    file = Path(shown["uri"].removeprefix("file://"))
    assert session.home in file.parents
    assert stat.S_IMODE(file.stat().st_mode) == 0o400
    text = file.read_text()
    assert "| 11 |" in text
    assert text.count("\n- not found: ") >= count >= 1
    assert not kinds(text) & DEADLY
    assert session.command("reportlens.feedback", session.uri, [11]) <= count  # once more: over the file
    assert "| 4 |" not in file.read_text()


def test_a_summary_is_no_report(session):
    session.command("reportlens.feedback", session.uri, None)
    shown = session.client.wait_for("window/showDocument")
    text = Path(shown["uri"].removeprefix("file://")).read_text()
    session.client.open(shown["uri"], text)
    assert session.client.request("textDocument/codeLens", {"textDocument": {"uri": shown["uri"]}}) is None


def test_a_document_that_is_no_file_where_the_client_asks_for_such(tmp_path):
    able = {**CAPABILITIES, "workspace": {"textDocumentContent": {}}}
    with Session(tmp_path, text=TEXT, capabilities=able) as session:
        assert session.server["workspace"]["textDocumentContent"]["schemes"] == ["reportlens-feedback"]
        session.command("reportlens.feedback", session.uri, [11])
        shown = session.client.wait_for("window/showDocument")
        assert shown["uri"].startswith("reportlens-feedback:/")
        asked = {"uri": shown["uri"]}
        assert "| 11 |" in session.client.request("workspace/textDocumentContent", asked)["text"]
        assert not list(session.home.rglob("*.md"))
        session.command("reportlens.forget")
        assert not session.client.request("workspace/textDocumentContent", asked)["text"]


def test_one_line_where_no_document_can_be_shown(tmp_path):
    with Session(tmp_path, text=TEXT, capabilities={}) as session:
        count = session.command("reportlens.feedback", session.uri, [11])
        said = session.client.wait_for("window/showMessage")
        assert said["message"].startswith(f"{count} remark")


def test_actions_are_commands_and_of_no_kind(session):
    both = ["Check completeness of question 11", "Check completeness of the whole report"]
    found = [it for it in session.actions(SHORT) if it["title"] in both]
    assert [it["title"] for it in found] == both
    assert all(set(it) == {"title", "command"} for it in found)
    assert [it["command"]["arguments"] for it in found] == [[session.uri, [11]], [session.uri, None]]
    for only in ("quickfix", "source", "source.fixAll", "source.fixAll.reportlens", "refactor", ""):
        assert not [it for it in session.actions(SHORT, only=[only]) if it["title"] in both]
    assert not [it for it in session.actions(SHORT, triggerKind=2) if it["title"] in both]
    assert [it["title"] for it in session.actions("s123456", triggerKind=1)][-1:] == both[1:]
    assert not session.server["codeActionProvider"].get("resolveProvider")


def test_progress_under_the_clients_own_token(session):
    session.feedback(7, 8, workDoneToken="mine")
    told = [it["params"] for it in session.client.messages if it.get("method") == "$/progress"]
    assert {it["token"] for it in told} == {"mine"}
    assert [it["value"]["kind"] for it in told] == ["begin", "report", "report", "end"]
    assert told[0]["value"]["cancellable"]
    assert told[2]["value"]["percentage"] == 100


def test_an_edit_elsewhere_moves_it_and_an_edit_of_the_answer_makes_it_stale(session):
    missing = len(session.feedback(11)["threads"])
    line = feedback_of(session.published(lambda it: it))[0]["range"]["start"]["line"]
    session.change("A new line.\n" + TEXT)
    found = feedback_of(session.published(lambda it: it))
    assert {it["range"]["start"]["line"] for it in found} == {line + 1}
    assert not any("changed since" in it["message"] for it in found)
    session.change(TEXT.replace(SHORT, f"{SHORT} It is quick, too."))
    found = feedback_of(session.published(lambda it: it))
    assert len(found) == missing
    assert all(it["message"].endswith("(the answer has changed since)") for it in found)
    assert session.cut(found[0]["range"]) == "."
    assert session.lenses()[11] == f"{missing} not found \u00b7 stale"
    assert "\u00b7 stale" in session.hover(SHORT)
    session.change(TEXT)
    assert not any("changed" in it["message"] for it in feedback_of(session.published(lambda it: it)))
    assert session.lenses()[11] == f"{missing} not found"


def test_what_is_gone_takes_its_feedback_along(session):
    session.feedback(11)
    session.published(lambda it: it)
    session.change(TEXT.replace(SHORT, "--- question 11 fill here ---"))
    session.published(lambda it: not it)
    session.change(TEXT[: TEXT.index("### Question 11")])
    session.published(lambda it: not it)
    session.change(TEXT)
    session.published(lambda it: it)


def test_closing_loses_nothing(session):
    session.feedback(11)
    session.published(lambda it: it)
    session.client.close(session.uri)
    session.client.wait_for(
        "textDocument/publishDiagnostics", lambda it: not it["diagnostics"] and "version" not in it
    )
    session.version = 7
    session.client.open(session.uri, TEXT, version=7)
    session.published(lambda it: it)


def test_forgetting(session):
    session.command("reportlens.feedback", session.uri, [11])
    assert list(session.home.rglob("*.md"))
    session.published(lambda it: it)
    since = len(session.client.messages)
    assert session.command("reportlens.forget") is None
    session.published(lambda it: not it, since=since)
    assert session.lenses()[11] == "Check completeness"
    assert not list(session.home.rglob("*.md"))


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"questions": [1, 2]}, "ask who you are"),
        ({"questions": [99]}, "no such question"),
        ({"questions": ["1"]}, "numbers of questions"),
        ({"questions": [True]}, "numbers of questions"),
        ({"judge": "oracle"}, "there is no judge"),
        ({"judge": 5}, "a judge's name"),
        ({"judge": "editor"}, "lends no language model"),
        ({"judge": "openai"}, "no model is named"),
        ({"uri": "file:///nowhere.md"}, "not a report that is open"),
        ({"uri": None}, "a uri is wanted"),
    ],
)
def test_what_cannot_be_judged_is_told_in_one_line(session, params, words):
    with pytest.raises(ResponseError, match=words) as refused:
        session.client.request("reportlens/feedback", {"uri": session.uri, **params})
    assert "\n" not in refused.value.message
    session.published(lambda it: not it)


def test_words_of_a_stranger_are_shown_as_words(tmp_path):
    evil = "Explain ![x](http://evil/a) [y](command:evil) <img src=//evil> http://evil/c **so** `code`!"
    text = report(
        prompts={3: f"{evil}\n>", 9: f"Describe {evil}\n>"}, answers={9: "Nothing of that.", 3: "Cats."}
    )
    with Session(tmp_path, text=text) as session:
        reply = session.feedback()
        assert any("<img src=//evil>" in it["criterion"] for it in reply["threads"])
        assert not kinds(reply["summary"]) & (DEADLY | {"code_inline"})
        said = session.hover("Cats.")
        told = said[said.index("**Completeness**") :]
        assert "evil" in told
        assert not kinds(told.replace("**Completeness**", "")) & (DEADLY | {"code_inline", "strong_open"})


def test_the_preview_is_served_on_loopback(session):
    reply = session.client.request("reportlens/page", {"uri": session.uri})
    assert reply["url"].startswith("http://127.0.0.1:")
    assert SHORT in urllib.request.urlopen(reply["url"]).read().decode()
    assert session.client.request("reportlens/page", {"uri": session.uri}) == reply
    session.client.stop()
    with pytest.raises(OSError):
        urllib.request.urlopen(reply["url"])


def test_no_preview_of_what_is_no_file(session):
    session.client.open("untitled:one", TEXT)
    with pytest.raises(ResponseError, match="save the report first"):
        session.client.request("reportlens/page", {"uri": "untitled:one"})


def test_the_offline_judge_opens_nothing_and_imports_no_package_of_a_model(session):
    session.feedback()
    session.command("reportlens.feedback", session.uri, None)
    shown = session.client.request("reportlens/showRequest", {"uri": session.uri})
    assert shown["text"].startswith("The judge offline sends nothing")
    assert session.watched == []
