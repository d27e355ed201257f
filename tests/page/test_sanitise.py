"""A hostile report harms nobody, with the sanitiser and without it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page_samples import HOSTILE, question
from reportlens.page import Figures, highlight, page, sanitise
from reportlens.page.conversion import convert
from reportlens.report.parse import parse

ALLOWED_SCHEMES = ("#", "http://", "https://", "mailto:", "data:,")


class Inspector(HTMLParser):
    """Notes everything on a page that could do harm."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (
            "script",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "base",
            "video",
            "audio",
            "math",
            "button",
            "foreignobject",
            "image",
            "animate",
            "set",
        ):
            self.found.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or name in (
                "style",
                "srcset",
                "formaction",
                "action",
                "ping",
                "background",
            ):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src") and ":" in address and not address.startswith(ALLOWED_SCHEMES):
                self.found.append(f"{tag} {name}={address[:40]}")
            if name == "src" and not address.startswith("data:"):
                self.found.append(f"{tag} loads {address[:40]}")

    handle_startendtag = handle_starttag


def harm(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    return inspector.found


@pytest.fixture(params=["nh3", "without nh3"])
def _sanitiser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "nh3":
        pytest.importorskip("nh3")
    else:
        monkeypatch.setattr(sanitise, "find_spec", lambda _: None)


@pytest.mark.usefixtures("_sanitiser")
@pytest.mark.parametrize("attack", HOSTILE)
def test_an_attack_comes_to_nothing(attack: str) -> None:
    text = (
        f"# {attack}\n\n{attack}\n\n"
        + question(1, attack)
        + question(2, f"text {attack} text\n\n{attack}\n\nThe end.")
    )
    html = page(parse(text), Figures(None))
    assert harm(html) == []
    assert "The end." in html


@pytest.mark.parametrize("attack", HOSTILE)
def test_an_attack_comes_to_nothing_in_the_official_conversion(attack: str) -> None:
    pytest.importorskip("nh3")
    pytest.importorskip("markdown")
    report = parse("# A title\n\n" + question(1, attack) + question(2, f"{attack}\n\nThe end."))
    assert harm(page(report, Figures(None), conversion=convert(report))) == []


PIECES = st.lists(
    st.sampled_from(
        [
            '<div title="',
            '">',
            "![a](b.png)",
            "<img src=x onerror=alert(1)>",
            "\n\n",
            "<code>",
            "</p>",
            "<!--",
            "-->",
            "```\n",
            "<a href='",
            "'",
            "[x](",
            "javascript:alert(1)",
            ")",
            "<svg>",
            "<style>",
            "</style>",
            "<table><tr><td>",
            "<textarea>",
            "<pre>",
            "<b>",
            " word ",
            "* [x] ",
            "&lt;script&gt;",
            "<math><mtext>",
            "<title>",
        ]
    ),
    max_size=14,
)


@given(PIECES)
def test_no_mixture_of_tags_and_markdown_gets_through(pieces: list[str]) -> None:
    html = page(parse(question(1, "".join(pieces)) + question(2, "x")), Figures(None))
    assert harm(html) == []


def test_without_the_sanitiser_tags_are_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sanitise, "find_spec", lambda _: None)
    html = page(
        parse(question(1, "a <b>bold</b> word<br>next <!-- secret -->line") + question(2, "x")), Figures(None)
    )
    assert "a &lt;b&gt;bold&lt;/b&gt; word<br>next line" in html
    assert "secret" not in html


def test_with_the_sanitiser_harmless_tags_work() -> None:
    pytest.importorskip("nh3")
    html = page(
        parse(question(1, "a <b>bold</b> word <kbd>Ctrl</kbd> H<sub>2</sub>O") + question(2, "x")),
        Figures(None),
    )
    assert "<b>bold</b> word <kbd>Ctrl</kbd> H<sub>2</sub>O" in html


def test_words_in_angle_brackets_are_not_lost() -> None:
    html = page(parse(question(1, "run `a` in <project-id> of <bucket>") + question(2, "x")), Figures(None))
    assert "in &lt;project-id&gt; of &lt;bucket&gt;" in html


@pytest.mark.parametrize("colours", ["coloured", "plain"])
def test_code_is_coloured_where_it_can_be_and_whole_in_any_case(
    colours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if colours == "coloured":
        pytest.importorskip("pygments")
    else:
        monkeypatch.setattr(highlight, "find_spec", lambda _: None)
    code = "def f(x: int) -> str:\n    return '<b>' + str(x)  # note\n"
    html = page(parse(question(1, f"```python\n{code}```") + question(2, "x")), Figures(None))
    block = re.search(r"<pre[^>]*><code>(.*?)</code></pre>", html, re.DOTALL)
    assert block is not None
    assert ('<span class="kw">' in block[1]) is (colours == "coloured")
    plain = re.sub(r"<[^>]*>", "", block[1])
    assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace("&amp;", "&") == code


def test_an_unknown_language_is_plain() -> None:
    html = page(parse(question(1, "```klingon\nQapla'\n```") + question(2, "x")), Figures(None))
    assert "<code>Qapla'\n</code>" in html


@pytest.mark.parametrize(
    "answer",
    [
        "<b>" * 8000,
        "# a\n\n" * 3000,
        "<div>" * 4000 + "\n",
        "[" * 20000,
        '<a b="' * 5000,
        "`a" * 15000,
        "<code>\n\n" * 2000,
    ],
    ids=["nested tags", "headings", "blocks", "brackets", "quotes", "ticks", "code"],
)
@pytest.mark.timeout(30)
def test_a_report_made_to_keep_the_reader_waiting_comes_all_the_same(answer: str) -> None:
    html = page(parse(question(1, answer) + question(2, "The end.")), Figures(None))
    assert "The end." in html
