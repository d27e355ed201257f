"""What is understood of a text, whatever the text is."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlens.checking import check
from reportlens.fixing import fix_text
from reportlens.report.model import Report
from reportlens.report.parse import parse
from reportlens.report.sentences import sentences
from reportlens.text import Lines, Span, plain

ALPHABET = [
    "### Question 1\n", "### Question 2\n", "## Section\n", "# Title\n", "> **How?**\n", ">\n", "> Answer:\n", "Answer:", "\n",
    "\n\n", "--- question 1 fill here ---\n", "---\n", "--- ", "```\n", "```bash\n", "* ```x\n", "`", "![a](figures/a.png)",
    "[a](b.png)", "<img src='a.png'>", "<!-- ", " -->", "| a | b |\n|---|---|\n", "* [x] Do it (M5)\n", "* [ ] Leave it\n",
    "- [Y] Half\n", "word ", "é😀 ", "\u2028", "\r\n", "\r", "\ufeff", "\u200b", "> Recommended answer length: 1-9 words.\n",
    "<!-- reportlens: ignore RL102 -->\n", "    indented\n", "Question 3\n---\n", "\x00", "TODO ", "$(icon) ", "[](", "*", "_",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join)
QUESTION = (
    "### Question {n}\n\n> **Why?**\n>\n> Recommended answer length: 1-5 words.\n>\n> Answer:\n\n{body}\n\n"
)


def spans_of(report: Report) -> list[Span]:
    """Every span of a report, as places in its text."""
    found = [report.preamble, *(it.heading for it in report.sections)]
    found += [it for item in report.checklist for it in (item.span, item.box)]
    for question in report.questions:
        answer = question.answer
        local = [
            question.heading,
            answer.region,
            answer.official,
            *question.markers,
            *answer.placeholders,
            *answer.dashes,
        ]
        local += [it for it in (question.prompt, question.marker, answer.span, question.length_span) if it]
        local += [it for image in answer.images for it in (image.span, image.destination_span)]
        local += [
            *(it.span for it in answer.blocks),
            *(it.span for it in answer.links),
            *answer.code,
            *answer.noise,
        ]
        local += [it.span for it in sentences(question)]
        found += [question.at(it) for it in local]
    return found


@given(TEXTS)
@settings(max_examples=600)
def test_any_text_is_read_and_every_place_lies_in_it(text: str) -> None:
    report = parse(text)

    for span in spans_of(report):
        assert 0 <= span.start <= span.end <= len(text)
    starts = [it.start for it in report.questions]
    assert starts == sorted(starts)
    for one, other in zip(report.questions, report.questions[1:], strict=False):
        assert one.whole.end <= other.whole.start
    for finding in check(report):
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert finding.rule != "internal-error"


@given(TEXTS)
@settings(max_examples=300)
def test_fixing_twice_is_fixing_once(text: str) -> None:
    once = fix_text(text).text

    assert fix_text(once).text == once


@given(TEXTS)
@settings(max_examples=200)
def test_plain_text_keeps_every_place(text: str) -> None:
    source = plain(text)

    assert len(source) == len(text)
    assert "\r" not in source
    assert len(Lines(source)) == len(Lines(text))


def test_random_edits_of_real_reports_are_read(shared_reports: list[Path]) -> None:
    dice = random.Random(7)
    for path in shared_reports:
        text = path.read_bytes().decode("utf-8")
        for _ in range(8):
            at = dice.randrange(len(text))
            text = text[:at] + dice.choice(ALPHABET) + text[at + dice.choice([0, 0, 1, 30]) :]
            report = parse(text)
            for span in spans_of(report):
                assert 0 <= span.start <= span.end <= len(text)
            assert not [it for it in check(report) if it.rule == "internal-error"]


def test_fixing_a_real_report_converges_and_keeps_the_rest(shared_reports: list[Path]) -> None:
    for path in shared_reports:
        text = path.read_bytes().decode("utf-8")
        once = fix_text(text)
        assert fix_text(once.text).made == 0, path
        assert fix_text(once.text).text == once.text
        assert ("\r\n" in text) == ("\r\n" in once.text)


@pytest.mark.parametrize("instead", ["", "### ", "**"], ids=["deleted", "of the questions' level", "bold"])
def test_the_words_over_a_section_belong_to_no_answer(shared_reports: list[Path], instead: str) -> None:
    for path in shared_reports:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        report = parse(text)
        for section in reversed(report.sections[1:]):
            heading = section.heading
            if not text[heading.end :].lstrip().startswith(">"):
                continue
            title = f"{instead}{section.title}{instead.strip('# ')}" if instead else ""
            text = text[: heading.start] + title + text[heading.end :]

        assert [it.answer.words.prose for it in parse(text).questions] == [
            it.answer.words.prose for it in report.questions
        ], path.parent.name


def test_what_is_kept_of_a_piece_does_not_show(shared_reports: list[Path]) -> None:
    """Findings after a row of edits are those of a fresh process's reading."""
    text = shared_reports[0].read_bytes().decode("utf-8")
    dice = random.Random(3)
    for _ in range(25):
        at = dice.randrange(len(text))
        text = text[:at] + dice.choice(ALPHABET) + text[at:]
        check(parse(text))
    code = (
        "import sys, json; from reportlens import parse; from reportlens.checking import check;"
        "text = sys.stdin.buffer.read().decode();"
        "print(json.dumps([[it.code, *it.span, it.message] for it in check(parse(text))]))"
    )
    fresh = subprocess.run(
        [sys.executable, "-c", code], input=text.encode(), capture_output=True, check=True,
        env={**__import__("os").environ, "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip

    assert json.loads(fresh.stdout) == [[it.code, *it.span, it.message] for it in check(parse(text))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("We used uv.", "We used uv."),
        ("--- We used uv. ---", "--- We used uv. ---"),
        ("---\nWe used uv.\n---", "We used uv."),
        ("> We used uv.", "We used uv."),
        ("> Answer:\n\nWe used uv.", "We used uv."),
        ("<!-- not yet -->\nWe used uv.", "We used uv."),
        ("--- question 1 fill here --- We used uv.", "We used uv."),
        ("# We used uv.\n\n## More\n\nof it", "# We used uv.\n\n## More\n\nof it"),
        ("    uv sync", "uv sync"),
        ("We used uv.\n\n<!-- more\nto come -->", "We used uv."),
        ("So:\n\n```bash\nuv sync\n```", "So:\n\n```bash\nuv sync\n```"),
        ("```\nuv sync\n```\n\nSo.", "```\nuv sync\n```\n\nSo."),
        ("* ```uv sync \\\n  --frozen\n  ```", "* ```uv sync \\\n  --frozen\n  ```"),
        ("We used uv.\n```", "We used uv."),
        ("```\n--- question 1 fill here ---\n```\n\nWe used uv.", "We used uv."),
        ("--- question 1 fill here --- - everyone write a line\nAnna: uv", "Anna: uv"),
    ],
)
def test_the_answer_is_what_a_reader_calls_so(body: str, expected: str) -> None:
    question = parse(QUESTION.format(n=1, body=body) + QUESTION.format(n=2, body="So.")).questions[0]

    assert question.text(question.answer.span) == expected


@pytest.mark.parametrize(
    "body",
    [
        "We asked the model.\n\n> Input: x\n> Answer: y\n\nIt was right.",
        "Ours was this.\n\nAnswer: 42",
    ],
)
def test_without_a_prompt_all_is_the_answer(body: str) -> None:
    text = (
        f"### Question 1\n\n{body}\n\n" + QUESTION.format(n=2, body="So.") + QUESTION.format(n=3, body="So.")
    )
    question = parse(text).questions[0]

    assert question.text(question.answer.span) == body.strip()


@pytest.mark.parametrize("body", ["...", "-", "?", "---  ---", "--- . ---", "> ...", "```\n```", "**"])
def test_a_few_dots_are_no_answer(body: str) -> None:
    question = parse(QUESTION.format(n=1, body=body) + QUESTION.format(n=2, body="So.")).questions[0]

    assert (question.answer.status, question.answer.span) == ("empty", None)


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        ("> **Why?**\n>\n> Answer: MLOps 2\n", "MLOps 2"),
        ("> **Why?**\n>\n> Answer:s1, s2\n", "s1, s2"),
        ("> **Why?**\n>\n> Answer:\nlazily continued\n", "lazily continued"),
        ("> **Why?**\n>\n> Answer:\n>\n> quoted\n", "quoted"),
        ("> **Why?**\n\n>\n\n> Recommended answer length: 1-2 words\n\n> Answer:\n\nsplit\n", "split"),
        (" **Why?**\n\n Answer:\n\nwithout marks\n", "without marks"),
        ("> **Why?**\n\nwithout a marker\n", "without a marker"),
        ("> **Why?**\n> **Really?**\n>\n # Logging\n\nwithout a marker\n", "# Logging\n\nwithout a marker"),
        ("> **Why?** <img src='a.png'>\n>\n> **Answer:**\n\nbold marker\n", "bold marker"),
        ("> **Why?**\n\n**Since** it works.\n\nOften.\n", "**Since** it works.\n\nOften."),
        ("> **Why?**\n\n*So it is*\n\n_Often._\n", "*So it is*\n\n_Often._"),
        ("> **Why?**\n\nExamples of it are many.\n", "Examples of it are many."),
        ("> **Why?**\n\nAnswer length matters.\n", "Answer length matters."),
        ("> **Why?**\n\n**Since when?**\n>\n> Answer:\n\nhalf quoted\n", "half quoted"),
        ("> **Why?**\n>\n> Answer\n\nwithout a colon\n", "without a colon"),
        ("> **Why?**\n\n#### Answer\n\nunder a heading\n", "under a heading"),
        ("> **Why?**\n>\n> Anbefalet l\u00e6ngde: 5-10 ord.\n>\n> Svar:\n\nin Danish\n", "in Danish"),
        ("> **Why?**\n>\n> Our answer: on its line\n", "on its line"),
        ("above\n\n> **Why?**\n>\n> Answer:\n", "above"),
        ("above\n\n> **Why?**\n>\n> Answer:\n\n--- question 1 fill here ---\n", "above"),
        ("In turns:\n\n> **Why?**\n>\n> Answer:\n\nbelow\n", "below"),
        ("Why? And since when?\n\nAnswer:\n\nunder bare words\n", "under bare words"),
        ("<img src='figures/a.png'>\n\n> **Why?**\n>\n> Answer:\n\nbeside a picture\n", "beside a picture"),
    ],
)
def test_the_prompt_ends_where_the_examiner_ends(prompt: str, answer: str) -> None:
    text = f"### Question 1\n\n{prompt}\n" + QUESTION.format(n=2, body="So.")
    question = parse(text).questions[0]

    assert question.text(question.answer.span) == answer
    assert question.wording.startswith("Why?")


@pytest.mark.parametrize(
    "heading",
    [
        "### Question {}",
        "# Question {}",
        "## Q{}",
        "### {}.",
        "#### Exercise {}: more",
        "### Opgave {}",
        "**Question {}**",
        "__Question {}:__",
        "***Q{}*** ",
        "**Question {}. Data**:",
        "Question {}",
        "Exercise {}:",
        "###Question {}",
        "<h3>Question {}</h3>",
        "### Question\u00a0{}",
        "### [Question {}](#q)",
        "### \u2705 Question {}",
    ],
)
def test_questions_are_found_by_their_headings(heading: str) -> None:
    text = "".join(
        QUESTION.replace("### Question {n}", heading.format(n)).format(body="So.") for n in (1, 2, 3)
    )

    assert [it.number for it in parse(text).questions] == [1, 2, 3]


@pytest.mark.parametrize(
    "line",
    ["**Question 2**\n\nOurs.", "Question 2\n\nOurs.", "See Question 2\n\n> Ours.", "Question 2 was\n> hard"],
)
def test_a_word_about_a_question_is_no_heading(line: str) -> None:
    text = QUESTION.format(n=1, body=f"As below:\n\n{line}") + QUESTION.format(n=2, body="So.")

    assert [it.number for it in parse(text).questions] == [1, 2]


def test_headings_of_answers_are_no_questions() -> None:
    text = QUESTION.format(n=1, body="### 1. Data\n\nOurs.\n\n### 2. Model\n\nTheirs.") + QUESTION.format(
        n=2, body="So."
    )

    assert [it.number for it in parse(text).questions] == [1, 2]


def test_a_forgotten_fence_hides_no_question() -> None:
    text = (
        QUESTION.format(n=1, body="```bash\nuv sync")
        + QUESTION.format(n=2, body="So.")
        + QUESTION.format(n=3, body="```\nx\n```")
    )

    assert [it.number for it in parse(text).questions] == [1, 2, 3]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_change_nothing_but_places(newline: str) -> None:
    text = QUESTION.format(n=1, body="one\u2028two\n\n![a](b.png)") + QUESTION.format(n=2, body="So.")
    plainly = parse(text)

    report = parse("\ufeff" + text.replace("\n", newline))

    assert [it.answer.words for it in report.questions] == [it.answer.words for it in plainly.questions]
    assert [it.answer.images[0].destination for it in report.questions[:1]] == ["b.png"]
    assert [it.rule for it in check(report)] == [it.rule for it in check(plainly)]
    first = report.questions[0]
    assert report.lines.line(first.at(first.answer.span).start) == 8


def test_images_are_told_apart() -> None:
    body = (
        '![a](a.png) `![b](b.png)` [c](c.png) <img src="d.png">\n\n```\n![e](e.png)\n```\n\n<!-- ![f](f.png) -->\n\n'
        "| g |\n|---|\n| ![g](g.png) |\n\n* item\n  ![h](<h h.png>)\n\n![i](i i.png)"
    )
    question = parse(QUESTION.format(n=1, body=body) + QUESTION.format(n=2, body="So.")).questions[0]

    found = [(it.kind, it.destination, it.rendered) for it in question.answer.images]

    assert found == [
        ("image", "a.png", True),
        ("code", "b.png", False),
        ("link", "c.png", False),
        ("html", "d.png", True),
        ("fence", "e.png", False),
        ("comment", "f.png", False),
        ("image", "g.png", True),
        ("image", "<h h.png>", True),
        ("image", "i i.png", False),
    ]
    for image in question.answer.images:
        assert question.text(image.destination_span) == image.destination


HOSTILE = {
    "openings of images": "![" * 20_000,
    "brackets": "[" * 40_000,
    "quotes": ">" * 20_000,
    "blanks": " " * 300_000,
    "backticks": "`" * 20_000,
    "single backticks": "` `` " * 8_000,
    "comments": "<!-- " * 20_000,
    "tags": "<img " * 20_000,
    "dashes": "- " * 20_000,
    "stars": "*a " * 20_000,
    "links": "[a](" * 10_000,
    "markers": "Answer:" * 20_000,
    "headings": "### Question 1\n" * 5_000,
    "fences": "```\n" * 20_000,
    "boxes": "* [" * 20_000,
    "tables": "|-" * 20_000,
    "nested quotes": "> " * 2_000,
    "images": "![a](b) " * 40_000,
    "images in comments": "<!-- ![a](b) --> " * 40_000,
    "question marks": "?" * 10_000 + "words",
    "suppressions": "<!-- reportlens: ignore RL102 -->\n" * 12_000,
    "suppressions for the file": "<!-- reportlens: ignore-file RL102 -->\n" * 12_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(20)
def test_hostile_text_takes_no_more_than_its_length(name: str) -> None:
    """The limit is generous: quadratic time on any of these takes minutes."""
    text = QUESTION.format(n=1, body=HOSTILE[name]) + QUESTION.format(n=2, body="So.")

    check(parse(text))


def test_boxes_of_nested_and_numbered_lists_are_boxes() -> None:
    boxes = "1. [x] One (M1)\n   * [ ] Two (M2)\n     - [x] Three,\n       wrapped (M3)\n2. [X] Four (M4)\n\n"

    found = parse(boxes + QUESTION.format(n=1, body="So.") + QUESTION.format(n=2, body="So.")).checklist

    assert [(it.ticked, it.modules) for it in found] == [
        (True, ("M1",)),
        (False, ("M2",)),
        (True, ("M3",)),
        (True, ("M4",)),
    ]
    assert found[2].text == "Three, wrapped (M3)"
