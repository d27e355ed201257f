import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reportlens.views.markup import MARKDOWN, PLAIN

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
AUTOLINK = re.compile(r"(?:https?|ftp)://\S|\bwww\.\S|[\w.+-]@[\w-]+\.\w|mailto:\S+@", re.IGNORECASE)
"""What editors make links of, although it has no brackets."""
SIGNS = st.text("ab1 .:/@!#*_`~[]()<>|&;$\\-+=\n\"'wW^{}", max_size=40)
PIECES = st.lists(
    st.sampled_from(
        ["![x](http://a.b/c.png)", "<img src=x onerror=y>", "[x](command:z)", "http://evil.example", "www.evil.example",
         "WWW.evil.example", "a@b.example", "&lt;", "```", "**", "<!-- x -->", "1. x", "- x", "# x", "| a | b |", "\\", "`", " "]
    ),
    max_size=6,
).map("".join)  # fmt: skip


def read(markdown):
    """Return the words that a reader sees, and the kinds of all tokens."""
    tokens = READER.parse(markdown)
    kinds = [it.type for it in tokens] + [kid.type for it in tokens for kid in it.children or ()]
    seen = "".join(
        kid.content for it in tokens for kid in it.children or () if kid.type in ("text", "text_special")
    )
    return seen, kinds


@given(st.one_of(SIGNS, PIECES, st.text(max_size=40).map(lambda it: it.replace("\0", ""))))
@example("- a")
@example("--")
@example("1) a")
@example("&amp; a")
@example("wWw.a")
def test_words_of_a_report_are_never_live(text):
    written = MARKDOWN.words(text)
    seen, kinds = read(f"x {written}")
    assert seen == f"x {' '.join(text.split())}".strip()
    assert set(kinds) <= {"paragraph_open", "inline", "text", "text_special", "paragraph_close"}
    _, alone = read(written)
    assert set(alone) <= {"paragraph_open", "inline", "text", "text_special", "paragraph_close"}
    assert not AUTOLINK.search(written)


@given(st.one_of(SIGNS, PIECES))
def test_code_shows_the_words_as_they_are(text):
    if not text.strip():
        assert MARKDOWN.code(text) == ""
        return
    tokens = READER.parse(f"x {MARKDOWN.code(text)}")
    codes = [kid for it in tokens for kid in it.children or () if kid.type == "code_inline"]
    assert [it.content for it in codes] == [" ".join(text.split())]
    assert len(tokens[1].children) == 2


def test_plain_text_has_no_markup():
    page = "# A rule\n\nIt finds `x` in **bold** [words](http://a.b).\n\n```md\ncode\n```\n"
    assert PLAIN.own(page) == "A rule\n\nIt finds x in bold words.\n\ncode\n"
    assert PLAIN.words("a\n*b*") == PLAIN.code("a *b*") == PLAIN.strong("a *b*") == "a *b*"
