from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from made import report
from reportlens.checking import check
from reportlens.report.parse import parse
from reportlens.views.folds import folds
from reportlens.views.growing import growing
from reportlens.views.outline import outline, search

LINES = report().split("\n")
TEXTS = st.lists(
    st.sampled_from([*LINES, "```py", "```", "\t> x", "### Question 7", "# Sub"]), max_size=60
).map("\n".join)
MIXED = st.one_of(
    TEXTS, TEXTS.map(lambda it: it.replace("\n", "\r\n")), st.permutations(LINES).map("\n".join)
)


def rows(entries, depth=0):
    for it in entries:
        yield depth, it.kind, it.name, it.detail
        yield from rows(it.children, depth + 1)


def test_outline_holds_weeks_sections_and_questions():
    read = parse(report(answers={3: None}))
    assert list(rows(outline(read, check(read)))) == [
        (0, "heading", "Our report", ""),
        (0, "heading", "Overall checklist", ""),
        (0, "week", "Week 1", "1 of 3 ticked"),
        (1, "item", "git repository", "ticked \u00b7 M5"),
        (1, "item", "Something that nobody ever heard of (M99)", "not ticked \u00b7 M99"),
        (1, "item", "Another thing of that kind (M98)", "not ticked \u00b7 M98"),
        (0, "week", "Week 2", "1 of 1 ticked"),
        (1, "item", "Yet another thing (M97)", "ticked \u00b7 M97"),
        (0, "section", "What we did", "3 of 4 answered"),
        (1, "question", "Question 1: Which group are you?", "2 words"),
        (1, "question", "Question 2: Who wrote these lines?", "2 words"),
        (
            1,
            "question",
            "Question 3: Tell us what your program does.",
            "no answer yet / 10\u201320 words \u00b7 1 finding",
        ),
        (
            1,
            "question",
            "Question 9: Show us your storage.",
            "7 / 5\u201310 words \u00b7 1 of 1\u20132 images",
        ),
    ]


def test_headings_of_ones_own_stand_under_their_question():
    text = report(answers={2: "Words of ours.\n\n#### Who\n\nNobody.\n\n"}) + "\n## Behind all\n\ntext\n"
    read = parse(text)
    found = {
        it.name[:10]: [(own.name, text[own.span.start : own.span.end]) for own in it.children]
        for top in outline(read)
        for it in top.children
        if it.kind == "question"
    }
    assert found["Question 2"] == [("Who", "#### Who\n\nNobody.\n\n\n\n")]
    assert found["Question 9"] == [("Behind all", "## Behind all\n\ntext\n")]
    assert found["Question 1"] == []


def test_search_wants_every_word():
    entries = outline(parse(report()))
    assert [(it.name, above) for it, above in search(entries, "STORAGE question")] == [
        ("Question 9: Show us your storage.", "What we did")
    ]
    assert not search(entries, "storage nonsense")
    assert len(search(entries, "")) == 13


@given(MIXED)
def test_parts_of_the_outline_lie_within_each_other(text):
    def look(entries, start, end):
        for it in entries:
            assert it.name
            assert start <= it.span.start <= it.head.start <= it.head.end <= it.span.end <= end
            look(it.children, *it.span)

    look(outline(parse(text)), 0, len(text))


def test_prompts_questions_weeks_and_code_fold():
    text = report(answers={1: "Group\n\n```py\nx = 1\n```\n\n"}, start="---\na: b\n---\n")
    lines = text.split("\n")
    found = [(it.kind, lines[it.first], lines[it.last]) for it in folds(parse(text))]
    assert ("region", "---", "---") in found
    assert ("region", "### Week 1", "* [ ] Another thing of that kind (M98)") in found
    assert ("region", "## What we did", "![our bucket](figures/bucket.png)") in found
    assert ("region", "### Question 1", "```") in found
    assert ("region", "```py", "```") in found
    assert ("prompt", "> Which group are you?", "> Answer:") in found
    assert not any(it.kind == "prompt" for it in folds(parse(text), prompts=False))
    assert [it.instead for it in folds(parse(text)) if it.kind == "prompt"][
        -1
    ] == "the prompt, 5\u201310 words asked for"


@given(MIXED)
def test_folds_hide_lines_that_are_there(text):
    read = parse(text)
    found = folds(read)
    assert len({(it.first, it.last) for it in found}) == len(found)
    assert all(0 <= it.first < it.last < len(read.lines) for it in found)


def test_selection_grows_from_word_to_report():
    text = report()
    grown = [text[slice(*it)] for it in growing(parse(text), text.index("dogs") + 2)]
    third = text[text.index("### Question 3") : text.index("### Question 9")]
    assert grown[0] == "dogs"
    assert grown[1] == "It also sorts pictures of dogs, of birds and of fish, all night long."
    assert grown[2].startswith("It sorts pictures of cats. It also")
    assert grown[3] == third
    assert grown[4] == text[text.index("## What we did") :]
    assert grown[5] == text


def test_selection_in_the_checklist_and_in_a_prompt():
    text = report()
    in_box = [text[slice(*it)] for it in growing(parse(text), text.index("repository") + 1)]
    assert in_box[:2] == ["repository", "* [x] A git repository of ours (M5)"]
    assert in_box[2].startswith("### Week 1")
    in_prompt = [text[slice(*it)] for it in growing(parse(text), text.index("storage") + 1)]
    assert in_prompt[1].startswith("> Show us your storage.")
    assert in_prompt[1].endswith("> Answer:")


@given(MIXED, st.integers(0, 2000))
@example(
    report(answers={3: "--- question 3 fill here --- First words.\n\nSecond words."}),
    report().index("It sorts") + 32,
)
def test_each_selection_holds_the_one_before(text, at):
    at = min(at, len(text))
    grown = growing(parse(text), at)
    assert grown[-1] == (0, len(text))
    assert all(it.holds(at) for it in grown)
    for small, large in pairwise(grown):
        assert large.start <= small.start
        assert small.end <= large.end
        assert small != large


def test_headings_behind_a_section_title_leave_the_question_before_it():
    text = report().replace("### Question 9", "#### Mine\n\n## Deployment\n\n#### Other\n\n### Question 9", 1)
    read = parse(text)
    starts = {it.start: it.whole for it in read.questions}
    for top in outline(read):
        for entry in (top, *top.children):
            if entry.kind == "question":
                assert all(it.span.end <= starts[entry.span.start].end for it in entry.children)
