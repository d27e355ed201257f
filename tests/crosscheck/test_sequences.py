"""Whatever is typed in whichever report, and whatever changes around it: what is found is what a fresh start finds."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made import boxes
from reportlens.checking import check
from reportlens.crosscheck import telling
from reportlens.crosscheck.repository import from_listing
from reportlens.finding import Finding, Severity
from reportlens.report import kept
from reportlens.report import parse as parsing
from reportlens.report.model import ChecklistItem, Report
from reportlens.settings import Settings
from reportlens.surroundings import Figure
from reportlens.text import Span

ANSWERS = {
    1: "Group 12",
    2: "s123456, s234567",
    3: "We used PyTorch Lightning, as group 21 told us.",
    10: "We did not use DVC. Our data has a version in a bucket.",
    14: "See our runs:\n\n![Runs in wandb](figures/runs.png)\n\nWe used W&B for it.",
    15: "We wrote a Dockerfile and ran `docker build .` for the image. We used Docker.",
    16: "We profiled the training loop with cProfile.",
    19: "Our data is stored in a bucket.",
    23: "We wrote an API with FastAPI.",
    25: "We have not load tested the API due to time constraints.",
    26: "We set up an alert in GCP. We didn't use Docker at all.",
    28: "--- question 28 fill here ---",
    29: "![The whole](figures/overview.png)\n\nWe used DVC for the data.",
    31: "s123465 trained the model. We, group 21, wrote the code.",
}
KEYS = ("data-versions", "profiling", "load-test", "alerts", "diagram", "bucket", "api", "experiment-tracking", "docker-files",
        "lightning", "sweep", "frontend", "distributed-training", "hydra")  # fmt: skip
WORDS = (
    "x",
    " not",
    "\n\n",
    "We did not use DVC. ",
    "We used DVC. ",
    "We did not profile our code. ",
    "We load tested the API with Locust. ",
    "No, we did not. ",
    "Yes. ",
    "In the end, it did not work. ",
    "We trained on one GPU only. ",
    "We ran a sweep with wandb. ",
    "We used PyTorch Lightning for the training loop. ",
    "We did without a frontend. ",
    "We built a frontend with Streamlit. ",
    "We decided against Hydra. ",
    "We used Hydra for the configuration of our experiments. ",
    "We set up alerts in GCP. ",
    "The data lies in a bucket. ",
    "Our group, group 7, ",
    "s345678 ",
    "### Question 16\n",
    "> Answer:\n",
    "```\n",
    "![The whole](figures/overview.png)",
)
SETTINGS = (
    Settings(select=("RL304", "RL305", "RL306", "RL307", "RL309", "RL310", "RL311")),
    Settings(severity={"RL305": "error"}),
    Settings(select=("RL304", "RL311", "RL403")),
)
LISTINGS = (
    None,
    from_listing("10 reports/README.md\n999 tests/locustfile.py\n999 .dvc/config\n"),
    from_listing("10 reports/README.md\n999 Dockerfile\n999 src/frontend.py\n"),
)
_ELSEWHERE = 0.4
"""How often an author goes on in another question."""
EDITIONS = ("", "2024", "2026")


@dataclass
class Written:
    """A report as its authors see it."""

    pieces: list[str]
    ticks: dict[str, bool]
    cursor: int = 0
    edition: str = ""
    title: str = "# A report\n\n"

    def text(self) -> str:
        return self.title + "".join(self.pieces)

    def parsed(self) -> Report:
        """Read it; the boxes are put beside the text, for the words of the template are not ours."""
        report = parsing.parse(self.text(), edition=self.edition)
        made = list(boxes(self.ticks, report.edition.questions))
        report.checklist = tuple(_placed(it, len(self.title) - 6) for it in made) if made else ()
        return report


@dataclass
class Around:
    """What lies around a report, and may change."""

    example: bool = False
    listing: int = 0
    path = None

    @property
    def repository(self) -> object:
        return LISTINGS[self.listing]

    def figure(self, path: str) -> Figure | None:
        return Figure(exists=True, example="overview" if self.example and "overview" in path else "")


class World:
    """Two reports, written in turn, and what lies around them."""

    def __init__(self, *, written: bool = True) -> None:
        answers = ANSWERS if written else dict.fromkeys((1, 2, 12, 16, 24, 28, 29, 31), "Some words.")
        pieces = [f"### Question {n}\n\n> **What?**\n>\n> Answer:\n\n{it}\n\n" for n, it in answers.items()]
        ticks = {key: n % 2 == 0 for n, key in enumerate(KEYS)}
        self.reports = [Written(list(pieces), dict(ticks)), Written(list(pieces), {})]
        self.arounds = [Around(), Around()]
        self.rules = SETTINGS[0]


def _placed(item: ChecklistItem, start: int) -> ChecklistItem:
    return item._replace(span=Span(start, start + 4), box=Span(start + 1, start + 2))


@contextmanager
def _apart() -> Iterator[None]:
    """Work as if nothing had been read before; what is kept is neither used nor lost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsing, "read_question", parsing.read_question.__wrapped__)
        patch.setattr(telling, "_KEPT", [])
        patch.setattr(kept, "_LAST", [])
        yield


def _change(world: World, here: int, how: str, luck: Random) -> None:  # noqa: C901 - one branch a change
    report, around = world.reports[here], world.arounds[here]
    if luck.random() < _ELSEWHERE:
        report.cursor = luck.randrange(len(report.pieces))
    n = report.cursor % len(report.pieces)
    if how == "type":
        at, word = luck.randrange(len(report.pieces[n])), luck.choice(WORDS)
        gone = luck.choice((0, 0, 0, 1, 7, 40))
        report.pieces[n] = report.pieces[n][:at] + word + report.pieces[n][at + gone :]
    elif how == "append":
        report.pieces[n] = report.pieces[n].rstrip() + " " + luck.choice(WORDS) + "\n\n"
    elif how == "answer":
        report.pieces[n] = (
            report.pieces[n].partition("> Answer:")[0] + f"> Answer:\n\n{luck.choice(WORDS)}\n\n"
        )
    elif how == "move":
        report.pieces.insert(luck.randrange(len(report.pieces)), report.pieces.pop(n))
    elif how == "repeat":
        report.pieces.insert(luck.randrange(len(report.pieces)), report.pieces[n])
    elif how == "delete" and len(report.pieces) > 3:
        del report.pieces[n]
    elif how == "number":
        report.pieces[n] = re.sub(
            r"Question \d+", f"Question {luck.randrange(1, 32)}", report.pieces[n], count=1
        )
    elif how == "title":
        report.title = luck.choice(
            ("# A report\n\n", "# A longer title\n\n", "# A report\n\nWith a few words.\n\n")
        )
    elif how == "tick":
        key = luck.choice(KEYS)
        report.ticks[key] = not report.ticks.get(key, False)
    elif how == "edition":
        report.edition = luck.choice(EDITIONS)
    elif how == "figure":
        around.example = not around.example
    elif how == "files":
        around.listing = luck.randrange(len(LISTINGS))
    elif how == "rules":
        world.rules = luck.choice(SETTINGS)


TYPED = ("type", "append", "append", "append", "answer")
MADE = ("move", "repeat", "delete", "number", "title", "tick", "edition", "figure", "files", "rules", "again")
STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(TYPED) | st.sampled_from(MADE), st.integers(0, 1 << 30)),
    min_size=2,
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(st.booleans(), STEPS)
def test_after_any_changes_the_same_is_found_as_in_a_fresh_start(
    written: bool,  # noqa: FBT001
    steps: list[tuple[int, str, int]],
) -> None:
    parsing.read_question.cache_clear()
    telling._KEPT.clear()
    kept._LAST.clear()
    world = World(written=written)
    seen: list[tuple[Written, Report]] = []
    check(world.reports[0].parsed(), world.rules)
    for here, how, luck in steps:
        _change(world, here, how, Random(luck))
        if how != "again" or not seen:
            seen.append((deepcopy(world.reports[here]), world.reports[here].parsed()))
        written, report = seen[luck % len(seen)] if how == "again" else seen[-1]
        found = check(report, world.rules, world.arounds[here])
        with _apart():
            fresh = check(written.parsed(), world.rules, world.arounds[here])

        assert found == fresh


def test_the_reports_of_this_test_have_something_to_find() -> None:
    report = World().reports[0].parsed()
    codes = {it.code for listing in (1, 2) for it in check(report, SETTINGS[0], Around(listing=listing))}

    assert codes == {"RL304", "RL305", "RL306", "RL307", "RL309", "RL310", "RL311"}


def _with(code: str, found: tuple[Finding, ...]) -> list[Finding]:
    return [it for it in found if it.code == code]


def test_a_failing_rule_is_asked_again_at_the_next_keystroke(monkeypatch: pytest.MonkeyPatch) -> None:
    written = World().reports[0]
    with monkeypatch.context() as patch:
        patch.setattr("reportlens.rules.tool_used_and_denied.tools", lambda report: 1 / len(report.text[:0]))
        failed = check(written.parsed(), SETTINGS[0])
    written.pieces[5] += "More words.\n\n"
    found = check(written.parsed(), SETTINGS[0])

    assert [it.severity for it in _with("RL900", failed)] == [Severity.INFO]
    assert not _with("RL311", failed)
    assert _with("RL304", failed)
    assert not _with("RL900", found)
    assert _with("RL311", found)
