"""What an editor shows of a report, from the first look to the last."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlparse

from server.desk import CAPABLE, PUBLISH, desk

OTHER = "# A recipe\n\n## Ingredients\n\n* [x] flour\n* [ ] water\n\n![bread](missing.png)\n"
CODES = ["RL301", "RL102", "RL201", "RL203", "RL204", "RL104", "RL105", "RL106"]


def codes(diagnostics):
    return [it["code"] for it in diagnostics]


def test_a_report_shows_its_findings_with_its_version(report):
    with desk() as it:
        uri = it.open(report, version=7)
        assert sorted(codes(it.shown(uri, lambda found: len(found) == len(CODES)))) == sorted(CODES)


def test_other_markdown_stays_silent_and_a_report_among_it_does_not(report):
    with desk() as it:
        it.open("file:///kitchen/README.md", OTHER)
        it.open("file:///kitchen/code.py", report.read_text(), language="python")
        uri = it.open(report)
        it.shown(uri)
        assert {found["params"]["uri"] for found in it.client.messages if found.get("method") == PUBLISH} == {
            uri
        }


def test_a_document_that_becomes_a_report_and_ceases_to_be_one(report):
    with desk() as it:
        uri = it.open(report, OTHER)
        it.write(uri, report.read_text())
        assert it.shown(uri)
        it.write(uri, OTHER)
        assert it.client.wait_for(PUBLISH, lambda params: not params["diagnostics"])["uri"] == uri
        count = len(it.published(uri))
        it.write(uri, OTHER + "more\n")
        it.settle()
        assert len(it.published(uri)) == count


def test_a_mended_fault_is_gone_with_the_next_version(report):
    with desk() as it:
        uri = it.open(report)
        assert "RL301" in codes(it.shown(uri))
        it.write(uri, it.texts[uri].replace("[Y]", "[x]"))
        assert "RL301" not in codes(it.shown(uri))


def test_the_last_of_many_changes_is_shown_and_nothing_older_after_it(report):
    with desk() as it:
        uri = it.open(report)
        text = it.texts[uri]
        for number in range(60):
            it.write(uri, text + f"word {number}\n" * (number % 7))
        it.write(uri, text.replace("[Y]", "[x]"))
        assert "RL301" not in codes(it.shown(uri))
        it.settle()
        versions = [params["version"] for params in it.published(uri)]
        assert versions == sorted(versions)
        assert versions[-1] == it.versions[uri]


def test_closing_takes_the_diagnostics_away(report):
    with desk() as it:
        uri = it.open(report)
        it.shown(uri)
        it.close(uri)
        last = it.client.wait_for(PUBLISH, lambda params: not params["diagnostics"])
        assert last == {"uri": uri, "diagnostics": []}
        it.open(report)
        assert it.client.wait_for(
            PUBLISH, lambda params: params["diagnostics"], since=len(it.client.messages) - 1
        )


def test_a_client_gets_no_more_than_it_understands(report):
    with desk() as it:
        uri = it.open(report)
        found = {
            diagnostic["code"]: diagnostic
            for diagnostic in it.shown(uri, lambda them: len(them) == len(CODES))
        }
        assert found["RL104"]["tags"] == [1]
        (related,) = found["RL102"]["relatedInformation"]
        assert related["location"]["uri"] == uri
        assert (
            it.texts[uri].splitlines()[related["location"]["range"]["start"]["line"]]
            == "> Recommended answer length: 30-60 words."
        )
        assert found["RL301"]["data"]["rule"] == "box-malformed"
        page = found["RL102"]["codeDescription"]["href"]
        assert page.startswith("https://") or "RL102" in Path(unquote(urlparse(page).path)).read_text()
    with desk({}) as it:
        uri = it.open(report)
        for diagnostic in it.shown(uri):
            assert not diagnostic.keys() & {"tags", "relatedInformation", "data", "codeDescription"}


def test_a_client_that_pulls_and_refreshes_is_not_pushed_to(report):
    pulling = {
        **CAPABLE,
        "textDocument": {**CAPABLE["textDocument"], "diagnostic": {}},
        "workspace": {**CAPABLE["workspace"], "diagnostics": {"refreshSupport": True}},
    }
    with desk(pulling) as it:
        it.client.answers["workspace/diagnostic/refresh"] = None
        uri = it.open(report)
        params = {"textDocument": {"uri": uri}}
        it.client.request("textDocument/diagnostic", params)
        it.client.wait(
            lambda message: message.get("method") == "workspace/diagnostic/refresh"
        )  # the figures are known
        full = it.client.request("textDocument/diagnostic", params)
        assert (full["kind"], sorted(codes(full["items"]))) == ("full", sorted(CODES))
        again = it.client.request("textDocument/diagnostic", {**params, "previousResultId": full["resultId"]})
        assert again == {"kind": "unchanged", "resultId": full["resultId"]}
        it.write(uri, it.texts[uri].replace("[Y]", "[x]"))
        changed = it.client.request(
            "textDocument/diagnostic", {**params, "previousResultId": full["resultId"]}
        )
        assert changed["kind"] == "full"
        assert "RL301" not in codes(changed["items"])
        assert it.client.count(PUBLISH) == 0


def test_a_client_that_pulls_but_cannot_refresh_is_pushed_to(report):
    half = {**CAPABLE, "textDocument": {**CAPABLE["textDocument"], "diagnostic": {}}}
    with desk(half) as it:
        assert it.shown(it.open(report))
