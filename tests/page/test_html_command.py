"""`reportlens html`, as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from page_samples import REPORT, png


def test_the_page_is_written_beside_the_report(project: Path, reportlens: object) -> None:
    done = reportlens("html", "reports")
    assert (done.returncode, done.stderr) == (0, "")
    html = (project / "reports" / "README.html").read_text(encoding="utf-8")
    assert "data:image/png" in html
    assert done.stdout.startswith("reports/README.html: ")


def test_it_is_written_again_but_never_over_a_file_of_somebody_else(
    project: Path, reportlens: object
) -> None:
    assert reportlens("html", "reports").returncode == 0
    assert reportlens("html", "reports").returncode == 0
    other = project / "index.html"
    other.write_text("<p>mine</p>", encoding="utf-8")
    done = reportlens("html", "reports", "-o", "index.html")
    assert done.returncode == 2
    assert done.stderr == "reportlens: index.html: not written by reportlens; --force replaces it\n"
    assert other.read_text(encoding="utf-8") == "<p>mine</p>"
    assert reportlens("html", "reports", "-o", "index.html", "--force").returncode == 0
    assert "beekeepers" in other.read_text(encoding="utf-8")


def test_the_report_itself_is_never_overwritten(project: Path, reportlens: object) -> None:
    done = reportlens("html", "reports", "-o", "reports/README.md", "--force")
    assert done.returncode == 2
    assert "is the report itself" in done.stderr
    assert (project / "reports" / "README.md").read_text(encoding="utf-8") == REPORT


def test_a_missing_figure_is_told_and_the_page_comes_all_the_same(project: Path, reportlens: object) -> None:
    (project / "reports" / "figures" / "hive.png").unlink()
    done = reportlens("html", "reports", "-o", "-")
    assert done.returncode == 0
    assert done.stderr == "reportlens: reports/README.md: figure not shown: figures/hive.png does not exist\n"
    assert "Figure not shown:" in done.stdout


def test_figures_beyond_the_limit_are_linked_and_told(project: Path, reportlens: object) -> None:
    (project / "reports" / "figures" / "hive.png").write_bytes(png(200, 200) + b"\0" * 300_000)
    done = reportlens("html", "reports", "--embed-most", "0.2", "-o", "page.html")
    assert "linked, not embedded (more than 0.2 MB together): figures/hive.png" in done.stderr
    assert '<img src="reports/figures/hive.png"' in (project / "page.html").read_text(encoding="utf-8")


def test_a_report_from_standard_input_becomes_a_page_on_standard_output(reportlens: object) -> None:
    done = reportlens("html", "-", input=REPORT)
    assert done.returncode == 0
    assert done.stdout.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("html", "nowhere.md"), "nowhere.md"),
        (("html", "reports", "-o", "no/such/folder/page.html"), "cannot be written"),
        (("html", "reports", "-o", "reports"), "a folder, not a file"),
        (("html", "reports", "--embed-most", "lots"), "--embed-most"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    reportlens: object, arguments: tuple[str, ...], message: str
) -> None:
    done = reportlens(*arguments)
    assert done.returncode == 2
    assert message in done.stderr.strip().splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_the_official_conversion_stands_beside_it(project: Path, reportlens: object) -> None:
    pytest.importorskip("markdown")
    pytest.importorskip("nh3")
    done = reportlens("html", "reports", "--official")
    assert done.returncode == 0
    assert "What the official conversion loses" in (project / "reports" / "README.html").read_text(
        encoding="utf-8"
    )
