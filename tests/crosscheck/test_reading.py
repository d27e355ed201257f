"""What a sentence says of the work in it: sentences of our own, by item."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made import boxes
from reportlens.checking import check
from reportlens.crosscheck.cues import cues
from reportlens.crosscheck.reading import clauses, plain_words
from reportlens.crosscheck.telling import told
from reportlens.report.items import items
from reportlens.report.parse import parse
from reportlens.settings import Settings

CLAIMED = """
load-test: We used Locust to simulate 100 users.
load-test: Yes, load testing was done with Locust.
load-test: For the load test a locustfile was written and run against the cloud deployment.
profiling: We profiled the training loop with cProfile.
profiling: The code was profiled using the PyTorch profiler.
profiling: We did run the profiler once, which showed no bottlenecks.
profiling: We used snakeviz to see the cost of not preprocessing the data with a profiler.
data-versions: Yes, we used DVC to manage our data.
data-versions: Our data is versioned with DVC.
cloud-training: The model was trained on a Compute Engine VM.
cloud-training: Training was performed using Vertex AI custom jobs.
cloud-deployment: The API was deployed to Cloud Run.
cloud-deployment: We first deployed locally and then to GCP using Cloud Functions.
api-tests: We wrote unit tests for the API using pytest and TestClient.
api-tests: API endpoints are tested with pytest.
ci-matrix: Our workflow uses a matrix of three operating systems and two Python versions.
ci-matrix: Our tests are run on both ubuntu and windows.
alerts: We set up an alert that sends an email if the error rate is too high.
cloud-monitoring: We set up monitoring in GCP with a dashboard.
system-metrics: The API exposes a /metrics endpoint with request counts.
frontend: We implemented a frontend with Streamlit where users can upload images.
image-trigger: Every push to main triggers a build of the docker image in Cloud Build.
specialised-api: We exported the model to ONNX and served it with onnxruntime.
documentation-pages: The documentation is published to GitHub Pages.
model-compression: The model was quantized to int8.
distributed-training: We used DDP for multi-GPU training.
data-collection: All predictions are logged to a database together with the inputs.
drift-api: We deployed a drift detection API to Cloud Run.
registry-trigger: We have a workflow that is triggered when a model is added to the model registry.
api: Yes, with a FastAPI application.
alerts: An alert policy e-mails us if the error rate exceeds 2 %.
ci-lint: The file `lint.yaml` runs ruff in the CI.
docker-files: There are two dockerfiles in the repository.
image-trigger: Every commit on main starts a build, and the image could be 3 GB.
"""
DENIED = """
load-test: Due to time constraints, load testing was not performed.
load-test: We didn't get around to load testing the API.
load-test: No load testing was carried out.
load-test: We performed unit testing but no load testing.
load-test: There was no time for load testing.
cloud-monitoring: Unfortunately, monitoring of the deployed model was not implemented.
cloud-monitoring: We have no monitoring in place.
cloud-monitoring: Monitoring has not been implemented yet.
data-versions: We chose not to use DVC.
data-versions: We ended up not using DVC for our data.
data-versions: As our dataset is static, we did not find it necessary to use DVC.
data-versions: Our data did not change, so we didn\u2019t use DVC.
cloud-deployment: We managed to deploy locally but were unable to deploy it in the cloud.
cloud-deployment: We only deployed locally, since deployment to GCP did not work.
cloud-training: We did not get the training to run in the cloud.
cloud-training: Training in the cloud was not possible because of quota limits.
profiling: Although we did not profile the code, it was fast.
api-tests: Unit tests of the API were not implemented.
experiment-tracking: We did not get to use Weights and Biases.
alerts: We did not fully set up monitoring dashboards or alerts.
data-versions: We planned to use DVC but ran out of time.
data-versions: We considered DVC, but we decided against it.
hydra: We would have liked to use Hydra.
load-test: Load test: no.
frontend: No frontend.
profiling: Training takes a minute, so I saw no reason to profile.
cloud-deployment: We only managed to deploy it locally, not in the cloud.
cloud-training: Not on Google Cloud, no.
registry-trigger: We tried to set up a trigger on the registry, but we removed it.
"""
NEITHER = """
load-test: To load test it, we would use Locust.
load-test: If we had more time, we would have set up a load test.
load-test: Load testing can be done with Locust.
load-test: Locust is a tool for load testing.
load-test: The load test did not show any errors.
load-test: We know that Locust exists.
profiling: Profiling would help us find bottlenecks.
profiling: We did not find any bottlenecks when profiling.
profiling: We believe that profiling is useful.
profiling: We tried to profile our code but ran into errors.
profiling: We did not perform extensive profiling.
data-versions: By using DVC, the team could go back to earlier versions.
data-versions: It would have been nice if we had used DVC.
data-versions: Even if we did not use DVC, sharing worked.
data-versions: If we hadn't used DVC, sharing would be hard.
cloud-monitoring: Monitoring in GCP can improve the longevity of our model.
cloud-deployment: We did not deploy the frontend in the cloud.
cloud-deployment: We wanted to deploy the model in the cloud.
ci-matrix: The group members used Windows and macOS laptops.
ci-matrix: We run all jobs on the ubuntu-latest operating system.
hydra: We did not use Hydra's sweeper.
sweep: The project is about a pipeline rather than hyperparameter optimization.
documentation-pages: We format with [black](https://black.readthedocs.io/en/stable/).
drift-robustness: We only monitor if data drifting takes place or not.
api-tests: Users send random test images to the /predict endpoint.
load-test: Locust is used for load testing.
image-trigger: A trigger builds images.
typing: Type annotations make it clear what a function expects, in the docstring, too.
sweep: We started each run by hand, as opposed to a sweep.
profiling: We felt that profiling was useful.
"""


def _rows(text: str) -> list[tuple[str, str]]:
    return [tuple(line.split(": ", 1)) for line in text.strip().split("\n")]  # type: ignore[misc]


def _said(key: str, text: str) -> str:
    row, read = cues()[key], clauses(text)
    if any(it.mood == "denied" and any(cue.holds(it.scope) for cue in row.denied) for it in read):
        return "denied"
    if any(
        it.mood == "done" and any(cue.holds(it.words) for cue in (*row.claimed, *row.there)) for it in read
    ):
        return "claimed"
    return ""


@pytest.mark.parametrize(("key", "text"), _rows(CLAIMED))
def test_work_that_was_done_is_claimed(key: str, text: str) -> None:
    assert _said(key, text) == "claimed"


@pytest.mark.parametrize(("key", "text"), _rows(DENIED))
def test_work_that_was_not_done_is_denied(key: str, text: str) -> None:
    assert _said(key, text) == "denied"


@pytest.mark.parametrize(("key", "text"), _rows(NEITHER))
def test_talk_is_neither(key: str, text: str) -> None:
    assert _said(key, text) == ""


def test_a_list_of_contributions_is_read_member_by_member() -> None:
    text = "Student s123456 was in charge of the frontend, setting up drift detection in the cloud and the report."

    moods = [(it.words, it.mood) for it in clauses(text, contributions=True)]

    assert (" setting up drift detection in the cloud ", "done") in moods
    assert len(moods) == 3


def test_what_was_done_instead_says_so() -> None:
    _, instead = clauses("We did not use DVC, instead we copied the files.")

    assert instead.instead
    assert instead.mood == "done"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for clause in clauses(text):
        assert clause.words in plain_words(clause.words)
        assert not clause.scope or clause.mood == "denied"
    clauses(text, contributions=True)


@given(
    st.sampled_from(["we did not use dvc", "we would use dvc", "we used dvc", "dvc was not used"]),
    st.sampled_from(["  ", "\n", "\u00a0", " *", "_ "]),
)
def test_markup_and_spaces_do_not_matter(text: str, gap: str) -> None:
    assert [it.mood for it in clauses(text)] == [it.mood for it in clauses(text.replace(" ", gap))]


def test_where_a_number_stands_twice_the_answer_that_decides_is_quoted() -> None:
    answers = ["We call the scripts.", "We did not use Hydra.", "It is there."]
    parts = [f"### Question 12\n\n> **What?**\n>\n> Answer:\n\n{it}\n\n" for it in answers]
    report = parse("".join(parts)).replaced(checklist=tuple(boxes({"hydra": True, "api": False})))

    (found,) = check(report, Settings(select=("RL305",)))
    assert [report.text[slice(*it.span)] for it in found.related] == ["We did not use Hydra."]


WORDS = ("it", "was", "is", "had", "have", "we", "i", "did", "not", "never", "no", "none", "of", "us", "out", "left", "yet", ",", ".", "and", "but")  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=5), st.sampled_from([12, 24, 29]))
def test_every_row_of_words_is_read_without_a_fault(words: list[str], number: int) -> None:
    answer = " ".join(["Frontend", *words])
    said = told(parse(f"### Question {number}\n\n> **What?**\n>\n> Answer:\n\n{answer}\n"))

    for key in ("frontend", "data-versions", "docker-files", "load-test"):
        assert said.of(key).said in ("claimed", "denied", "mixed", "silent")
        said.denied(key)


ANSWERS = """
cloud-training: claimed: Yes, but on a virtual machine.
cloud-training: : Yes, but only locally.
load-test: denied: No, we did not get that far.
data-versions: claimed: Without DVC we could not have shared the pictures.
data-versions: : Without DVC one would have to copy the pictures.
data-versions: denied: Our data isn't versioned.
data-collection: denied: None of the inputs are saved.
data-collection: : None of the inputs are lost.
api-tests: denied: The endpoints are untested.
frontend: denied: We would've liked to make a frontend with a board.
hydra: denied: We looked on Hydra but thought it was too much magic.
sweep: claimed: The second figure shows a hyperparameter sweep.
ci-lint: claimed: On each pull request: ruff, mypy, pytest.
ci-matrix: denied: The tests run on Ubuntu only.
image-trigger: denied: The images are built by hand and pushed.
image-trigger: claimed: The image is built on each push to main.
profiling: claimed: Profiling: yes, with py-spy.
data-tests: claimed: We wrote 4 tests for the data: no gaps, no doubles.
docker-files: claimed: We have one docker image for the API. The docker for training we skipped.
diagram: denied: We had no time to draw a figure.
cloud-deployment: denied: The API was deployed locally in a container only.
specialised-api: : We exported the model to ONNX as an experiment.
load-test: denied: Neither was done.
load-test: : No, we did not, but we measured the latency by hand.
drift-robustness: : We built drift detection with Evidently, but we removed it again.
load-test: : No, but we measured the latency by hand.
docker-local: claimed: The image is started like this:\\n\\n```\\ndocker run cats\\n```
docker-local: : One would type `docker run cats`.
drift-robustness: : We built drift detection with Evidently. Later we removed it again.
drift-robustness: denied: We tried to detect drift with Evidently. Unfortunately it never worked.
drift-robustness: claimed: We built drift detection with Evidently. It runs weekly.
"""


@pytest.mark.parametrize("row", ANSWERS.strip().split("\n"))
def test_an_answer_is_more_than_its_sentences(row: str) -> None:
    key, said, text = (
        row.split(": ", 2) if ": : " not in row else (*row.split(": : ")[:1], "", row.split(": : ")[1])
    )
    number = items()[key].questions[0]
    pieces = [
        f"### Question {n}\n\n> **What?**\n>\n> Answer:\n\n{text if n == number else 'Nothing.'}\n\n"
        for n in range(1, 32)
    ]
    report = parse("# A report\n\n" + "".join(pieces).replace("\\n", "\n"))

    assert told(report).of(key).said == (said or "silent")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("The image starts with ``docker run cats``, as usual.", "docker run cats"),
        ("It starts:\n\n```\ndocker pull cats\n$ docker run cats\n```", "$ docker run cats"),
        ("- docker run cats", "docker run cats"),
    ],
)
def test_a_command_is_quoted_whole(text: str, quoted: str) -> None:
    pieces = [
        f"### Question {n}\n\n> **What?**\n>\n> Answer:\n\n{text if n == 15 else 'Nothing.'}\n\n"
        for n in range(1, 32)
    ]

    deciding = told(parse("".join(pieces))).of("docker-local").deciding

    assert deciding is not None
    assert deciding.text == quoted
