"""Whose settings hold: the defaults, the project's file, the editor's, per folder, and all of them live."""

from __future__ import annotations

import pytest

from server.desk import CAPABLE, PUBLISH, desk, project, with_configuration, with_watching

ASKED = with_configuration(CAPABLE)
FILE_CHANGED = 2


def codes(diagnostics):
    return {it["code"] for it in diagnostics}


def changed(client, *paths):
    events = [{"uri": it.as_uri(), "type": FILE_CHANGED} for it in paths]
    client.notify("workspace/didChangeWatchedFiles", {"changes": events})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("reportlens.toml", 'ignore = ["RL102"]\nseverity = { leftover-note = "error" }\n'),
        ("pyproject.toml", '[tool.reportlens]\nignore = ["RL102"]\nseverity = { leftover-note = "error" }\n'),
    ],
)
def test_the_projects_file_holds(report, name, text):
    (report.parent.parent / name).write_text(text)
    with desk() as it:
        found = it.shown(it.open(report), lambda found: "RL203" in codes(found))
        assert "RL102" not in codes(found)
        assert [entry["severity"] for entry in found if entry["code"] == "RL106"] == [1]


def test_a_mistake_in_the_file_is_shown_there_until_it_is_mended(report):
    file = report.parent.parent / "reportlens.toml"
    file.write_text('ignore = ["RL102"]\n')
    with desk(with_watching(CAPABLE)) as it:
        uri = it.open(report)
        it.shown(uri, lambda found: "RL102" not in codes(found))
        file.write_text('# changed\nignroe = ["RL106"]\n')
        changed(it.client, file)
        shown = it.client.wait_for(PUBLISH, lambda params: params["uri"] == file.as_uri())["diagnostics"]
        (mistake,) = shown
        assert (mistake["range"]["start"]["line"], mistake["severity"]) == (1, 1)
        assert mistake["message"].startswith("ignroe: no such setting")
        assert str(file) not in mistake["message"]
        it.write(uri, it.texts[uri] + "\n")
        assert "RL102" not in codes(it.shown(uri))  # the last good settings
        file.write_text('ignore = ["RL106"]\n')
        changed(it.client, file)
        it.client.wait_for(PUBLISH, lambda params: params == {"uri": file.as_uri(), "diagnostics": []})
        it.shown(uri, lambda found: "RL102" in codes(found) and "RL106" not in codes(found))


def test_a_file_that_is_no_toml_and_one_that_appears_later(report):
    file = report.parent.parent / "reportlens.toml"
    with desk() as it:
        uri = it.open(report)
        assert "RL102" in codes(it.shown(uri))
        file.write_text("ignore = [\n")
        it.client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        it.client.wait_for(PUBLISH, lambda params: params["uri"] == file.as_uri() and params["diagnostics"])
        file.write_text('ignore = ["RL102"]\n')  # nobody tells: the slow look at files finds it
        it.shown(uri, lambda found: "RL102" not in codes(found))


def test_the_editors_settings_stand_above_the_files(report):
    (report.parent.parent / "reportlens.toml").write_text(
        'ignore = ["RL102"]\nseverity = { leftover-note = "error", box-malformed = "hint" }\n'
    )
    settings = {
        "": {
            "ignore": ["RL104"],
            "severity": {"boxMalformed": "off", "box-malformed": "error"},
            "interpreter": "python9",
        }
    }
    with desk(ASKED, settings=settings) as it:
        uri = it.open(report)
        found = it.shown(uri, lambda found: "RL104" not in codes(found))
        assert "RL102" in codes(found)
        assert [entry["severity"] for entry in found if entry["code"] == "RL301"] == [1]
        assert [entry["severity"] for entry in found if entry["code"] == "RL106"] == [1]  # the file's
        settings[""] = {"ignore": [], "severity": {}}  # as a client that sends its defaults
        it.client.notify("workspace/didChangeConfiguration", {"settings": None})
        found = it.shown(uri, lambda found: "RL102" not in codes(found))
        assert {entry["code"]: entry["severity"] for entry in found}["RL301"] == 4
        assert {entry["code"]: entry["severity"] for entry in found}["RL106"] == 1
        assert it.client.count("window/showMessage") == 0


def test_a_wrong_value_costs_no_other_and_is_told_once(report):
    settings = {"": {"ignore": ["RL102"], "severity": "loud", "limits": {"3": {"words": [0, 5]}}}}
    with desk(ASKED, settings=settings) as it:
        uri = it.open(report)
        found = it.shown(uri, lambda found: "RL102" not in codes(found))
        assert "RL103" in codes(found)
        for _ in range(2):
            it.client.notify("workspace/didChangeConfiguration", {"settings": None})
        it.settle()
        (told,) = [
            message["params"]
            for message in it.client.messages
            if message.get("method") == "window/showMessage"
        ]
        assert "severity" in told["message"]


@pytest.mark.parametrize(
    ("name", "announced", "trusted"),
    [("Neovim", True, True), ("Neovim", False, False), ("Zed", True, False), ("", True, False)],
)
def test_where_words_are_sent_is_believed_from_a_trusted_client_only(report, name, announced, trusted):
    settings = {"": {"endpoint": "https://elsewhere.example", "ignore": ["RL102"]}}
    options = {"trustedSettings": announced}
    with desk(ASKED, settings=settings, clientInfo={"name": name}, initializationOptions=options) as it:
        uri = it.open(report)
        it.shown(uri, lambda found: "RL102" not in codes(found))
        it.settle()
        told = [
            message["params"]["message"]
            for message in it.client.messages
            if message.get("method") == "window/showMessage"
        ]
        assert [("endpoint" in line) for line in told] == ([] if trusted else [True])


@pytest.mark.parametrize(
    "options",
    [
        {"settings": {"ignore": ["RL102"]}},
        {"ignore": ["RL102"], "editorModel": True},
        {"settings": {"reportlens": {"ignore": "RL102"}}},
    ],
)
def test_a_client_without_configuration_says_it_at_the_start_and_later(report, options):
    with desk(initializationOptions=options) as it:
        uri = it.open(report)
        assert "RL102" not in codes(it.shown(uri))
        it.client.notify(
            "workspace/didChangeConfiguration", {"settings": {"reportlens": {"ignore": ["RL106"]}}}
        )
        it.shown(uri, lambda found: "RL102" in codes(found) and "RL106" not in codes(found))


def test_each_folder_of_a_workspace_has_its_own_settings(example, tmp_path):
    first, second = (project(example, tmp_path / it) for it in ("one", "two"))
    folders = [{"uri": it.parents[1].as_uri(), "name": it.parents[1].name} for it in (first, second)]
    settings = {folders[0]["uri"]: {"ignore": ["RL102"]}, folders[1]["uri"]: {"ignore": ["RL106"]}}
    several = {**ASKED, "workspace": {**ASKED["workspace"], "workspaceFolders": True}}
    with desk(several, settings=settings, workspaceFolders=folders[:1]) as it:
        one, two = it.open(first), it.open(second)
        it.shown(one, lambda found: "RL102" not in codes(found) and "RL106" in codes(found))
        it.shown(two, lambda found: {"RL102", "RL106"} <= codes(found))
        event = {"added": folders[1:], "removed": []}
        it.client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        it.shown(two, lambda found: "RL102" in codes(found) and "RL106" not in codes(found))
