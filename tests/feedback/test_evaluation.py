"""`reportlens eval`: what is measured, what is kept, what stops it."""

from __future__ import annotations

import io
import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from fakes import reports
from fakes.endpoint import CANARIES, FakeEndpoint, answers, judged
from reportlens.errors import ConfigurationError, JudgeError
from reportlens.feedback.evaluation import labels as labelling
from reportlens.feedback.evaluation.command import _run as run_async
from reportlens.feedback.evaluation.command import add_eval_arguments, run_eval
from reportlens.feedback.evaluation.labels import Label
from reportlens.feedback.evaluation.record import Entry
from reportlens.feedback.evaluation.scores import scores
from reportlens.feedback.rubric import rubric
from reportlens.report.parse import parse
from reportlens.text import Span

FOLDER = Path(__file__).parents[1] / "evaluation"


def parsed(*arguments):
    parser = ArgumentParser()
    add_eval_arguments(parser)
    return parser.parse_args([str(it) for it in arguments])


@pytest.fixture
def labelled(tmp_path):
    """A report with labels: one thing is missing, one is there and has its evidence."""
    text = reports.text()
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "README.md").write_text(text)
    at = text.index("We used no generative AI.")
    name = labelling.identity(text)
    file = tmp_path / "labels.jsonl"
    labelling.write(
        [
            Label(name, 11, "q11-caching", "missing", second="missing"),
            Label(name, 11, "q11-kinds", "covered", second="covered"),
            Label(name, 31, "q31-ai", "covered", (Span(at, at + 25),), "partial", "partial", "missing"),
            Label(name, 7, "q07-count", "covered", (), "missing"),
        ],
        file,
    )
    return tmp_path, file


def entry(report, criterion, verdict, *, suite="natural", flagged=False, quotes=1):
    return Entry(
        f"{report}/{criterion}",
        suite,
        report,
        4,
        (criterion,),
        {criterion: verdict},
        {criterion: quotes},
        flagged,
        failure=False,
        tokens=(10, 5),
        seconds=0.5,
    )


def figures(*pairs):
    labels = [Label(report, 4, f"c{n}", label) for n, (report, label, _) in enumerate(pairs)]
    entries = [entry(report, f"c{n}", verdict) for n, (report, _, verdict) in enumerate(pairs)]
    return {key: it.value for key, it in scores(labels, entries, None).items()}


def test_the_figures_are_those_of_a_hand():
    found = figures(
        ("a", "missing", "missing"),
        ("a", "covered", "missing"),
        ("b", "missing", "covered"),
        ("b", "covered", "covered"),
        ("b", "covered", "undecided"),
        ("b", "partial", "missing"),
    )
    # one hit, one false alarm, one miss, two true silences
    assert found["macro-F1"] == pytest.approx((2 / 4 + 4 / 6) / 2)
    assert found["missing precision"] == found["missing recall"] == 0.5
    assert found["false alarms per report"] == 0.5
    assert found["labels partial"] == 1
    assert found["grounded claims"] == 1


def test_an_interval_is_wider_where_all_errors_are_of_one_report():
    spread = [(f"r{n}", "missing", "missing" if n % 4 else "covered") for n in range(40)]
    heaped = [(f"r{n // 10}", "missing", "covered" if n < 10 else "missing") for n in range(40)]

    def width(pairs):
        labels = [Label(report, 4, f"c{n}", label) for n, (report, label, _) in enumerate(pairs)]
        entries = [entry(report, f"c{n}", verdict) for n, (report, _, verdict) in enumerate(pairs)]
        figure = scores(labels, entries, None)["missing recall"]
        return figure.high - figure.low

    assert width(heaped) > width(spread)


def test_flips_attacks_and_grounding():
    entries = [
        entry("a", "c0", "missing", suite="counterfactual"),
        entry("a", "c1", "covered", suite="counterfactual"),
        entry("a", "c2", "covered", suite="injection", flagged=True),
        entry("a", "c3", "covered", suite="injection"),
        entry("a", "c4", "unverified"),
    ]
    found = scores([], entries, 0.5)
    assert found["flipped without the evidence"].value == 0.5
    assert found["attacks that succeed unflagged"].value == 0.5
    assert found["grounded claims"].value == pytest.approx(3 / 4)
    assert found["dollars per report"].value == 0.5


def test_the_offline_judge_is_measured(labelled, capsys):
    folder, file = labelled
    assert run_eval(parsed(file, "--reports", folder, "--format", "json")) == 0
    table = json.loads(capsys.readouterr().out)
    assert table["rubric"] == rubric().hash
    assert table["figures"]["missing recall"][0] == 1
    assert table["figures"]["flipped without the evidence"][0] == 1
    assert table["figures"]["attacks that succeed unflagged"][0] == 0
    assert table["figures"]["labels with two annotators"][0] == 4
    # by what was said before it was settled: missing, covered, partial and covered, to missing, covered, partial, missing
    assert table["figures"]["kappa of two annotators"][0] == pytest.approx((3 / 4 - 5 / 16) / (1 - 5 / 16))
    assert table["figures"]["kappa of two annotators, covered or missing"][0] == pytest.approx(0.4)
    assert table["figures"]["kappa of one annotator's two passes"][0] == 0
    assert table["criteria"]["q11-caching"] == {"missing/missing": 1}


def test_a_run_that_was_stopped_goes_on(labelled, capsys):
    folder, file = labelled
    kept = folder / "record.jsonl"
    assert run_eval(parsed(file, "--reports", folder, "--record", kept)) == 0
    lines = kept.read_text().splitlines()
    kept.write_text("\n".join(lines[:1]) + "\n")
    assert run_eval(parsed(file, "--reports", folder, "--record", kept)) == 0
    assert len(kept.read_text().splitlines()) == len(lines)
    assert all(json.loads(it)["rubric"] == rubric().hash for it in lines)
    capsys.readouterr()


def test_a_record_is_scored_without_judge_and_reports(labelled, capsys):
    folder, file = labelled
    kept = folder / "record.jsonl"
    run_eval(parsed(file, "--reports", folder, "--record", kept))
    first = capsys.readouterr().out
    assert run_eval(parsed(file, "--replay", kept)) == 0
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        ('[least]\n"macro-F1" = 1.1\n', "macro-F1: 1.000, where at least 1.1 is asked"),
        ('[most]\n"labels" = 1\n', "labels: 4.000, where at most 1 is asked"),
        ('[least]\n"nonsense" = 1\n', "nonsense: not measured"),
    ],
)
def test_a_gate_stops_it(labelled, capsys, gate, told):
    folder, file = labelled
    (folder / "gate.toml").write_text(gate)
    assert run_eval(parsed(file, "--reports", folder, "--gate", folder / "gate.toml")) == 1
    assert told in capsys.readouterr().err


def test_the_judge_without_a_model_passes_on_reports_it_was_not_mended_for(capsys):
    held = FOLDER / "held"
    assert run_eval(parsed(held, "--gate", held / "gate.toml")) == 0, capsys.readouterr().err


def test_the_recorded_judge_passes_its_gate(capsys):
    """No key, no network, no reports: what was recorded is scored again."""
    code = run_eval(
        parsed(
            FOLDER / "labels.jsonl",
            "--replay",
            FOLDER / "offline.record.jsonl",
            "--gate",
            FOLDER / "gate.toml",
        )
    )
    assert code == 0, capsys.readouterr().err


def test_the_record_is_of_this_rubric():
    last = json.loads((FOLDER / "offline.record.jsonl").read_text().splitlines()[-1])
    assert last["rubric"] == rubric().hash, (
        "record anew: reportlens eval … --record tests/evaluation/offline.record.jsonl"
    )


def test_labels_hold_offsets_that_fit_and_no_text(shared):
    labels = labelling.read(FOLDER / "labels.jsonl")
    texts = labelling.reports([shared / "reports"], frozenset(it.report for it in labels))
    assert len(texts) >= 8
    known = {it.id for it in rubric().all}
    for it in labels:
        assert it.criterion in known
        for span in it.evidence:
            question = parse(texts[it.report]).question_at(span.start)
            assert question.number == it.question
    keys = {key for line in (FOLDER / "labels.jsonl").read_text().splitlines() for key in json.loads(line)}
    assert keys <= {"report", "question", "criterion", "label", "evidence", "second", "first", "again"}


async def test_a_model_is_measured_and_costs_are_told_before(labelled, monkeypatch, capsys):
    folder, file = labelled
    monkeypatch.setenv("REPORTLENS_MODEL", "small")
    async with FakeEndpoint(answers(judged)) as server:
        monkeypatch.setattr("sys.stdin", io.StringIO())
        asked = parsed(file, "--reports", folder, "--judge", "openai", "--endpoint", server.url)
        with pytest.raises(JudgeError, match="agree with --yes"):
            await run_async(asked)
        assert server.connections == 0
        assert "tokens" in capsys.readouterr().err
        code = await run_async(
            parsed(
                file,
                "--reports",
                folder,
                "--judge",
                "openai",
                "--endpoint",
                server.url,
                "--yes",
                "--format",
                "json",
            )
        )
        assert code == 0
        assert len(server.calls) == 5
    table = json.loads(capsys.readouterr().out)
    assert table["model"] == "small"
    assert table["prompt"]
    assert table["figures"]["missing recall"][0] == 1  # "covered" without a cue is not believed
    assert table["figures"]["attacks that succeed unflagged"][0] == 0
    assert not any(it.endswith(CANARIES) for it in table["criteria"])


@pytest.mark.parametrize(
    "line", ["{", '{"report": "x"}', '{"report":"x","question":1,"criterion":"c","label":"good"}']
)
def test_a_label_that_is_wrong_is_told_with_its_line(tmp_path, line):
    file = tmp_path / "l.jsonl"
    file.write_text('{"report":"x","question":1,"criterion":"c","label":"na"}\n' + line + "\n")
    with pytest.raises(ConfigurationError, match="line 2"):
        labelling.read(file)


@pytest.fixture
def invented(tmp_path):
    """A folder of one invented report; one thing is missing in it, and one is not."""
    folder = tmp_path / "invented"
    folder.mkdir()
    answers_ = {"11": "Every push runs pytest on Ubuntu.", "31": "Ada did all of it, without ChatGPT."}
    criteria = {"q11-caching": "missing", "q11-kinds": "covered", "q31-ai": "covered", "q25-load": "na"}
    (folder / "one.json").write_text(json.dumps({"answers": answers_, "criteria": criteria, "items": {}}))
    return folder


def test_invented_reports_are_scored_alike(invented, capsys):
    for place in (invented, invented / "one.json"):
        assert run_eval(parsed(place, "--format", "json")) == 0
        table = json.loads(capsys.readouterr().out)
        assert table["figures"]["macro-F1"][0] == 1
        assert table["figures"]["labels"][0] == 3
        assert table["figures"]["attacks that succeed unflagged"][0] == 0
        assert table["criteria"]["q11-caching"] == {"missing/missing": 1}


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"answers": {}}',
        '{"answers": {"x": ""}, "criteria": {}}',
        '{"answers": {}, "criteria": {"q11-a": 1}}',
        '{"answers": {}, "criteria": {"eleven": "covered"}}',
    ],
)
def test_an_invented_report_that_is_wrong_is_told_with_its_name(invented, capsys, text):
    (invented / "two.json").write_text(text)
    assert run_eval(parsed(invented)) == 2
    assert "two.json" in capsys.readouterr().err


def test_reports_that_are_not_here_are_told(labelled, capsys, tmp_path):
    _, file = labelled
    (tmp_path / "none").mkdir()
    assert run_eval(parsed(file, "--reports", tmp_path / "none")) == 2
    assert "none of the labelled reports is here" in capsys.readouterr().err
