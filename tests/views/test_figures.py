import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import report
from reportlens.disk import DiskSurroundings
from reportlens.finding import Finding, Severity
from reportlens.report.images import path_of
from reportlens.report.official import official
from reportlens.report.parse import parse
from reportlens.text import Span, apply
from reportlens.views.completing import asked, choices, folders
from reportlens.views.crossing import crossing
from reportlens.views.figures import moved_under, new_path, renamed, use_at, uses, written
from reportlens.views.overview import overview

MANY = (
    "Here ![a](figures/bucket.png) and ![b](<figures/bucket.png>), <img src=\"./figures/bucket.png\" alt='c'>,\n"
    "![d][ref], `![e](figures/bucket.png)`, ![f](figures%2Fbucket.png), ![g](figures/other.png)\n\n"
    "[ref]: figures/bucket.png\n[third]: figures/third.png\n\n```\n![h](figures/bucket.png)\n```\n"
)
NAMES = st.text("abZ09 _-.()%#?&'!\u00e6\U0001f600", min_size=1, max_size=12).filter(
    lambda it: it.strip(" .") == it and "  " not in it
)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(lambda it: "/".join([*it[:-1], f"{it[-1]}.png"]))


def test_every_form_of_use_is_found():
    read = parse(report(answers={9: MANY}))
    assert [it.path for it in uses(read)] == ["figures/bucket.png"] * 4 + [
        "figures/other.png",
        "figures/bucket.png",
    ]
    assert use_at(read, read.text.index("figures/other") + 3).path == "figures/other.png"
    assert use_at(read, read.text.index("and ![b]")) is None


def test_renaming_reaches_every_use_and_nothing_else():
    read = parse(report(answers={9: MANY}))
    edits = renamed(read, lambda it: "figures/my bucket.png" if it == "figures/bucket.png" else None)
    text = apply(read.text, edits)
    assert (
        "Here ![a](<figures/my bucket.png>) and ![b](<figures/my bucket.png>), "
        "<img src=\"figures/my bucket.png\" alt='c'>,\n"
        "![d][ref], `![e](figures/bucket.png)`, ![f](<figures/my bucket.png>), ![g](figures/other.png)\n\n"
        "[ref]: <figures/my bucket.png>\n[third]: figures/third.png\n\n```\n![h](figures/bucket.png)\n```\n"
    ) in text


@given(PATHS)
def test_written_paths_mean_the_file(path):
    assert path_of(written(path, "markdown")) == path
    assert path_of(written(path, "html")) == path
    answer = f'![a]({written(path, "markdown")}) <img src="{written(path, "html")}">'
    assert [it.path for it in uses(parse(report(answers={9: answer})))] == [path, path]


@given(PATHS, PATHS)
def test_renaming_there_and_back_is_nothing(path, other):
    read = parse(report(answers={9: f"One ![a]({written(path, 'markdown')}) two"}))
    there = parse(apply(read.text, renamed(read, lambda _: other)))
    assert [it.path for it in uses(there)] == [other]
    assert apply(there.text, renamed(there, lambda _: path)) == read.text


def test_new_names():
    assert new_path("figures/a.png", "figures/b.jpg") == "figures/b.jpg"
    assert new_path("figures/a.png", " ./figures/b ") == "figures/b.png"
    assert new_path("figures/a.png", "figures\\b.png") == "figures/b.png"
    for bad in (
        "",
        "figures/",
        "/etc/b.png",
        "https://a.example/b.png",
        "a?b.png",
        "a<b.png",
        "..",
        "C:/b.png",
    ):
        with pytest.raises(ValueError, match=r"name|path"):
            new_path("figures/a.png", bad)


def test_files_move_with_their_folder():
    assert moved_under("figures/a.png", "figures/a.png", "b.png") == "b.png"
    assert moved_under("figures/x/a.png", "figures", "images") == "images/x/a.png"
    assert moved_under("figures2/a.png", "figures", "images") is None


def places(text, what, at=0):
    read = parse(text)
    ways = crossing(read, read.text.index(what) + at)
    return [text[slice(*it)] for it in ways.here], [text[slice(*it)] for it in ways.there], ways.file


def test_crossing_between_boxes_questions_and_figures():
    text = report(answers={9: "One ![a](figures/b.png) two ![a](figures/b.png) three."})
    item = "* [x] A git repository of ours (M5)"
    assert places(text, "repository") == ([item], ["### Question 9"], "")
    assert places(text, "### Question 9") == (["### Question 9"], [item], "")
    assert places(text, "Show us") == (["### Question 9"], [item], "")
    assert places(text, "figures/b") == (["figures/b.png"] * 2, [], "figures/b.png")
    assert places(text, "three") == ([], [], "")
    assert places(text, "Overall") == ([], [], "")
    remote = report(answers={9: "![a](https://a.example/b.png)"})
    assert places(remote, "a.example") == ([], [], "")


FILES = ("figures/a.png", "figures/my file.JPG", "figures/readme.txt")


@pytest.mark.parametrize(
    ("line", "after", "made"),
    [
        ("text ![a](", "", "text ![a](figures/a.png"),
        ("text ![a](", ") more", "text ![a](figures/a.png) more"),
        ("text ![a](figures/b", "ad.png) more", "text ![a](figures/a.png) more"),
        ("text ![a](<figures/b", "ad.png>) more", "text ![a](<figures/a.png>) more"),
        ('<img alt="x" src="', '">', '<img alt="x" src="figures/a.png">'),
        ("<IMG SRC='fig", "ure/x' alt=''>", "<IMG SRC='figures/a.png' alt=''>"),
        ("[a](", "", "[a](figures/a.png"),
    ],
)
def test_figures_are_completed(line, after, made):
    what = asked(line + after, len(line))
    first = choices(what, FILES)[0]
    whole = line + after
    assert whole[: what.span.start] + first.text + whole[what.span.end :] == made


def test_figures_come_in_exact_case_with_those_shown_already_last():
    what = asked("![a](", 5)
    found = choices(what, FILES, used=["figures/a.png"])
    assert [(it.label, it.text, it.rank, it.detail) for it in found] == [
        ("figures/a.png", "figures/a.png", 1, "shown already"),
        ("figures/my file.JPG", "<figures/my file.JPG>", 0, ""),
    ]
    assert [it.text for it in choices(asked('<img src="', 10), FILES)] == [
        "figures/a.png",
        "figures/my file.JPG",
    ]


def test_what_was_typed_fits_the_choice():
    def match(typed):
        return choices(asked(f"![a]({typed}", len(typed) + 5), FILES)[0].match

    assert [match(it) for it in ("", "fig", "figures/", "figures/a", "./figures/a", "<fig")] == [
        "figures/a.png", "figures/a.png", "figures/a.png", "figures/a.png", "./figures/a.png", "<figures/a.png",
    ]  # fmt: skip
    assert [match(it) for it in ("a", "A.p")] == ["a.png", "a.png"]


def test_folders_that_may_hold_the_figure(tmp_path):
    (tmp_path / "figures" / "sub").mkdir(parents=True)
    for name in ("Top.png", "figures/B.png", "figures/a.png", "figures/sub/c.png", "figures/.hidden.png"):
        (tmp_path / name).touch()
    disk = DiskSurroundings(tmp_path / "README.md")
    assert folders(asked("![a](figures/sub/c", 18), "figures/") == ("figures", "figures/sub", "")
    assert disk.listing("figures") == ("figures/B.png", "figures/a.png")
    assert disk.listing("") == ("Top.png",)
    assert disk.listing("nowhere") == disk.listing("/etc") == disk.listing("a\0b") == ()


@pytest.mark.parametrize(
    "line", ["", "plain text (", "![a] (x", "![a](b) c", "<img alt='", "<!-- other: ig", 'src="x']
)
def test_nothing_is_completed_elsewhere(line):
    assert asked(line, len(line)) is None


def test_suppressions_are_completed():
    line = "<!-- reportlens: "
    assert [it.text for it in choices(asked(line + "-->", len(line)))] == ["ignore", "ignore-file"]
    line = "> <!-- reportlens: ignore answer-too-short, im"
    what = asked(line + "age -->", len(line))
    names = [it.text for it in choices(what)]
    assert (what.typed, what.kind) == ("im", "rule")
    assert line[what.span.start :] + "age" == "image"
    assert "image-missing" in names
    assert "answer-too-short" not in names
    assert all(it.rule.documentation() for it in choices(what))
    by_code = "<!-- reportlens: ignore-file RL102 "
    assert "answer-too-short" not in [it.text for it in choices(asked(by_code, len(by_code)))]


def test_overview_sums_up():
    text = report(answers={3: None, 1: ""})
    read = parse(text)
    found = [*_found(3, "RL101"), *_found(3, "RL501")]
    state = overview(read, official(read), found)
    assert (state.ticked, state.boxes) == (2, 4)
    assert [it.question.number for it in state.questions] == [1, 2, 3, 9]
    assert [it.passes for it in state.questions] == [True, True, False, True]
    assert [it.findings for it in state.questions] == [0, 0, 1, 0]
    assert text[slice(*state.questions[2].answer)].strip("-` ") == "question 3 fill here"
    assert state.questions[0].answer.start == state.questions[0].answer.end
    refused = parse(text.replace("> Answer:", ">", 1))
    assert {it.passes for it in overview(refused, official(refused), []).questions} == {None}


def _found(number, code):
    return [Finding(code, "x", Severity.INFO, Span(0, 0), "x", number)]
