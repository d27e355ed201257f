"""Every item in many ways of saying that it was done, that it was not, or nothing of either."""

from functools import cache

import pytest

from reportlens.crosscheck.telling import told
from reportlens.report.items import items
from reportlens.report.parse import parse

NAMES = {
    "typing": "type hints",
    "data-versions": "DVC",
    "command-line": "command line interface",
    "config-files": "config files",
    "hydra": "Hydra",
    "profiling": "profiling",
    "experiment-tracking": "W&B",
    "sweep": "hyperparameter sweep",
    "lightning": "PyTorch Lightning",
    "data-tests": "tests of the data",
    "model-tests": "tests of the model",
    "coverage": "code coverage",
    "continuous-integration": "continuous integration",
    "ci-lint": "linting",
    "pre-commit": "pre-commit hooks",
    "data-trigger": "trigger on changed data",
    "registry-trigger": "trigger for the model registry",
    "image-trigger": "build trigger",
    "cloud-training": "training in the cloud",
    "api": "inference API",
    "cloud-deployment": "deployment to the cloud",
    "api-tests": "API tests",
    "load-test": "load test",
    "specialised-api": "BentoML",
    "frontend": "frontend",
    "drift-robustness": "drift detection",
    "data-collection": "collection of inputs",
    "drift-api": "drift detection API",
    "system-metrics": "Prometheus",
    "cloud-monitoring": "cloud monitoring",
    "alerts": "alerts",
    "distributed-data": "distributed data loading",
    "distributed-training": "distributed training",
    "model-compression": "quantization",
    "documentation": "MkDocs",
    "documentation-pages": "GitHub Pages",
}
DENIALS = """
No {0}.
No {0}, and we do not miss it.
No {0} at all.
No {0} was made.
No {0} has been set up.
There is no {0}.
There was no {0}, as the course ended too soon.
We have no {0}.
We had no {0} in the end.
We had no time for {0}.
There was no time to set up {0}.
We saw no need for {0}.
We did not use {0}.
We didn't get around to {0}.
We never got to {0}.
We did not reach {0}.
I did not have time for {0}.
We didn't do any {0} due to lack of time.
None of us tried {0}.
Nobody set up any {0}.
{0}: no.
{0}: none, sadly.
{0}: not done.
{0}: skipped.
{0} we did not reach.
{0} we never got to.
{0} we left out.
{0} was postponed.
{0} was skipped, since time was short.
{0} was left out.
{0} was out of scope.
{0} was not a priority.
{0} would have been overkill.
{0} is missing.
{0} did not happen.
{0} never happened.
{0} had to wait.
{0} fell victim to the deadline.
We skipped {0}.
We left out {0} for lack of time.
We decided against {0}.
We dropped {0} in the end.
We went without {0}.
We did without {0}.
We finished the project without any {0}.
Our project lacks {0}.
We wanted {0}, but ran out of time.
We wanted to have {0}, but there was no time left.
We thought about {0}, but it would have been overkill.
We looked at {0}, but left it out.
We planned {0}, but it was postponed.
We have no slides or {0}.
We have neither slides nor {0}.
Neither slides nor {0} were made.
No slides, posters or {0}.
{0} was never set up.
{0} has not been done.
{0} has been left for later.
{0} was dropped due to the deadline.
{0}: nope.
{0}: out of scope.
{0} confused us, so we went without.
{0} looked nice, but we did without it.
Missing is {0}.
Sadly, we never managed to set up {0}.
We had to skip {0}.
We were unable to set up {0}.
We could not get to {0} before the deadline.
In this project, we have not used {0}.
We chose not to do {0}.
There has been no {0}.
We gave up on {0}.
We opted against {0}.
We have yet to add {0}.
Unfortunately no {0}.
The group did not do {0}.
Time did not allow us to set up {0}.
Time constraints prevented us from setting up {0}.
There was not enough time for {0}.
{0} never saw the light of day.
{0} was not part of our project.
{0} was considered but ultimately not adopted.
{0} was discussed in the group, but none of us implemented it.
We discussed {0} but did not implement it.
{0} was never relevant.
{0} wasn't needed.
{0} isn't in place.
{0} is not something we got to work.
For {0} we have nothing yet.
Same story here, there's no {0}.
It was a small project, so no {0}.
The project does not include {0}.
Since the model is small, {0} was not necessary.
{0} made no sense for our project.
We deemed {0} unnecessary.
We left {0} out.
We left {0} for later.
We dont have {0}.
We didnt use {0}.
Currently, no {0} is in place.
{0} was still missing at the deadline.
"""
CLAIMS = """
We use {0}.
We used {0} from the first week on.
We set up {0} in the second week.
We went with {0}.
Yes, we made {0} ourselves and used it.
"""
TALK = """
{0} is useful in large projects.
{0} can be used for many things.
If we had more time, we would set up {0}.
Without {0}, large projects suffer.
With {0} one would notice such things.
We have learned that {0} is important.
If not, we skip {0}.
The next step would be {0}.
No {0} errors were found.
There are no problems with {0}.
This does not mean that we did not use {0}.
We have no complaints about {0}.
There were no doubts about {0}.
Many call {0} difficult.
Why not use {0}?
No further {0} is planned.
We never had any doubts about {0}.
We could not live without {0}.
We have not regretted {0}.
None of us had used {0} before.
We had never used {0} before the course.
It would be bad to go without {0}.
We would not have finished without {0}.
"""
UNFIT_CLAIMS = frozenset(
    {"typing", "coverage", "cloud-deployment", "cloud-training", "data-collection", "drift-api", "image-trigger", "ci-lint", "config-files",
     "api", "data-trigger", "registry-trigger", "documentation-pages"}
)  # fmt: skip
"""Items that are told by more words than their name."""


NOT_DENIED = """
{0} was left out of the first version, but added later.
Before the course we did not use {0}, now we do.
We did not only use {0}.
We were not sure whether to use {0}.
Our {0} did not fail once.
{0} is not missing.
No changes to {0} were needed.
We could not have done the project without {0}.
{0} was not hard to set up.
We did not set up {0} until the last week.
We did not have {0} in the first version, but we added it later.
{0} was discussed, and then we built it.
We tried {0}, which none of us had used before.
"""


def _rows(text: str) -> list[str]:
    return text.strip().split("\n")


@cache
def _said(key: str, text: str) -> str:
    number = items()[key].questions[0]
    text = text[0].upper() + text[1:]
    pieces = [
        f"### Question {n}\n\n> **What?**\n>\n> Answer:\n\n{text if n == number else 'Nothing.'}\n\n"
        for n in range(1, 32)
    ]
    return told(parse("# A report\n\n" + "".join(pieces))).of(key).said


@pytest.mark.parametrize("text", _rows(DENIALS))
def test_what_is_plainly_refused_is_denied(text: str) -> None:
    assert {key: said for key, it in NAMES.items() if (said := _said(key, text.format(it))) != "denied"} == {}


@pytest.mark.parametrize("text", _rows(CLAIMS))
def test_what_is_plainly_told_is_claimed(text: str) -> None:
    names = {key: it for key, it in NAMES.items() if key not in UNFIT_CLAIMS}
    assert {
        key: said for key, it in names.items() if (said := _said(key, text.format(it))) != "claimed"
    } == {}


@pytest.mark.parametrize("text", _rows(TALK))
def test_talk_is_neither(text: str) -> None:
    assert {key: said for key, it in NAMES.items() if (said := _said(key, text.format(it))) != "silent"} == {}


@pytest.mark.parametrize("text", _rows(NOT_DENIED))
def test_what_was_made_after_all_is_not_denied(text: str) -> None:
    assert [key for key, it in NAMES.items() if _said(key, text.format(it)) == "denied"] == []
