"""Which edition a report was made from, and the limits that follow."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportlens.checking import check
from reportlens.report import edition as editions
from reportlens.report.fingerprint import dump, fingerprint, load
from reportlens.report.limits import Limits
from reportlens.report.model import EditionMatch
from reportlens.report.new_edition import facts_of
from reportlens.report.official import official
from reportlens.report.parse import parse

PROMPTS = [
    "Which birds did you see?",
    "Where did you see the rarest one of them all?",
    "What would you pack another time?",
]
TEMPLATE = "# Birds\n\n* [ ] Pack a lunch\n* [ ] Look up\n* [ ] Write it down\n\n" + "".join(
    f"### Question {n}\n\n> **{it}**\n>\n> Recommended answer length: {n}0-{n}5 words.\n>\n> Answer:\n\n--- question {n} fill here ---\n\n"
    for n, it in enumerate(PROMPTS, 1)
)


@pytest.fixture
def birds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The data file with an invented edition: one edit of data, as for next year's template."""
    raw = json.loads(Path(editions._DATA).read_text(encoding="utf-8"))
    rows = facts_of(TEMPLATE, "birds")
    rows["edition"]["words"]["3"] = [7, 9]
    raw["editions"].append(rows["edition"])
    raw["prompts"] += rows["prompts"]
    path = tmp_path / "editions.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    monkeypatch.setattr(editions, "_DATA", path)
    editions.facts.cache_clear()
    yield
    editions.facts.cache_clear()


def test_an_unknown_template_is_read_by_its_prompts() -> None:
    report = parse(TEMPLATE)

    assert report.edition.id == ""
    assert [it.limits for it in report.questions] == [
        Limits((10 * n, 10 * n + 5), None, "prompt") for n in (1, 2, 3)
    ]
    assert official(report).expected == 3


@pytest.mark.usefixtures("birds")
def test_a_new_edition_is_one_edit_of_the_data_file() -> None:
    # Other questions than those that earlier tests have read: what is kept of a piece outlives the data file.
    report = parse(TEMPLATE.replace("--- question", "----- question"))

    assert report.edition == EditionMatch(id="birds", label="birds", questions=3, boxes=3)
    assert report.questions[2].limits == Limits((7, 9), None, "edition")
    assert "states 30 to 35 words, where 7 to 9" in next(
        it.message for it in check(report) if it.rule == "prompt-changed"
    )


@pytest.mark.usefixtures("birds")
def test_a_group_that_raised_the_figure_in_its_prompt_has_not_raised_the_limit() -> None:
    report = parse(
        TEMPLATE.replace("length: 10-15", "length: 10-999").replace("--- question", "---- question")
    )

    assert report.questions[0].limits == Limits((10, 15), None, "edition")


def test_a_given_edition_and_given_limits_come_first() -> None:
    report = parse(TEMPLATE, edition="2025", limits={1: Limits((1, 2), None, "settings")})

    assert report.edition.id == "2025"
    assert report.questions[0].limits == Limits((1, 2), None, "settings")


def test_the_table_is_consistent() -> None:
    for it in editions.facts().editions:
        assert set(it.limits) == set(range(1, it.questions + 1))
        assert not it.superseded or editions.edition_named(it.superseded)
        for limits in it.limits.values():
            for pair in (limits.words, limits.images):
                assert pair is None or 0 <= pair[0] <= (pair[1] or 0)
    assert editions.edition_named("2023").id == "2023"


@pytest.mark.parametrize("text", ["", "One two, three.", "über-Straße e.g. C++ 100%"])
def test_a_fingerprint_is_written_and_read(text: str) -> None:
    assert load(dump(fingerprint(text))) == fingerprint(text)
    assert fingerprint(text.upper().replace("SS", "ß")) == fingerprint(text) or "ß" in text


def test_the_facts_of_a_template_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "birds.md"
    path.write_text(TEMPLATE, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "reportlens.report.new_edition", str(path)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert json.loads(done.stdout)["edition"]["words"] == {"1": [10, 15], "2": [20, 25], "3": [30, 35]}
    assert b"birds did you see" not in done.stdout.lower()


def test_real_reports_have_the_edition_they_were_made_from(shared: Path) -> None:
    rows = [
        it.split("\t") for it in (shared / "reports/INDEX.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ]

    for name, label, _, number, _ in rows:
        report = parse((shared / "reports" / name / "README.md").read_bytes().decode("utf-8"))
        assert report.edition.label == label, name
        assert report.edition.questions == int(number)
        assert all(it.limits.source == "edition" for it in report.questions[: int(number)]), name


def test_no_real_prompt_is_called_changed_but_the_one_whose_figure_was_raised(
    shared_reports: list[Path],
) -> None:
    found = [
        (path.parent.name, it.question)
        for path in shared_reports
        for it in check(parse(path.read_bytes().decode("utf-8")))
        if it.rule == "prompt-changed"
    ]

    assert found == [("StefanieSwz__fake-news-classification", 27)]
