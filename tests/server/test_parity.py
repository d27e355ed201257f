"""The command line and the server say the same of every report, and of every text that editing makes."""

from __future__ import annotations

import json
import random
import subprocess
import sys

import pytest

from bench.make_report import make_report
from lsp_client import environment
from reportlens import check, parse
from reportlens.disk import DiskSurroundings
from server.desk import desk, lines_of, position_of, width

SEVERITIES = {"error": 1, "warning": 2, "info": 3, "hint": 4}
EDITS = 2000
PIECES = (
    " word",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    "\U0001f331",
    "\u00e9",
    "e\u0301",
    "```\n",
    "### Question 2\n",
    "Answer:",
    "<!--",
    "-->",
    "![a](figures/x.png)",
    "* [ ] ",
    "[Y]",
    "TODO ",
    "> ",
    "--- ",
    "fill here ---",
    "##",
    "\ufeff",
    "\x0c",
    "<!-- reportlens: ignore RL102 -->",
)


def test_the_command_line_and_the_server_find_the_same(shared_reports):
    done = subprocess.run(
        [sys.executable, "-m", "reportlens", "check", "--format", "json", *map(str, shared_reports)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    told = {
        it["path"]: sorted(map(_of_the_command_line, it["findings"]))
        for it in json.loads(done.stdout)["reports"]
    }
    assert len(told) == len(shared_reports)
    with desk(encoding="utf-32") as it:
        for path in shared_reports:
            uri = it.open(path)
            it.shown(uri, lambda found, path=path: sorted(map(_of_the_server, found)) == told[str(path)])


def _of_the_command_line(finding):
    start, end = finding["range"]["start"], finding["range"]["end"]
    place = (start["line"] - 1, start["column"] - 1, end["line"] - 1, end["column"] - 1)
    return (*place, finding["code"], SEVERITIES[finding["severity"]], finding["message"])


def _of_the_server(diagnostic):
    start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
    place = (start["line"], start["character"], end["line"], end["character"])
    return (*place, diagnostic["code"], diagnostic["severity"], diagnostic["message"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_after_many_edits_the_findings_are_those_of_the_final_text(encoding, report):
    """Sent as a client does that changes ranges, in its own columns; the texts are compared by their findings."""
    chance = random.Random(encoding)
    with desk(encoding=encoding) as it:
        assert it.encoding == encoding
        uri = it.open(report, make_report())
        for number in range(EDITS):
            it.texts[uri], change = _edit(it.texts[uri], chance, encoding)
            it.versions[uri] += 1
            it.client.change(uri, it.versions[uri], change)
            if number % 100 == 99:
                it.settle()
                it.client.forget()
        text = it.texts[uri]
        wanted = sorted(
            _of_the_core(text, finding, encoding)
            for finding in check(parse(text), around=DiskSurroundings(report))
        )
        assert len(wanted) > 20
        it.write(uri, text)
        it.shown(uri, lambda found: sorted(map(_of_the_server, found)) == wanted)


def _edit(text, chance, encoding):
    """Return a text a little changed, and the change in a client's terms."""
    start = chance.randrange(len(text) + 1)
    end = min(start + chance.choice((0, 0, 0, 1, 2, 5)), len(text))
    start, end = (_not_between(text, it) for it in (start, end))
    new = chance.choice(PIECES) if chance.random() < 0.8 or end == start else ""
    places = {"start": position_of(text, start, encoding), "end": position_of(text, end, encoding)}
    return text[:start] + new + text[end:], {"range": places, "text": new}


def _not_between(text, offset):
    """No client has a position between the two halves of a line end."""
    return offset - 1 if text[offset - 1 : offset + 1] == "\r\n" else offset


def _of_the_core(text, finding, encoding):
    def place(offset):
        lines = [it for it in enumerate(lines_of(text)) if it[1][0] <= offset]
        number, (start, line) = lines[-1]
        return number, min(width(text[start:offset], encoding), width(line.rstrip("\r\n"), encoding))

    severity = SEVERITIES[finding.severity.word]
    return (*place(finding.span.start), *place(finding.span.end), finding.code, severity, finding.message)
