"""An edition that nobody has written yet: one row of data an item, and the rules know it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportlens.checking import check
from reportlens.crosscheck import cues, telling
from reportlens.report import items, parse
from reportlens.report.fingerprint import dump, fingerprint
from reportlens.settings import Settings

TITLE = "Serve features from a feature store in every environment (M40)"
REPORT = """# A report

* [{box}] {title}
* [x] Feed the cat (M41)
* [x] Water the plants (M42)

### Question 10

> **Where do the features come from?**
>
> Answer:

{answer}

### Question 99

> **Why?**
>
> Answer:

Because.
"""


@pytest.fixture
def next_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add one item to the two tables."""
    for module, row in (
        (items, {"key": "feature-store", "title": "feature store", "modules": ["M40"], "questions": [10], "questions27": [],
                 "prints": [dump(fingerprint(TITLE))]}),
        (cues, {"key": "feature-store", "claimed": ["feast|feature_store"], "denied": ["feast|feature_store"]}),
    ):  # fmt: skip
        rows = json.loads(module._DATA.read_text(encoding="utf-8"))
        data = tmp_path / f"{module.__name__}.json"
        data.write_text(json.dumps([*rows, row]), encoding="utf-8")
        monkeypatch.setattr(module, "_DATA", data)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for kept in (
        items.items,
        items._exact,
        items.key_of,
        cues.cues,
        telling._places,
        telling._resting_on,
        telling._row,
        parse._identified,
        parse.read_question,
    ):
        kept.cache_clear()
    telling._KEPT.clear()


def _codes(box: str, answer: str) -> list[str]:
    report = parse.parse(REPORT.format(box=box, title=TITLE, answer=answer))
    return [it.code for it in check(report, Settings(select=("RL304", "RL305")))]


@pytest.mark.usefixtures("next_year")
@pytest.mark.parametrize(
    ("box", "answer", "codes"),
    [
        (" ", "We serve all features with Feast.", ["RL304"]),
        ("x", "We did not use a feature store.", ["RL305"]),
        (" ", "A feature store would be useful.", []),
        ("x", "We serve all features with Feast.", []),
    ],
)
def test_one_row_in_each_table_is_enough(box: str, answer: str, codes: list[str]) -> None:
    assert _codes(box, answer) == codes


def test_without_the_rows_the_item_is_nobodys() -> None:
    _forget()
    assert _codes(" ", "We serve all features with Feast.") == []


def test_every_item_has_its_row_and_every_row_its_item() -> None:
    assert set(cues.cues()) == set(items.items())


def test_every_row_says_how_its_item_shows_or_why_it_does_not() -> None:
    for row in cues.cues().values():
        assert row.silent or row.claimed or row.denied or row.structure, row.key
        assert row.strict in ("", "paths", "contents"), row.key
        assert bool(row.looked) == bool(row.strict), row.key
        assert set(row.words("imports")) <= set(row.words("contents")), row.key
        assert all(
            it == it.lower() for it in (*row.words("paths"), *row.words("contents"), *row.words("offered"))
        ), row.key
        for cue in (*row.claimed, *row.denied):
            assert any(wanted for wanted, _ in cue.groups), row.key
            assert all(part and part == part.lower() for _, parts in cue.groups for part in parts), row.key
