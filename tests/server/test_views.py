"""What is shown of a report, beside what every editor gets: switches, other files, odd texts."""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from made import report
from recorded import Editor
from reportlens.report.images import IMAGE_ENDINGS
from reportlens.report.parse import parse
from reportlens.settings import Settings
from reportlens.text import Lines
from reportlens_server import announced, reports
from reportlens_server.addresses import beside, file_of, relative
from reportlens_server.capabilities import Capabilities
from reportlens_server.counters import as_hints, as_lenses
from reportlens_server.features import code_lens
from reportlens_server.feedback.kept import Kept
from reportlens_server.positions import Ruler

CODE = "visual_studio_code_v1.65.2"
NAMES = st.text("abZ09 _-.()%#?&'!:\u00e6\U0001f600", min_size=1, max_size=12).filter(
    lambda it: it.strip(".")
)
LENSES, REFRESHED, HINTS = {"code_lens": True}, {"code_lens_refresh": True}, {"inlay_hint": True}


@pytest.fixture
def start(tmp_path):
    """Start editors; each is ended behind the test, and nothing may have failed in its server."""
    editors = []

    def start(name=CODE, settings=None, text=None, **options):
        one = Editor(name, settings, **options)
        editors.append(one)
        one.start(tmp_path)
        one.folder = tmp_path
        if text is not None:
            one.open(tmp_path / "README.md", text)
        return one

    yield start
    for one in editors:
        with one.client:
            one.client.stop()
            assert "failed" not in one.client.stderr


@given(st.lists(NAMES, min_size=1, max_size=3).map("/".join))
@example("../a.png")
def test_addresses_of_files_beside_a_report(path):
    home = Path("/home/the user/\u00e6/reports")
    uri = (home / "README.md").as_uri()
    assert file_of(beside(uri, path)) == Path(os.path.normpath(home / path))
    assert relative(beside(uri, path), uri) == path
    assert relative(uri, beside(uri, path)).endswith("README.md")


def test_addresses_of_other_kinds():
    assert beside("file:///c%3A/x/README.md", "figures/a b.png") == "file:///c%3A/x/figures/a%20b.png"
    assert beside("vscode-vfs://github/me/x/README.md", "../a.png") == "vscode-vfs://github/me/a.png"
    assert file_of("untitled:Untitled-1") is None
    assert relative("vscode-vfs://github/me/x/a.png", "file:///me/x/README.md") is None
    assert relative("file:///x/figures", "file:///x/figures/README.md") == "."


@pytest.mark.parametrize(
    ("client", "auto"),
    [
        ({}, "hints"),
        (LENSES, "lenses"),
        (LENSES | REFRESHED | HINTS, "lenses"),
        (LENSES | HINTS, "hints"),
        (HINTS, "hints"),
    ],
)
def test_one_kind_of_counters_unless_told_otherwise(client, auto):
    def shown(**switches):
        settings, able = Settings(**switches), Capabilities(**client)
        return {
            it
            for it, on in (("lenses", as_lenses(settings, able)), ("hints", as_hints(settings, able)))
            if on
        }

    assert shown() == {auto}
    assert shown(code_lens="on") == {"lenses"}
    assert shown(inlay_hints="on") == {"hints"}
    assert shown(code_lens="on", inlay_hints="on") == {"lenses", "hints"}
    assert shown(code_lens="off", inlay_hints="off") == set()


def test_others_add_lenses_of_their_own_unless_lenses_are_off(monkeypatch):
    read = parse(report())
    monkeypatch.setattr(
        code_lens, "CONTRIBUTORS", [*code_lens.CONTRIBUTORS, lambda *_: [{"title": "more", "command": "x"}]]
    )

    def shown(switch):
        document = SimpleNamespace(uri="")
        checked = SimpleNamespace(settings=Settings(code_lens=switch), report=read, document=document)
        ls = SimpleNamespace(
            session=SimpleNamespace(checked=lambda _: checked, feedback=Kept()),
            capabilities=Capabilities(inlay_hint=True),
            ruler=lambda _: Ruler(Lines(read.text), "utf-8"),
        )
        found = code_lens.handle(ls, SimpleNamespace(text_document=SimpleNamespace(uri="")))
        titles = [it["command"]["title"] for it in found or ()]
        return [it for it in titles if it != "Check completeness"][:2]

    assert shown("auto") == ["more", "more"]
    assert shown("on") == ["2 words", "more"]
    assert shown("off") == []


def test_the_figures_announced_are_those_known():
    named = re.search(r"\{(.*)\}", announced.FIGURES)[1].split(",")
    assert tuple(f".{it}" for it in named) == IMAGE_ENDINGS


def test_reports_on_disk_are_found_within_bounds_and_read_once(tmp_path, monkeypatch):
    for name in (
        "README.md",
        "a/README.md",
        "b/report.md",
        "b/notes.md",
        "node_modules/README.md",
        "c/README.md",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(report())
    (tmp_path / "c" / "README.md").write_text("# Only a title\n\n## 1 one\n\n## 2 two\n")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "README.md").write_bytes(b"\xff\xfe\0")
    closed = reports.Closed()

    def names(*besides):
        found = closed.find([tmp_path, tmp_path / "gone"], ("README.md", ""), besides, "utf-8")
        return [Path(file_of(it.uri)).relative_to(tmp_path).as_posix() for it in found]

    assert names() == ["README.md", "a/README.md", "b/report.md"]
    assert names((tmp_path / "a" / "README.md").as_uri()) == [it for it in names() if it != "a/README.md"]
    parsed = []
    monkeypatch.setattr(reports, "parse", parsed.append)
    names()
    assert not parsed
    (tmp_path / "a" / "README.md").write_text(report(answers={1: "Another group"}))
    names()
    assert len(parsed) == 1
    monkeypatch.setattr(reports, "MOST_FOLDERS", 1)
    monkeypatch.setattr(reports, "parse", reports.parse)
    assert reports.MOST_FOLDERS == 1
    assert "b/report.md" not in names()


def folded(editor):
    return {it["kind"] for it in editor.ask("textDocument/foldingRange")}


def test_everything_can_be_switched_off(start):
    off = {"codeLens": "off", "inlayHints": "off", "hover": False, "completion": False, "foldPrompts": False}
    editor = start(settings=off, text=report(answers={9: "![a]("}))
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}
    editor.client.wait_for("textDocument/publishDiagnostics", lambda it: it["diagnostics"])
    assert not editor.ask("textDocument/codeLens")
    assert not editor.ask("textDocument/inlayHint", editor.asking(range=whole))
    assert editor.ask("textDocument/hover", editor.at("Show us")) is None
    assert editor.ask("textDocument/completion", editor.at("![a](", 5)) is None
    assert folded(editor) == {"region"}


def test_a_switch_works_at_once(start):
    editor = start(text=report(answers={9: "No figure: nothing else tells the editor to ask anew"}))
    assert sum(not it["command"]["command"] for it in editor.ask("textDocument/codeLens")) == 4
    assert folded(editor) == {"region", "comment"}
    since = len(editor.client.messages)
    editor.client.answers["workspace/configuration"] = lambda it: (
        [{"codeLens": "off", "foldPrompts": False}] * len(it["items"])
    )
    editor.client.notify("workspace/didChangeConfiguration", {"settings": None})
    editor.client.wait(lambda it: it.get("method") == "workspace/codeLens/refresh", since=since)
    assert not editor.ask("textDocument/codeLens")
    assert folded(editor) == {"region"}


def test_limits_of_the_project_are_counted_against(start, tmp_path):
    (tmp_path / "reportlens.toml").write_text("[limits.3]\nwords = [1, 30]\n")
    editor = start(text=report())
    lenses = [it["command"]["title"] for it in editor.ask("textDocument/codeLens")]
    assert lenses[2] == "19 / 1\u201330 words"
    assert (
        "by the configuration" in editor.ask("textDocument/hover", editor.at("Tell us"))["contents"]["value"]
    )


def told(editor):
    return [
        it["params"]["uri"]
        for it in editor.client.messages
        if it.get("method") == "reportlens/overviewChanged"
    ]


def test_an_overview_that_changes_is_told_now_and_then(start):
    editor = start(text=report(), overview=True)
    editor.client.wait_for("reportlens/overviewChanged")
    since = len(editor.client.messages)
    for version in range(2, 302):
        editor.client.change(editor.uri, version, report(answers={1: f"Group {version}"}))
    last = editor.ask("reportlens/overview", {"uri": editor.uri})
    assert last["version"] == 301
    editor.client.wait_for("reportlens/overviewChanged", since=since)
    assert 1 < len(told(editor)) < 100
    since = len(editor.client.messages)
    editor.client.change(editor.uri, 302, "# no report any more")
    editor.client.wait_for("reportlens/overviewChanged", since=since)
    assert editor.ask("reportlens/overview", {"uri": editor.uri}) is None


def test_nobody_else_is_told_of_overviews(start):
    quiet = start(text=report())
    other = start(text="# A note\n\n## one\n", overview=True)
    for editor in (quiet, other):
        editor.client.change(editor.uri, 2, editor.text + "\nmore")
        assert editor.ask("reportlens/explain", {"rule": "RL101"})
    assert told(quiet) == told(other) == []


def test_windows_line_ends(start):
    text = report(answers={9: "Our ![a](figures/bucket.png)"}).replace("\n", "\r\n")
    editor = start()
    (editor.folder / "figures").mkdir()
    (editor.folder / "figures" / "bucket.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    editor.open(editor.folder / "README.md", text)
    tops = editor.ask("textDocument/documentSymbol")
    heads = [
        it["selectionRange"]["end"] for top in tops for it in top["children"] if "Question" in it["name"]
    ]
    assert [it["character"] for it in heads] == [len("### Question 1")] * 4
    change = editor.ask("textDocument/rename", {**editor.at("figures/b"), "newName": "figures/b.png"})
    assert editor.apply(change["documentChanges"][0]["edits"]) == text.replace("bucket.png", "b.png")
    assert (
        editor.cut(editor.ask("textDocument/definition", editor.at("repository of"))[0]["range"])
        == "### Question 9"
    )


def test_words_of_a_report_are_never_live_in_a_hover(start):
    evil = (
        "![x](http://a.example/x.png) <img src=x onerror=y> [x](command:y) www.evil.example me@evil.example"
    )
    checklist = f"* [x] A git repository of ours {evil} (M5)\n* [ ] {evil} (M98)\n* [ ] a (M97)\n"
    text = report(
        prompts={9: f"{evil}\n>"},
        section=f"## {evil}",
        checklist=checklist,
        answers={9: f"![a](figures/{evil}.png)"},
    )
    editor = start(text=text)
    for words in ("### Question 9", "* [x]", "* [ ]", "![a]"):
        said = editor.ask("textDocument/hover", editor.at(words))["contents"]["value"]
        outside = re.sub(r"(`+).*?\1", "", said)
        for live in (r"(?<!\\)!\[", r"(?<!\\)<img", r"(?<!\\)\](?=\()", r"http:/", r"www\.", r"\w@"):
            assert not re.search(live, outside), (words, live, outside)


def test_a_preview_holds_any_name(start):
    editor = start()
    (editor.folder / "figures").mkdir()
    (editor.folder / "figures" / "a) (b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    editor.open(editor.folder / "README.md", report(answers={9: "One ![a](<figures/a) (b.png>) picture"}))
    editor.client.wait(lambda it: it.get("method") == "workspace/codeLens/refresh")
    said = editor.ask("textDocument/hover", editor.at("![a]"))["contents"]["value"]
    assert said.endswith("/figures/a%29%20%28b.png|width=480)")


METHODS = (
    "hover", "definition", "references", "documentHighlight", "completion", "prepareRename", "selectionRange",
)  # fmt: skip
WHOLE = ("codeLens", "documentSymbol", "foldingRange", "documentLink")


def ask_everything(editor, rng, places=4):
    for method in WHOLE:
        editor.ask(f"textDocument/{method}")
    lines = editor.text.split("\n")
    end = {"line": len(lines), "character": 0}
    editor.ask(
        "textDocument/inlayHint", editor.asking(range={"start": {"line": 0, "character": 0}, "end": end})
    )
    editor.ask("reportlens/overview", {"uri": editor.uri})
    for _ in range(places):
        line = rng.randrange(len(lines))
        position = {"line": line, "character": rng.randrange(len(lines[line]) + 2)}
        more = {
            "position": position,
            "positions": [position],
            "context": {"includeDeclaration": True, "triggerKind": 1},
        }
        for method in METHODS:
            editor.ask(f"textDocument/{method}", editor.asking(**more))


def test_every_real_report_can_be_asked_about(start, shared_reports):
    editor = start(overview=True)
    rng = random.Random(1)
    for number, path in enumerate(shared_reports):
        editor.open(editor.folder / str(number) / "README.md", path.read_text(encoding="utf-8"))
        ask_everything(editor, rng)
        assert len(editor.ask("textDocument/codeLens")) >= 20
        editor.client.close(editor.uri)


def test_broken_reports_can_be_asked_about(start):
    editor = start(overview=True)
    rng = random.Random(2)
    source = report(
        answers={9: '![a](<figures/a b.png> "t") <img src="x.png"> ![r][r]\n\n[r]: x.png\n\n```\n'}
    )
    editor.open(editor.folder / "README.md", source)
    for version in range(2, 42):
        pieces = re.split(r"(?<=\n)|(?= )", source)
        for _ in range(rng.randrange(1, 12)):
            at = rng.randrange(len(pieces))
            pieces[at : at + rng.randrange(4)] = [
                rng.choice(["\ud83e", "\U0001f98a", "\r", "\u2028", "```", "\0", "* [x]", ""])
            ]
        editor.text = "".join(pieces)
        editor.client.change(editor.uri, version, editor.text)
        ask_everything(editor, rng, 2)
    assert json.dumps(editor.ask("reportlens/overview", {"uri": editor.uri}))
