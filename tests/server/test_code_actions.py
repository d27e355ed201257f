"""What can be done about a finding, and what the text is afterwards."""

from __future__ import annotations

import pytest

from lsp_client import ResponseError
from recorded import NAMES, can, recorded
from reportlens import check, parse
from server.desk import CAPABLE, desk, offset_of

PLAIN = {
    **CAPABLE,
    "workspace": {"applyEdit": True},
    "textDocument": {
        **CAPABLE["textDocument"],
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
    },
}


@pytest.fixture(params=["\n", "\r\n"])
def ends(request):
    return request.param


@pytest.fixture
def open_report(report, ends):
    """Open the report in a desk, with either line end."""

    def run(desk):
        uri = desk.open(report, report.read_text().replace("\n", ends))
        desk.shown(uri, lambda found: any(it["code"] == "RL203" for it in found))
        return uri

    return run


def titles(actions):
    return [it["title"] for it in actions]


def named(actions, title):
    (found,) = [it for it in actions if it["title"] == title]
    return found


@pytest.mark.parametrize(
    ("place", "title", "before", "after"),
    [
        ("[Y]", "Write it as [x]", "* [Y] Put", "* [x] Put"),
        ("figures/Soil", "Use figures/soil.png", "(figures/Soil.png)", "(figures/soil.png)"),
        ("[soil]", "Show the image: put `!` before the link", "\n[soil](", "\n![soil]("),
        ("--- question 4", "Remove the placeholder", "--- question 4 fill here ---\n\n", "\n"),
    ],
)
def test_a_fix_does_what_it_says(report, open_report, ends, place, title, before, after):
    with desk() as it:
        uri = open_report(it)
        action = named(it.actions(uri, place), title)
        assert action["kind"] == "quickfix"
        changed = it.applied(uri, action["edit"])
        assert changed.count("\n") == changed.count(ends)
        wanted = report.read_text().replace(before, after)
        assert changed.replace("\r\n", "\n") == wanted != report.read_text()
        code = action["diagnostics"][0]["code"]
        it.write(uri, changed)
        assert code not in [entry["code"] for entry in it.shown(uri)]


def test_edits_are_small(open_report):
    with desk() as it:
        uri = open_report(it)
        (change,) = named(it.actions(uri, "[Y]"), "Write it as [x]")["edit"]["documentChanges"]
        (edit,) = change["edits"]
        assert edit["range"]["end"]["character"] - edit["range"]["start"]["character"] <= 3


def test_a_safe_first_fix_is_preferred_where_the_client_knows_that(open_report):
    with desk() as it:
        assert named(it.actions(open_report(it), "[Y]"), "Write it as [x]")["isPreferred"]
    with desk(PLAIN) as it:
        assert "isPreferred" not in named(it.actions(open_report(it), "[Y]"), "Write it as [x]")


def test_a_client_without_versioned_edits_gets_plain_ones(open_report):
    with desk(PLAIN) as it:
        uri = open_report(it)
        action = named(it.actions(uri, "[Y]"), "Write it as [x]")
        assert list(action["edit"]) == ["changes"]
        assert "[x] Put the robot" in it.applied(uri, action["edit"])


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (["quickfix"], {"quickfix"}),
        (["refactor"], {"refactor.rewrite"}),
        (["source"], {"source.fixAll.reportlens"}),
        (["source.fixAll"], {"source.fixAll.reportlens"}),
        (["source.fixAll.reportlens"], {"source.fixAll.reportlens"}),
        (["source.organizeImports"], set()),
        (["refactor.inline", "quick"], set()),
        (None, {"quickfix", "refactor.rewrite", "source.fixAll.reportlens"}),
    ],
)
def test_only_what_is_wanted_is_offered(open_report, only, kinds):
    with desk() as it:
        uri = open_report(it)
        found = {action.get("kind") for action in it.actions(uri, "[Y]", only)}
        assert found - {"reportlens.go", None} == kinds


def test_a_finding_elsewhere_is_meant_where_the_client_says_so(open_report):
    """As Neovim does: the cursor at the start of the line, the diagnostics of the whole line."""
    with desk() as it:
        uri = open_report(it)
        (soil,) = [entry for entry in it.shown(uri) if entry["code"] == "RL203"]
        assert "Use figures/soil.png" not in titles(it.actions(uri, "[soil]"))
        assert "Use figures/soil.png" in titles(it.actions(uri, "[soil]", diagnostics=[soil]))


def test_fixing_everything_leaves_nothing_to_fix(open_report, ends):
    with desk() as it:
        uri = open_report(it)
        (action,) = it.actions(uri, 0, ["source.fixAll"])
        changed = it.applied(uri, action["edit"])
        assert changed.count("\n") == changed.count(ends)
        assert not any(fix.safe for finding in check(parse(changed)) for fix in finding.fixes[:1])
        it.write(uri, changed)
        it.shown(uri)
        assert it.actions(uri, 0, ["source.fixAll"]) == []


def test_all_faults_of_one_rule(open_report):
    with desk() as it:
        uri = open_report(it)
        it.write(uri, it.texts[uri].replace("[ ] Draw", "[X ] Draw"))
        it.shown(uri)
        action = named(it.actions(uri, "[Y]"), "Fix all 2 of box-malformed")
        changed = it.applied(uri, action["edit"])
        assert "[x] Put the robot" in changed
        assert "[x] Draw how" in changed
        assert "[soil](figures/Soil.png)" in changed
        assert len(action["diagnostics"]) == 2


def test_a_box_is_ticked_and_unticked(open_report):
    with desk() as it:
        uri = open_report(it)
        changed = it.applied(uri, named(it.actions(uri, "Measure which"), "Tick this box")["edit"])
        assert changed == it.texts[uri].replace("[ ] Measure", "[x] Measure")
        it.write(uri, changed)
        back = it.applied(uri, named(it.actions(uri, "Measure which"), "Untick this box")["edit"])
        assert back == changed.replace("[x] Measure", "[ ] Measure")


@pytest.mark.parametrize(
    ("where", "rest"),
    [
        ("question 3", "Ignore answer-too-short in question 3"),
        ("file", "Ignore answer-too-short in this file"),
    ],
)
def test_a_finding_is_suppressed(open_report, ends, where, rest):
    with desk() as it:
        uri = open_report(it)
        action = named(it.actions(uri, "### Question 3"), rest)
        assert "isPreferred" not in action
        changed = it.applied(uri, action["edit"])
        assert changed.count("\n") == changed.count(ends), where
        it.write(uri, changed)
        assert not {"RL102", "RL901", "RL902"} & {entry["code"] for entry in it.shown(uri)}


def test_nothing_is_offered_for_what_is_no_report(open_report):
    with desk() as it:
        open_report(it)
        uri = it.open("file:///kitchen/README.md", "# Bread\n\n* [Y] flour\n")
        assert it.actions(uri, "[Y]") == []


def test_columns_behind_wide_characters(report):
    with desk(encoding="utf-16") as it:
        uri = it.open(
            report,
            report.read_text().replace(
                "[soil](figures/Soil.png)", "\U0001f331\U0001f331 [soil](figures/Soil.png)"
            ),
        )
        it.shown(uri, lambda found: any(entry["code"] == "RL203" for entry in found))
        action = named(it.actions(uri, "figures/Soil"), "Use figures/soil.png")
        assert it.applied(uri, action["edit"]) == it.texts[uri].replace("Soil.png", "soil.png")


# Commands


def test_the_command_ticks_a_box(open_report):
    with desk() as it:
        uri = open_report(it)
        line = it.texts[uri].splitlines().index("* [ ] Measure which lines the tests reach (M16)")
        assert it.command("reportlens.toggleBox", uri, line) is True
        edit = it.client.wait_for("workspace/applyEdit")["edit"]
        assert it.applied(uri, edit) == it.texts[uri].replace("[ ] Measure", "[x] Measure")
        assert it.command("reportlens.toggleBox", uri, 0) is False
        assert it.command("reportlens.toggleBox", "file:///other.md", 0) is False
        with pytest.raises(ResponseError):
            it.command("reportlens.toggleBox", uri)


def test_the_command_fixes_all(open_report):
    with desk() as it:
        uri = open_report(it)
        (action,) = it.actions(uri, 0, ["source.fixAll"])
        assert it.command("reportlens.fixAll", uri) is True
        assert it.client.wait_for("workspace/applyEdit")["edit"] == action["edit"]


def test_an_edit_that_the_client_refuses_is_no_success(open_report):
    with desk() as it:
        it.client.answers["workspace/applyEdit"] = {"applied": False}
        assert it.command("reportlens.fixAll", open_report(it)) is False


def test_the_command_checks_again(open_report, report):
    with desk() as it:
        uri = open_report(it)
        count = len(it.shown(uri))
        (report.parent / "figures" / "Soil.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        assert it.command("reportlens.check", uri) == count - 1
        it.shown(uri, lambda found: len(found) == count - 1)
        assert it.command("reportlens.check", "file:///other.md") is None


def test_the_command_goes_to_a_question(open_report):
    with desk() as it:
        uri = open_report(it)
        assert it.command("reportlens.goToQuestion", uri, 3) is True
        shown = it.client.wait_for("window/showDocument")
        assert shown["uri"] == uri
        assert it.texts[uri].splitlines()[shown["selection"]["start"]["line"]].startswith("We wrote 24 tests")
        assert it.command("reportlens.goToQuestion", uri, 99) is False


@pytest.mark.parametrize("name", NAMES)
def test_every_recorded_editor_gets_fixes_in_its_own_columns(report, name):
    record = recorded(name)
    wide = report.read_text().replace("[soil](figures/Soil.png)", "\U0001f331\u00e9 [soil](figures/Soil.png)")
    with desk(record["capabilities"], clientInfo=record["clientInfo"]) as it:
        uri = it.open(report, wide)
        found = it.shown(uri, lambda found: any(entry["code"] == "RL203" for entry in found))
        (soil,) = [entry for entry in found if entry["code"] == "RL203"]
        line = it.texts[uri].splitlines()[soil["range"]["start"]["line"]]
        start, end = (
            columns_to_characters(line, soil["range"][side]["character"], it.encoding)
            for side in ("start", "end")
        )
        assert line[start:end] == "figures/Soil.png"
        if not can(record["capabilities"], "textDocument.codeAction.codeActionLiteralSupport"):
            with pytest.raises(ResponseError):
                it.actions(uri, "figures/Soil")
            return
        action = named(it.actions(uri, "figures/Soil", ["quickfix"]), "Use figures/soil.png")
        versioned = bool(can(record["capabilities"], "workspace.workspaceEdit.documentChanges"))
        assert list(action["edit"]) == ["documentChanges" if versioned else "changes"]
        assert it.applied(uri, action["edit"]) == wide.replace("Soil.png", "soil.png")


def columns_to_characters(line, column, encoding):
    return offset_of(line, {"line": 0, "character": column}, encoding)
