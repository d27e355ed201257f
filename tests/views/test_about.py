from made import report
from reportlens.checking import check
from reportlens.crosscheck.repository import from_listing
from reportlens.report.items import items
from reportlens.report.limits import Limits
from reportlens.report.parse import parse
from reportlens.surroundings import Figure
from reportlens.views.about import about_findings, about_image, about_item, about_question, size
from reportlens.views.markup import MARKDOWN, PLAIN


def said_of(number, markup=PLAIN, limits=None, **changes):
    read = parse(report(**changes), limits=limits)
    question = next(it for it in read.questions if it.number == number)
    return "\n".join(about_question(markup, read, question, check(read)))


def test_question_with_length_images_boxes_and_source():
    said = said_of(9)
    assert said.splitlines() == [
        "Question 9 \u00b7 What we did",
        "7 / 5\u201310 words \u00b7 1 of 1\u20132 images",
        "\u2588" * 14 + "\u2591" * 6,
        "- words: 7 by the official count, 5 of prose",
        "- asked for: 5\u201310 words, 1\u20132 images, by the prompt's own words",
        "- within these limits",
        "- \u2611 git repository (line 7)",
    ]


def test_findings_are_listed_the_heaviest_first():
    short = said_of(3, answers={3: "Too short a text"})
    assert "outside these limits" in short
    assert "1 finding\n- warning: 4 words, where 10 to 20 are recommended" in short
    many = said_of(9, answers={9: "See TODO --- question 9 fill here --- [a](figures/a.png)"})
    weights = [it.split(":")[0] for it in many.partition(" findings\n")[2].splitlines()]
    assert len(set(weights)) > 1
    assert weights == sorted(weights, key=["- error", "- warning", "- info", "- hint"].index)


def test_limits_name_their_source():
    assert "by the configuration" in said_of(3, limits={3: Limits((1, 2), None)})


def test_strange_words_stay_words():
    strange = "## <img src=x> [a](http://b.example)"
    said = said_of(3, MARKDOWN, section=strange)
    assert r"\<img src=x\> \[a\](http\://b.example)" in said


BOXES = """\
* [ ] A Dockerfile of ours, one or multiple docker files (M10)
* [x] Use profiling of our code (M12)
* [x] Something that nobody ever heard of (M99)
"""


def test_box_with_its_questions_and_what_is_known():
    number = items()["profiling"].questions[0]
    text = report(
        checklist=BOXES,
        prompts={number: "Did you look for slow code?\n>"},
        answers={number: "We have seen [it](x).\n\nWe did not use any profiling."},
    )
    read = parse(text)
    repository = from_listing("100 reports/README.md\n900 Dockerfile")

    def said(item, *more):
        return "\n".join(about_item(PLAIN, read, item, repository, more)).splitlines()

    docker, profiling, strange = read.checklist
    assert said(docker, "more of it") == [
        "docker files",
        "- \u2610 not ticked",
        "- module: M10",
        "- shown by Dockerfile",
        "- agrees",
        "- more of it",
    ]
    line = text[: text.index("We did not")].count("\n") + 1
    assert said(profiling) == [
        "profiling",
        "- \u2611 ticked",
        "- module: M12",
        f"- question {number} (Did you look for slow code?): 10 words",
        f"- denied in question {number}, line {line}",
        "- ticked, but denied",
    ]
    assert said(strange) == ["Something that nobody ever heard of (M99)", "- \u2611 ticked", "- module: M99"]


def test_image_with_its_file():
    read = parse(report())
    image = read.questions[3].answer.images[0]

    def said(figure):
        return about_image(PLAIN, image, figure)[1]

    assert about_image(MARKDOWN, image, None)[0] == "`figures/bucket.png`"
    assert said(None) == "- not known whether the file exists"
    assert said(Figure(exists=False, near=("figures/B.png",))) == "- no such file\n- there is figures/B.png"
    there = Figure(exists=True, size=34_200, format="png", committed=False, ignored=True)
    assert said(there) == "- png, 34 kB\n- not committed, ignored by git"
    assert said(Figure(exists=True, size=12, example="x.png", committed=True)) == (
        "- no image by its first bytes, 12 bytes\n- an example figure of the template\n- committed"
    )
    remote = image._replace(destination="https://a.example/b.png")
    assert "an address elsewhere" in about_image(PLAIN, remote, None)[1]


def test_findings_are_explained_once_each():
    found = [it for it in check(parse(report(answers={1: None, 2: None}))) if it.rule == "answer-missing"]
    assert len(found) == 2
    said = "\n".join(about_findings(MARKDOWN, found))
    assert said.count("**answer-missing** (RL101): ") == 1
    assert "##" not in said
    assert about_findings(PLAIN, [found[0]._replace(code="RL999")]) == []


def test_sizes_are_written_as_people_do():
    assert [size(it) for it in (1, 999, 1000, 999_400, 1_500_000)] == [
        "1 bytes",
        "999 bytes",
        "1 kB",
        "999 kB",
        "1.5 MB",
    ]
