"""The page is valid HTML, says the W3C's own checker, and small."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from page_samples import REPORT, png, question
from reportlens.page import Figures, page, sanitise
from reportlens.page.conversion import convert
from reportlens.page.page import Live
from reportlens.report.parse import parse

pytestmark = pytest.mark.timeout(180)

MOST = 300_000
"""Bytes of a page without its figures."""


@pytest.fixture(params=["nh3", "without nh3"])
def _sanitiser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "nh3":
        pytest.importorskip("nh3")
    else:
        monkeypatch.setattr(sanitise, "find_spec", lambda _: None)


@pytest.mark.usefixtures("_sanitiser")
def test_every_real_report_becomes_a_valid_page(
    shared: Path, tmp_path: Path, html_checker: Callable[..., list[str]]
) -> None:
    for path in sorted((shared / "reports").glob("*/README.md")):
        html = page(parse(path.read_text(encoding="utf-8")), Figures(path.parent))
        assert len(html.encode()) < MOST
        (tmp_path / f"{path.parent.name}.html").write_text(html, encoding="utf-8")
    files = sorted(tmp_path.glob("*.html"))
    assert files
    assert html_checker(*files) == []


def test_the_official_conversion_beside_it_is_valid_too(
    shared: Path, tmp_path: Path, html_checker: Callable[..., list[str]]
) -> None:
    pytest.importorskip("nh3")
    pytest.importorskip("markdown")
    for path in sorted((shared / "reports").glob("*/README.md")):
        report = parse(path.read_text(encoding="utf-8"))
        html = page(report, Figures(path.parent), conversion=convert(report))
        (tmp_path / f"{path.parent.name}.html").write_text(html, encoding="utf-8")
    assert html_checker(*sorted(tmp_path.glob("*.html"))) == []


def test_odd_reports_become_valid_pages(tmp_path: Path, html_checker: Callable[..., list[str]]) -> None:
    pytest.importorskip("nh3")
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "hive.png").write_bytes(png(30, 20))
    odd = (
        "words<br>\n<code>\n<span>\nx<br>\n</span>\n<code>\n\n\ny<br>\n<code>\nz\n</code>\n\n- a",
        "<ul><li><code>x\n\n* y\n\n<pre>z</pre></code></li></ul>\n\nw <b>v\n\n### u\n\nt</b>",
        "<code>a\n\nb</code>\n\n<b>c\n\n```\nd\n```\n\n</b>",
        "[![a](figures/hive.png)](https://example.org) and ![b](figures/none.png) in a line",
        "<a href='https://example.org/a b'>x <a href='#'>y</a></a>",
        "<ol start='x'><li>a</li></ol><table><tr><td colspan='wide'>b</table>",
        "<h1>raw</h1><p><div>c</div></p><hr>",
        "[](https://example.org) ![](figures/hive.png) <img src='figures/hive.png'>",
        "| a |\n|:-:|\n| ![x](figures/hive.png) |",
        "# \n\n## `x`\n\n#### [y](z)",
    )
    texts = [REPORT, "", "words", "# T\n\n" + "".join(question(n, it) for n, it in enumerate(odd, 1))]
    for n, text in enumerate(texts):
        html = page(parse(text), Figures(tmp_path), live=Live("void 0", "abc", "1") if n == 0 else None)
        (tmp_path / f"{n}.html").write_text(html, encoding="utf-8")
    assert html_checker(*sorted(tmp_path.glob("*.html"))) == []
