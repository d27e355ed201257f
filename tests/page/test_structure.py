"""What Markdown says survives on the page: held against GitHub's own renderer, on real reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from page_structure import Structure, structure
from reportlens.page import Figures, page
from reportlens.report.parse import parse

cmarkgfm = pytest.importorskip("cmarkgfm", reason="GitHub's renderer is not installed: pip install cmarkgfm")
pytest.importorskip("nh3")


def rendered(text: str, folder: Path | None = None) -> Structure:
    return structure(page(parse(text), Figures(folder)), ours=True)


def expected(text: str) -> Structure:
    from cmarkgfm.cmark import Options

    extensions = ["table", "strikethrough", "tasklist"]
    html = cmarkgfm.markdown_to_html_with_extensions(
        text, options=Options.CMARK_OPT_UNSAFE, extensions=extensions
    )
    return structure(html, ours=False)


def test_every_part_of_every_real_report_survives_in_its_order(shared: Path) -> None:
    differences = []
    for path in sorted((shared / "reports").glob("*/README.md")):
        text = path.read_text(encoding="utf-8")
        ours, theirs = rendered(text, path.parent), expected(text)
        assert theirs.fences or theirs.boxes or theirs.code
        for name in Structure._fields:
            here, there = getattr(ours, name), getattr(theirs, name)
            if name == "titles":
                here, there = here[:1], there[:1]
            if name == "code":  # One real report holds `<code>` without an end: an empty one more or less.
                here, there = [it for it in here if it], [it for it in there if it]
            if here != there:
                differences.append((path.parent.name, name, len(here), len(there)))
    assert differences == []


@pytest.mark.parametrize(
    "answer",
    [
        "- a\n  - b\n    - c\n- d",
        "1. one\n   ```sh\n   ls # list\n   ```\n2. two",
        "Text.\n\n> quoted\n> - a\n>   - b",
        "| a | b |\n|---|---|\n| `x` | y \\| z |",
        "* [x] a\n\n* [ ] b\n\n  ```\n  code\n  ```",
        "~~~\n### Question 9\n~~~",
        "    indented\n\n`` a ` b ``",
    ],
)
def test_parts_survive_within_an_answer(answer: str) -> None:
    text = f"# T\n\n### Question 1\n> **Why?**\n>\n> Answer:\n\n{answer}\n\n### Question 2\n> **How?**\n>\n> Answer:\n\nSo.\n"
    ours, theirs = rendered(text), expected(text)
    assert ours == theirs
    assert sum(map(len, ours)) > 1


def test_an_answer_right_under_its_marker_is_not_taken_for_a_quotation() -> None:
    text = "### Question 1\n> **Why?**\n>\n> Answer:\nBecause of the bees.\n\n### Question 2\n> **How?**\n>\n> Answer:\n> Like this.\n"
    html = page(parse(text), Figures(None))
    assert '<div class="answer">\n<p>Because of the bees.</p>\n</div>' in html
    assert '<div class="answer">\n<p>Like this.</p>\n</div>' in html
