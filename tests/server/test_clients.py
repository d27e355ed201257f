"""All that is shown of a report, to every recorded editor, in its own columns; signs beyond the BMP stand before every place."""

from __future__ import annotations

import struct
from itertools import pairwise

import pytest

from lsp_client import ResponseError
from made import report
from recorded import NAMES, Editor

ODD = "\U0001f98a \U0001d524"
PROMPTS = {
    1: f"{ODD} Which group are you?\n>",
    2: f"{ODD} Who wrote these lines?\n>",
    3: f"{ODD} Tell us what your program does.\n>\n> {ODD} Recommended answer length: 10-20 words.\n>",
    9: f"{ODD} Show us your storage.\n>\n> {ODD} Recommended answer length: 5-10 words and add 1-2 images.\n>",
}
ANSWERS = {
    1: f"{ODD} Group 12",
    3: f"{ODD} It sorts {ODD} pictures of cats. It also sorts {ODD} pictures of dogs.",
    9: f"{ODD} Our ![our](figures/bucket.png) and {ODD} <img src='figures/bucket.png'> and {ODD} ![gone](figures/Gone.png)",
}
CHECKLIST = f"""\
### {ODD} Week 1

* [x] {ODD} A git repository of ours (M5)
* [ ] {ODD} Something that nobody ever heard of (M99)
* [ ] {ODD} Another thing of that kind (M98)
"""
TEXT = report(
    answers=ANSWERS, prompts=PROMPTS, checklist=CHECKLIST, start=f"<!-- {ODD} -->\n", section=f"## {ODD} Part"
)
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 1, 1, 8, 2, 0, 0, 0) + bytes(100)


@pytest.fixture(scope="module", params=NAMES)
def editor(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("work")
    (folder / "figures").mkdir()
    for name in ("bucket.png", "Other one.png"):
        (folder / "figures" / name).write_bytes(PNG)
    (folder / "sub" / "reports").mkdir(parents=True)
    (folder / "sub" / "reports" / "README.md").write_text(
        report(answers={9: "![a](../../figures/bucket.png)"})
    )
    one = Editor(request.param, overview=True)
    with one.client:
        one.start(folder)
        one.folder = folder
        one.open(folder / "README.md", TEXT)
        one.client.wait(lambda it: looked_up(one, it))
        yield one
        assert one.client.stop() == 0
        assert "Traceback" not in one.client.stderr
        assert "failed" not in one.client.stderr


def looked_up(one, message):
    """Tell whether the server knows of the figures: it says so, or has the editor pull again."""
    if one.can("workspace.diagnostics.refreshSupport") and one.can("textDocument.diagnostic"):
        return message.get("method") == "workspace/diagnostic/refresh"
    shown = message.get("params", {}).get("diagnostics", ()) if "method" in message else ()
    return any(it["code"] == "RL203" for it in shown)


def test_diagnostics_stand_at_their_words(editor):
    shown = editor.client.wait_for(
        "textDocument/publishDiagnostics", lambda it: any(row["code"] == "RL203" for row in it["diagnostics"])
    )
    words = {it["code"]: editor.cut(it["range"]) for it in shown["diagnostics"]}
    assert words["RL203"] == "figures/Gone.png"


def hover(editor, words, shift=1):
    found = editor.ask("textDocument/hover", editor.at(words, shift))
    markdown = "markdown" in (editor.can("textDocument.hover.contentFormat") or ())
    assert found["contents"]["kind"] == ("markdown" if markdown else "plaintext")
    assert ("`" in found["contents"]["value"] or "**" in found["contents"]["value"]) == markdown
    return found["contents"]["value"], editor.cut(found["range"])


def test_hover_on_heading_prompt_and_answer(editor):
    for words, stretch in (
        ("### Question 9", "### Question 9"),
        ("Show us", "> \U0001f98a"),
        ("Our ![our", ODD),
    ):
        said, cut = hover(editor, words)
        assert "/ 5\u201310 words" in said
        assert "3 of 1\u20132 images" in said or "2 of 1\u20132 images" in said
        assert "by the prompt's own words" in said
        assert "git repository (line 8)" in said
        assert cut.startswith(stretch)


def test_hover_on_box_image_and_finding(editor):
    said, cut = hover(editor, "repository of ours")
    assert "git repository" in said
    assert "question 9" in said
    assert cut == f"* [x] {ODD} A git repository of ours (M5)"
    said, cut = hover(editor, "figures/bucket.png")
    assert "png, 129 bytes" in said
    assert ("![](file://" in said) == ("Visual Studio Code" in editor.record["clientInfo"]["name"])
    said, cut = hover(editor, "figures/Gone.png")
    assert "no such file" in said
    assert "image-not-found" in said
    assert cut == "figures/Gone.png"


def test_hover_on_nothing(editor):
    assert editor.ask("textDocument/hover", editor.at("# Our report")) is None


def test_counters_stand_in_one_place_only(editor):
    lenses = [it for it in editor.ask("textDocument/codeLens") or [] if not it["command"]["command"]]
    whole = {"start": {"line": 0, "character": 0}, "end": editor.place(len(TEXT))}
    hints = editor.ask("textDocument/inlayHint", editor.asking(range=whole)) or []
    prefers = editor.can("textDocument.codeLens") is not None and (
        bool(editor.can("workspace.codeLens.refreshSupport")) or editor.can("textDocument.inlayHint") is None
    )
    assert (len(lenses), len(hints)) == ((4, 0) if prefers else (0, 4))
    said = [it["command"]["title"] for it in lenses] or [it["label"] for it in hints]
    assert said[1] == "2 words"
    assert "/ 10\u201320 words" in said[2]
    places = [it["range"]["end"] for it in lenses] or [it["position"] for it in hints]
    assert [editor.text.split("\n")[it["line"]] for it in places] == [
        f"### Question {it}" for it in (1, 2, 3, 9)
    ]


def test_hints_only_for_what_is_in_sight(editor):
    sight = {"start": editor.place(0), "end": editor.place(TEXT.index("### Question 2") - 2)}
    hints = editor.ask("textDocument/inlayHint", editor.asking(range=sight)) or []
    assert len(hints) <= 1


def test_symbols(editor):
    found = editor.ask("textDocument/documentSymbol")
    if editor.can("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport"):
        names = ["Our report", "Overall checklist", f"{ODD} Week 1", f"{ODD} Part"]
        assert [it["name"] for it in found] == names
        week, part = found[2:]
        box = week["children"][0]
        assert editor.cut(box["range"]) == f"* [x] {ODD} A git repository of ours (M5)"
        assert editor.cut(part["selectionRange"]) == f"## {ODD} Part"
        assert [it["detail"] for it in part["children"]][1] == "2 words"
        assert editor.cut(part["children"][3]["range"]).endswith(ANSWERS[9] + "\n")
    else:
        names = {it["name"]: it.get("containerName") for it in found}
        assert names["Question 2: \U0001f98a \U0001d524 Who wrote these lines? (2 words)"] == f"{ODD} Part"
        assert len(found) == 11


def test_folds(editor):
    found = editor.ask("textDocument/foldingRange")
    lines = TEXT.split("\n")
    prompts = [it for it in found if it["kind"] == "comment"]
    assert [lines[it["startLine"]] for it in prompts] == [
        f"> {it.partition(chr(10))[0]}" for it in PROMPTS.values()
    ]
    assert {lines[it["endLine"]] for it in prompts} == {"> Answer:"}
    told = bool(editor.can("textDocument.foldingRange.foldingRange.collapsedText"))
    assert all(("collapsedText" in it) == told for it in prompts)
    assert len(found) == 1 + 1 + 4 + 4


def test_links_lead_to_figures_that_are_there(editor):
    found = editor.ask("textDocument/documentLink")
    assert [editor.cut(it["range"]) for it in found] == ["figures/bucket.png"] * 2
    assert {it["target"] for it in found} == {(editor.folder / "figures" / "bucket.png").as_uri()}


def completed(editor, line):
    """Type a line at the end of the last answer; return what is offered, applied, by label."""
    text = f"{TEXT}\n{ODD} {line}"
    shown, editor.text = editor.text, text
    try:
        editor.client.change(editor.uri, 2, text)
        found = editor.ask("textDocument/completion", editor.asking(position=editor.place(len(text)))) or {
            "items": []
        }
        assert found.get("isIncomplete", False) == any(
            it["label"].startswith("figures/") for it in found["items"]
        )
        return {it["label"]: editor.apply([it["textEdit"]])[len(TEXT) + 1 :] for it in found["items"]}, found[
            "items"
        ]
    finally:
        editor.text = shown
        editor.client.change(editor.uri, 3, shown)


def test_completion_of_figures_and_rules(editor):
    made, _ = completed(editor, "![a](fig")
    assert made == {
        "figures/Other one.png": f"{ODD} ![a](<figures/Other one.png>",
        "figures/bucket.png": f"{ODD} ![a](figures/bucket.png",
    }
    made, _ = completed(editor, "<img src='")
    assert made["figures/Other one.png"] == f"{ODD} <img src='figures/Other one.png"
    made, items = completed(editor, "<!-- reportlens: ignore image-n")
    assert made["image-not-found"] == f"{ODD} <!-- reportlens: ignore image-not-found"
    formats = editor.can("textDocument.completion.completionItem.documentationFormat") or ()
    kind = "markdown" if "markdown" in formats else "plaintext"
    assert {it["documentation"]["kind"] for it in items} == {kind}
    assert completed(editor, "plain words (") == ({}, [])


def cuts(editor, found):
    return [editor.cut(it["range"]) for it in found or ()]


def test_definition_and_references(editor):
    item = f"* [x] {ODD} A git repository of ours (M5)"
    assert cuts(editor, editor.ask("textDocument/definition", editor.at("repository of"))) == [
        "### Question 9"
    ]
    assert cuts(editor, editor.ask("textDocument/definition", editor.at("Show us"))) == [item]
    assert editor.ask("textDocument/definition", editor.at("It also")) is None
    [place] = editor.ask("textDocument/definition", editor.at("figures/bucket"))
    assert place["uri"] == (editor.folder / "figures" / "bucket.png").as_uri()
    assert editor.ask("textDocument/definition", editor.at("figures/Gone")) is None
    for declared, found in ((True, [item, "### Question 9"]), (False, ["### Question 9"])):
        params = {**editor.at("repository of"), "context": {"includeDeclaration": declared}}
        assert cuts(editor, editor.ask("textDocument/references", params)) == found
    params = {**editor.at("figures/bucket"), "context": {"includeDeclaration": False}}
    assert cuts(editor, editor.ask("textDocument/references", params)) == ["figures/bucket.png"] * 2
    assert cuts(editor, editor.ask("textDocument/documentHighlight", editor.at("Show us"))) == [
        item,
        "### Question 9",
    ]


def test_selection_grows(editor):
    position = editor.place(TEXT.index("dogs") + 1)
    [chain] = editor.ask("textDocument/selectionRange", editor.asking(positions=[position]))
    grown = []
    while chain:
        grown.append(editor.cut(chain["range"]))
        chain = chain.get("parent")
    assert grown[0] == "dogs"
    assert grown[1] == f"It also sorts {ODD} pictures of dogs."
    assert grown[2] == ANSWERS[3]
    assert grown[-1] == TEXT
    assert all(small in large for small, large in pairwise(grown))


def test_rename_of_a_figure(editor):
    if "rename" not in (editor.can("workspace.workspaceEdit.resourceOperations") or ()):
        assert "renameProvider" not in editor.server
        with pytest.raises(ResponseError):
            editor.ask("textDocument/rename", {**editor.at("figures/bucket"), "newName": "figures/b.png"})
        return
    prepared = editor.ask("textDocument/prepareRename", editor.at("figures/bucket"))
    assert (editor.cut(prepared["range"]), prepared["placeholder"]) == ("figures/bucket.png",) * 2
    for words in ("It also", "figures/Gone"):
        assert editor.ask("textDocument/prepareRename", editor.at(words)) is None
    change = editor.ask("textDocument/rename", {**editor.at("figures/bucket"), "newName": "figures/my b"})
    edits, move = change["documentChanges"]
    assert editor.apply(edits["edits"]) == TEXT.replace(
        "(figures/bucket.png)", "(<figures/my b.png>)"
    ).replace("'figures/bucket.png'", "'figures/my b.png'")
    assert (move["kind"], move["oldUri"], move["newUri"]) == (
        "rename", (editor.folder / "figures/bucket.png").as_uri(), (editor.folder / "figures/my b.png").as_uri(),
    )  # fmt: skip
    for new, why in (("figures/Other one.png", "already"), ("a?.png", "in the name"), ("", "no name")):
        with pytest.raises(ResponseError, match=why):
            editor.ask("textDocument/rename", {**editor.at("figures/bucket"), "newName": new})


def test_files_renamed_elsewhere_take_the_links_along(editor):
    old, new = ((editor.folder / it).as_uri() for it in ("figures", "my images"))
    change = editor.ask("workspace/willRenameFiles", {"files": [{"oldUri": old, "newUri": new}]})
    operations = editor.can("workspace.workspaceEdit.resourceOperations") or ()
    if editor.can("workspace.workspaceEdit.documentChanges") or "rename" in operations:
        edits = {it["textDocument"]["uri"]: it["edits"] for it in change["documentChanges"]}
    else:
        edits = change["changes"]
    assert "<my images/bucket.png>" in editor.apply(edits[editor.uri])
    other = editor.folder / "sub" / "reports" / "README.md"
    if editor.can("workspace.workspaceFolders") or editor.name == "bare":
        text = other.read_text()
        assert "(<../../my images/bucket.png>)" in editor.apply(edits[other.as_uri()], text)
    for untouched in (
        f"{old}2",
        (editor.folder / "sub").as_uri(),
        (editor.folder / "sub" / "reports").as_uri(),
    ):
        files = [{"oldUri": untouched, "newUri": f"{untouched}3"}]
        assert editor.ask("workspace/willRenameFiles", {"files": files}) is None


def test_symbols_of_the_workspace(editor):
    found = editor.ask("workspace/symbol", {"query": "storage"})
    uris = [editor.uri, (editor.folder / "sub" / "reports" / "README.md").as_uri()]
    assert [it["location"]["uri"] for it in found] == uris
    assert editor.cut(found[0]["location"]["range"]) == "### Question 9"
    assert editor.ask("workspace/symbol", {"query": "nothing like this"}) == []


def test_overview(editor):
    editor.client.wait_for("reportlens/overviewChanged", lambda it: it["uri"] == editor.uri)
    found = editor.ask("reportlens/overview", {"uri": editor.uri})
    assert (found["uri"], found["edition"]) == (editor.uri, "")
    assert found["official"] == {"outcome": "checked", "passed": 3, "total": 4}
    assert found["boxes"] == {"ticked": 1, "total": 3}
    last = found["questions"][3]
    assert editor.cut(last["range"]).startswith("### Question 9")
    assert editor.cut(last["answer"]) == ANSWERS[9]
    assert last["limits"] == {"words": [5, 10], "images": [1, 2]}
    assert last["findings"] > 0
    assert editor.ask("reportlens/overview", {"uri": "file:///nowhere.md"}) is None


def test_explain(editor):
    assert editor.ask("reportlens/explain", {"rule": "RL102"})["markdown"].startswith(
        "# answer-too-short (RL102)"
    )
    assert "criterion-missing" in editor.ask("reportlens/explain", {"rule": "RL501"})["markdown"]
    assert "| RL203 | image-not-found |" in editor.ask("reportlens/explain", {"rule": ""})["markdown"]
    with pytest.raises(ResponseError, match="no rule is called 'nonsense'"):
        editor.ask("reportlens/explain", {"rule": "nonsense"})


def test_actions_edit_in_the_editors_columns(editor):
    if not editor.can("textDocument.codeAction.codeActionLiteralSupport"):
        assert "codeActionProvider" not in editor.server
        return
    place = editor.place(TEXT.index("repository of"))
    params = editor.asking(range={"start": place, "end": place}, context={"diagnostics": []})
    found = [
        it for it in editor.ask("textDocument/codeAction", params) if it.get("kind") == "refactor.rewrite"
    ]
    edit = found[0]["edit"]
    if editor.can("workspace.workspaceEdit.documentChanges"):
        edits = edit["documentChanges"][0]["edits"]
    else:
        edits = edit["changes"][editor.uri]
    assert editor.apply(edits) == TEXT.replace("[x]", "[ ]")
    gone = editor.place(TEXT.index("figures/Gone"))
    params = editor.asking(
        range={"start": gone, "end": gone}, context={"diagnostics": [], "only": ["quickfix"]}
    )
    assert any("image-not-found" in it["title"] for it in editor.ask("textDocument/codeAction", params))
