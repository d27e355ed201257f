"""Criterion: one thing that a prompt asks for, in the project's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import re

Kind = Literal["open", "yes-no-then-explain", "conditional", "artifact"]
"""open: asks for something; yes-no-then-explain: an explicit no covers it; conditional: asked only in some cases;
artifact: an image or a link, found by the parser.
"""

Gap = Literal[
    "no_value",
    "no_explanation",
    "no_reason",
    "no_example",
    "no_link",
    "no_image",
    "only_some_parts",
    "off_topic",
    "no_answer",
]
"""What kind of thing is missing."""

Artifact = Literal["image", "link"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a prompt asks for."""

    id: str
    text: str
    """A fragment that fits behind "not found:"."""
    kind: Kind
    covered: str
    """What counts as covered."""
    partial: str
    """What counts as half covered; may be empty."""
    gap: Gap
    """What is missing if the answer does not cover it."""
    back: str
    """A question to the author, of at most 160 characters."""
    cues: tuple[re.Pattern[str], ...] = ()
    """Any of these in an answer means: something may be there. None of them: nothing is."""
    when: re.Pattern[str] | None = None
    """Asked only of answers in which this is found."""
    unless: re.Pattern[str] | None = None
    """Not asked of answers in which this is found."""
    asked: re.Pattern[str] | None = None
    """Asked only where the wording of the question has this."""
    artifact: Artifact | None = None
    optional: bool = False
    """Whether the prompt leaves it to the author."""
    enough: int = 0
    """An answer of so many words is taken to speak of it, in whatever words; 0: no length is enough."""
    derived: bool = False
    """Whether it was made from the prompt's own sentence, for want of a rubric."""

    def applies(self, answer: str) -> bool:
        """Tell whether the criterion asks anything of this answer."""
        if self.unless and self.unless.search(answer):
            return False
        return not self.when or bool(self.when.search(answer))

    def cued(self, answer: str) -> bool:
        """Tell whether any cue is in the text."""
        return any(cue.search(answer) for cue in self.cues)
