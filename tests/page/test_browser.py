"""The page in a real browser: it asks for nothing, runs nothing, and everybody can read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from page_samples import HOSTILE, REPORT, png, question
from reportlens.errors import ReportlensError
from reportlens.page import Figures, page, sanitise
from reportlens.page.conversion import convert
from reportlens.report.parse import parse

pytestmark = pytest.mark.timeout(120)

Browser = Callable[..., Any]


@pytest.fixture(params=["nh3", "without nh3"])
def hostile(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "nh3":
        pytest.importorskip("nh3")
    else:
        monkeypatch.setattr(sanitise, "find_spec", lambda _: None)
    folder = tmp_path / "reports"
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "hive.png").write_bytes(png(20, 20))
    text = "# Report <script>window.ran = 1</script>\n\n" + "".join(
        question(n, f"{attack}\n\n{attack} in a line\n\nThe end.") for n, attack in enumerate(HOSTILE, 1)
    )
    target = folder / "page.html"
    target.write_text(page(parse(text), Figures(folder)), encoding="utf-8")
    return target


def test_a_hostile_report_sends_no_request_and_runs_no_script(hostile: Path, browser: Browser) -> None:
    seen = browser("watch", hostile.as_uri())
    assert [it for it in seen["requests"] if not it.startswith("data:")] == [hostile.as_uri()]
    assert seen["ran"] is False
    assert seen["shown"] > 0, "the policy lets embedded figures through"
    assert (seen["dialogs"], seen["scripts"], seen["handlers"]) == ([], 0, [])
    assert seen["errors"] == [], "nothing is even blocked, for there is nothing to block"


def test_the_hostile_report_is_hostile(tmp_path: Path, browser: Browser) -> None:
    """The browser does run it and does load from afar where nobody takes care."""
    target = tmp_path / "raw.html"
    target.write_text(
        "<!DOCTYPE html><main>"
        + "\n".join(it for it in HOSTILE if "refresh" not in it and "<base" not in it),
        encoding="utf-8",
    )
    seen = browser("watch", target.as_uri())
    assert seen["ran"] is True
    assert any("tracker.example" in it for it in seen["requests"])


def test_axe_finds_no_serious_fault(tmp_path: Path, browser: Browser) -> None:
    report = parse(REPORT)
    pages = {"page": page(report, Figures(None))}
    if convertible():
        pages["official"] = page(report, Figures(None), conversion=convert(report))
    for name, html in pages.items():
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    found = browser("axe", *((tmp_path / f"{name}.html").as_uri() for name in pages))
    assert [it for it in found if it["impact"] in ("serious", "critical")] == []


def convertible() -> bool:
    try:
        convert(parse(REPORT))
    except ReportlensError:
        return False
    return True


@pytest.mark.timeout(300)
def test_axe_finds_no_serious_fault_in_real_reports(shared: Path, tmp_path: Path, browser: Browser) -> None:
    for path in sorted((shared / "reports").glob("*/README.md")):
        html = page(parse(path.read_text(encoding="utf-8")), Figures(path.parent))
        (tmp_path / f"{path.parent.name}.html").write_text(html, encoding="utf-8")
    found = browser("axe", *(it.as_uri() for it in sorted(tmp_path.glob("*.html"))))
    assert [it for it in found if it["impact"] in ("serious", "critical")] == []


def test_the_keyboard_leads_past_the_navigation_and_through_the_questions(
    tmp_path: Path, browser: Browser
) -> None:
    target = tmp_path / "page.html"
    target.write_text(page(parse(REPORT), Figures(None)), encoding="utf-8")
    stops = browser("keyboard", target.as_uri())
    assert stops[0] == "#report"
    assert "#question-1" in stops


def test_nothing_is_cut_off_in_a_narrow_window(tmp_path: Path, browser: Browser) -> None:
    target = tmp_path / "page.html"
    wide = "| " + " | ".join(["a long word here"] * 20) + " |\n" + "|---" * 20 + "|\n"
    text = REPORT + f"\n{wide}\n```\n{'x' * 400}\n```\n\n{'y' * 300}\n"
    target.write_text(page(parse(text), Figures(None)), encoding="utf-8")
    seen = browser("narrow", target.as_uri())
    assert seen["wide"] <= seen["window"]
