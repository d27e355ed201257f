"""Reports made for tests, in words of our own."""

from __future__ import annotations

from reportlens.report.items import items
from reportlens.report.model import ChecklistItem
from reportlens.text import Span

PROMPTS = {
    1: "Which group are you?\n>",
    2: "Who wrote these lines?\n>",
    3: "Tell us what your program does.\n>\n> Recommended answer length: 10-20 words.\n>",
    9: "Show us your storage.\n>\n> Recommended answer length: 5-10 words and add 1-2 images.\n>",
}
ANSWERS = {
    1: "Group 12",
    2: "s123456, s654321",
    3: "It sorts pictures of cats. It also sorts pictures of dogs, of birds and of fish, all night long.",
    9: "Our storage is a bucket:\n\n![our bucket](figures/bucket.png)",
}
CHECKLIST = """\
### Week 1

* [x] A git repository of ours (M5)
* [ ] Something that nobody ever heard of (M99)
* [ ] Another thing of that kind (M98)

### Week 2

* [x] Yet another thing (M97)
"""


def report(answers=None, prompts=None, checklist=CHECKLIST, start="", section="## What we did"):
    """Return a report of four questions; an answer of None leaves the placeholder."""
    answers = {**ANSWERS, **(answers or {})}
    prompts = {**PROMPTS, **(prompts or {})}
    parts = [f"{start}# Our report\n\n## Overall checklist\n\n{checklist}\n{section}\n"]
    for number, prompt in prompts.items():
        text = answers[number]
        text = f"--- question {number} fill here ---" if text is None else text
        parts.append(f"### Question {number}\n> {prompt}\n> Answer:\n\n{text}\n")
    return "\n".join(parts)


def boxes(ticks, questions=31):
    """Yield boxes of the template's items by their keys: its words are not ours to repeat."""
    for key, ticked in ticks.items():
        item = items()[key]
        numbers = item.questions_of_27 if questions == 27 else item.questions
        mark = "x" if ticked else " "
        nowhere = Span(0, 0)
        yield ChecklistItem(
            nowhere, nowhere, mark, ticked, ticked, item.title, item.modules, "", True, key, False, numbers
        )
