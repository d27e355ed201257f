"""What a report is, as values.

A report is cut into pieces: a preamble (title, instructions, checklist) and one piece for each question.
Spans inside a `Question` count from the first character of its piece, so that typing in one answer leaves
the values of all other questions as they are (and what was found out about them can be kept);
`Question.at` turns such a span into one of the report. All other spans count from the start of the text.
"""

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlens.report.limits import NO_LIMITS, Limits, Range, stated_limits, stated_words
from reportlens.text import Span
from reportlens.value import Entity, Value

if TYPE_CHECKING:
    from reportlens.report.outline import Heading
    from reportlens.text import Lines

ImageKind = Literal["image", "link", "code", "fence", "comment", "html"]
"""How an image stands in the text.

image: Markdown image; html: an `<img>` tag; link: plain link to an image file; others: shown as text or not at all.
"""

Status = Literal["answered", "placeholder", "empty"]
BlockKind = Literal["paragraph", "heading", "fence", "code", "html", "table", "rule"]


class Words(Value):
    """How long an answer is."""

    official: int
    """What the course's checker counts (and students write to)."""
    prose: int
    """What a reader would call a word."""


class Image(NamedTuple):
    """An image, or what was meant to be one."""

    kind: ImageKind
    span: Span
    """The whole markup."""
    destination: str
    """As written, without the brackets."""
    destination_span: Span
    alt: str
    rendered: bool
    """Whether a reader of the page will see an image, if the file exists."""


class Note(Value):
    """A line that the author wrote to herself and forgot."""

    span: Span
    text: str


class Block(NamedTuple):
    """A block of the answer, as CommonMark sees it."""

    kind: BlockKind
    span: Span


class Link(Value):
    """A link: `[text](destination)` or a bare address."""

    span: Span
    destination: str
    target: Span
    """The markup that names the destination, behind the words of the link."""


class Answer(Value):
    """What stands behind the marker of a question."""

    region: Span
    """All that follows the prompt, down to the end of the question's piece."""
    span: Span | None
    """From the first to the last character that a reader would call the answer."""
    status: Status
    words: Words
    official: Span
    """The text that the course's checker judges, where it finds this question."""
    official_images: int
    """How many images the course's checker counts in it."""
    images: tuple[Image, ...]
    placeholders: tuple[Span, ...]
    """Placeholders of the template that still stand there, whole."""
    dashes: tuple[Span, ...]
    """Dashes of the placeholder that were left around an answer."""
    notes: tuple[Note, ...]
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    code: tuple[Span, ...]
    """Inline code spans."""
    noise: tuple[Span, ...]
    """What the prose count leaves out: fences, image markup, comments, tags, addresses, placeholders, markers."""


class Question(Entity):
    """One question: the examiner's wording and the group's answer.

    All spans count from the first character of the piece: see the module's text.
    """

    source: str
    """The text of the piece, with plain line ends (same length as the original)."""
    number: int
    heading: Span
    suffix: str
    """What stands behind the number in the heading."""
    prompt: Span | None
    """From the first line of the wording to the line of the marker."""
    wording: str
    """The prompt in clean words, without quote marks, emphasis, length, example and marker."""
    wording_span: Span | None
    example: str
    """The template's sample answer, in clean words; empty if none."""
    length_span: Span | None
    """The words of the prompt that state the recommended length."""
    asked: str
    """The prompt down to its example, length included, in clean words."""
    markers: tuple[Span, ...]
    """Every `Answer:`, in the order of the text, wherever in the piece it stands."""
    marker: Span | None
    """The one that ends the prompt."""
    repeats: tuple[Span, ...]
    """Headings inside the answer that repeat this question's own number."""
    unclosed_fence: Span | None
    """The opening of a code fence that is never closed."""
    answer: Answer
    memory: dict[object, object]
    """What others found out about this piece; shared by all reports that hold the same piece."""
    # Filled in when the whole report is known.
    start: int = 0
    """Where the piece begins in the report."""
    index: int = 0
    """The place in the order of the report, from 0."""
    limits: Limits = NO_LIMITS
    """The limits that hold: settings before edition before prompt."""

    @cached_property
    def stated_words(self) -> Range | None:
        """The length that this document's own prompt states."""
        return stated_words(self.asked)

    @cached_property
    def stated(self) -> Limits:
        """All limits that this document's own prompt states."""
        return stated_limits(self.asked)

    def at(self, span: Span) -> Span:
        """Return the place in the report of a span of this piece."""
        return span.moved(self.start)

    def text(self, span: Span | None) -> str:
        """Return the characters of a span of this piece; nothing for no span."""
        return self.source[span.start : span.end] if span else ""

    @property
    def whole(self) -> Span:
        """The place of the piece in the report."""
        return Span(self.start, self.start + len(self.source))


class ChecklistItem(NamedTuple):
    """One box of the checklist."""

    span: Span
    """From the bullet to the end of the item."""
    box: Span
    """The brackets and what is between them."""
    mark: str
    """What stands between the brackets."""
    ticked: bool | None
    """`None` if the brackets hold neither one blank nor an x: no reader of boxes shows a box then."""
    meant: bool | None
    """What the mark is meant to say, malformed or not; `None` if unclear or half-done."""
    text: str
    modules: tuple[str, ...]
    section: str
    well_formed: bool
    """Whether a Markdown renderer that knows boxes shows a box."""
    key: str = ""
    """Which item of the template it is (see `items.json`); empty if none is near."""
    edited: bool = False
    """Whether its words differ from those of every edition."""
    questions: tuple[int, ...] = ()
    """The numbers of the questions that speak of it, the first one first."""


class Section(Value):
    """A heading over one or more questions."""

    title: str
    heading: Span
    questions: tuple[int, ...]
    """Places in the order of the report, from 0."""


class EditionMatch(Value):
    """Which edition of the template the report was made from."""

    id: str
    """The edition's name, as in `editions.json`; empty if unknown."""
    label: str
    """The year that people call it by, with a letter for a second one; empty if unknown."""
    questions: int
    boxes: int


class Report(Entity):
    """A group's report, as a value."""

    text: str
    lines: "Lines"
    edition: EditionMatch
    front_matter: Span | None
    title: Span | None
    headings: tuple["Heading", ...]
    preamble: Span
    """All that stands before the first question."""
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    checklist: tuple[ChecklistItem, ...]
    memory: dict[object, object]
    """What others found out about this report."""

    @property
    def recognised(self) -> bool:
        """Whether this is a report at all, and not some other Markdown file."""
        return len(self.questions) > 1

    def question_at(self, offset: int) -> Question | None:
        """Return the question whose piece holds the offset (or, the last one, ends there)."""
        behind = bisect_right(self.questions, offset, key=lambda it: it.start)
        return next((it for it in self.questions[behind - 1 : behind] if it.whole.holds(offset)), None)

    def item_at(self, offset: int) -> ChecklistItem | None:
        """Return the checklist item that holds the offset."""
        return next((it for it in self.checklist if it.span.holds(offset)), None)
