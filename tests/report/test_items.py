"""Which item of the template a box is."""

from collections import Counter
from pathlib import Path

import pytest

from reportlens.checking import check
from reportlens.report.items import items
from reportlens.report.parse import parse
from reportlens.settings import Settings


def read(shared: Path, name: str) -> object:
    return parse(next(shared.glob(f"reports/{name}*/README.md")).read_bytes().decode("utf-8"))


def test_every_item_of_a_real_report_is_known(shared_reports: list[Path]) -> None:
    for path in shared_reports:
        report = parse(path.read_bytes().decode("utf-8"))
        keys = Counter(it.key for it in report.checklist)
        assert "" not in keys, path
        if len(report.checklist) == report.edition.boxes:
            assert set(keys.values()) <= {1}, (path, keys)


def test_an_edited_item_is_reported_and_known_all_the_same(shared: Path) -> None:
    report = read(shared, "Samueled29")
    item = next(it for it in report.checklist if it.key == "profiling")
    text = report.text.replace(item.text, f"{item.text} (only Ida)")

    edited = parse(text)
    found = check(edited, Settings(select=("item-edited",)))

    assert [edited.text[it.span.start : it.span.end].endswith("(only Ida)") for it in found] == [True]
    assert next(it for it in edited.checklist if it.span == found[0].span).key == "profiling"


def test_a_comment_behind_an_item_does_not_edit_it(shared: Path) -> None:
    report = read(shared, "Samueled29")
    item = report.checklist[3]
    at = item.span.end
    text = f"{report.text[:at]} <!-- reportlens: ignore box-malformed -->{report.text[at:]}"

    assert not parse(text).checklist[3].edited


@pytest.mark.parametrize("key", items())
def test_a_row_of_the_table_is_whole(key: str) -> None:
    row = items()[key]

    assert row.title
    assert row.rows
    assert all(1 <= it <= 31 for it in row.questions)
    assert all(1 <= it <= 27 for it in row.questions_of_27)
