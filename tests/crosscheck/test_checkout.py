"""Three checkouts: a complete one, an empty one, and one that means harm."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportlens.crosscheck.checkout import Bounds, gather, repository_of
from reportlens.crosscheck.evidence import shown, words
from reportlens.crosscheck.explain import explain, render
from reportlens.crosscheck.listing import git_files, walked_files
from reportlens.crosscheck.repository import from_listing
from reportlens.report.parse import parse

CHECKLIST = """# A report

* [x] Write one or more docker files for the code (M10)
* [x] Used Hydra to load configurations and manage parameters (M11)
* [x] Add pre-commit hooks to the setup (M18)
* [x] Calculate code coverage (M16)
* [ ] Load test the application (M24)

### Question 25

> **How was the service tested?**
>
> Answer:

By hand.

### Question 99

> **Why?**
>
> Answer:

Because.
"""
COMPLETE = {
    "reports/README.md": CHECKLIST,
    "Dockerfile": "FROM python:3.12\n",
    ".pre-commit-config.yaml": "repos: []\n",
    ".github/workflows/tests.yaml": "strategy: {matrix: {os: [ubuntu-latest, windows-latest]}}\n",
    "src/train.py": "import hydra\nimport wandb\n",
    "tests/test_train.py": "def test_train(): ...\n",
    "tests/load/locustfile.py": "from locust import HttpUser\n\n\nclass Someone(HttpUser):\n    host = 'http://127.0.0.1'\n",
    "data.dvc": "outs: []\n",
}


def make(root: Path, files: dict[str, str]) -> Path:
    """Write a checkout."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


@pytest.fixture(params=["git", "no git"])
def complete(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A checkout that has everything, with and without git's knowledge."""
    root = make(tmp_path / "complete", COMPLETE)
    if request.param == "git":
        git(root, "init", "-q")
        git(root, "add", "-A")
    return root


def test_a_complete_checkout_shows_its_evidence(complete: Path) -> None:
    repository = gather(complete, words())

    assert {it.path for it in repository.files} == set(COMPLETE)
    assert repository.complete
    assert shown("docker-files", repository).file == "Dockerfile"
    assert shown("hydra", repository).file == "src/train.py"
    assert shown("load-test", repository).offered == "tests/load/locustfile.py"
    assert shown("ci-matrix", repository).file == ".github/workflows/tests.yaml"
    assert shown("data-versions", repository).file == "data.dvc"
    assert not shown("pre-commit", repository).missing
    assert shown("specialised-api", repository).missing


def test_an_explanation_names_boxes_and_files(complete: Path) -> None:
    rows = explain(parse(CHECKLIST), gather(complete, words()))

    text = render(rows)

    assert "[x]   docker files: agrees\n      questions: 15, 17, 29\n      repository: Dockerfile\n" in text
    assert "[ ]   load test: not ticked, but shown by the repository" in text


def test_an_explanation_quotes_the_deciding_sentence() -> None:
    text = CHECKLIST.replace("By hand.", "We used Locust\nin the cloud.")

    written = render(explain(parse(text)))

    assert "[ ]   load test: not ticked, but told\n" in written
    assert "claimed in question 25, line 15: We used Locust in the cloud.\n" in written


def test_an_empty_checkout_shows_nothing_and_hides_nothing(tmp_path: Path) -> None:
    repository = gather(tmp_path, words())

    assert repository.files == ()
    assert not shown("docker-files", repository).missing


def test_what_git_ignores_is_not_there(tmp_path: Path) -> None:
    root = make(
        tmp_path,
        {**COMPLETE, ".gitignore": "secret/\n*.log\n", "secret/onnx.py": "import onnx\n", "a.log": "x"},
    )
    git(root, "init", "-q")

    asked, walked = git_files(root, 1000, 5), walked_files(root, 1000, float("inf"))

    assert asked is not None
    assert set(asked[0]) == set(walked[0]) == {*COMPLETE, ".gitignore"}


def test_other_peoples_folders_are_left_out(tmp_path: Path) -> None:
    root = make(
        tmp_path,
        {**COMPLETE, ".venv/lib/onnx.py": "import onnx\n", "node_modules/a.js": "x", "src/vendor/b.py": "x"},
    )
    git(root, "init", "-q")

    for listed in (git_files(root, 1000, 5), walked_files(root, 1000, float("inf"))):
        assert listed is not None
        assert set(listed[0]) == set(COMPLETE)


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights or do not exist")
@pytest.mark.parametrize("with_git", [True, False])
def test_a_hostile_checkout_is_bounded_and_gives_nothing_away(tmp_path: Path, *, with_git: bool) -> None:
    outside = make(tmp_path / "outside", {"secret.py": "import bentoml\n"})
    root = make(tmp_path / "hostile", COMPLETE)
    (root / "loop").symlink_to(root, target_is_directory=True)
    (root / "src" / "up").symlink_to("..", target_is_directory=True)
    (root / "away").symlink_to(outside, target_is_directory=True)
    (root / "away.py").symlink_to(outside / "secret.py")
    (root / "itself.py").symlink_to("itself.py")
    os.mkfifo(root / "pipe.py")
    with (root / "huge.py").open("wb") as huge:
        huge.truncate(1 << 30)
    if with_git:
        git(root, "init", "-q")
        (root / ".git" / "hooks" / "post-index-change").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        (root / ".git" / "hooks" / "post-index-change").chmod(0o755)
        git(root, "config", "core.fsmonitor", f"touch {tmp_path}/ran")
        git(root, "config", "core.worktree", str(outside))

    repository = gather(root, words())

    paths = {it.path for it in repository.files}
    assert set(COMPLETE) <= paths
    assert not any("secret" in it or it.startswith(("away", "loop/", "pipe")) for it in paths)
    assert not shown("specialised-api", repository).file
    assert not (tmp_path / "ran").exists()


def test_a_crowded_checkout_is_cut_short_and_says_so(tmp_path: Path) -> None:
    root = make(tmp_path, COMPLETE)
    crowd = root / "crowd"
    crowd.mkdir()
    for number in range(3000):
        (crowd / f"{number}.txt").touch()

    repository = gather(root, words(), Bounds(files=1000))

    assert len(repository.files) <= 1000
    assert not repository.complete
    assert not shown("pre-commit", repository).missing


def test_no_time_means_no_conclusions(tmp_path: Path) -> None:
    repository = gather(make(tmp_path, {"src/train.py": "import hydra\n"}), words(), Bounds(seconds=0))

    assert not shown("specialised-api", repository).missing


def test_contents_that_were_not_read_prove_nothing(tmp_path: Path) -> None:
    root = make(tmp_path, COMPLETE)

    cut = gather(root, words(), Bounds(bytes=10))
    whole = gather(root, words())

    assert not shown("specialised-api", cut).missing
    assert shown("specialised-api", whole).missing


def test_a_stub_is_no_sign() -> None:
    listing = "900 reports/README.md\n{} tests/locustfile.py\n"

    assert not shown("load-test", from_listing(listing.format(0))).offered
    assert shown("load-test", from_listing(listing.format(900))).offered


def test_a_repository_is_read_again_only_when_its_state_changes(tmp_path: Path) -> None:
    root = make(tmp_path, COMPLETE)
    git(root, "init", "-q")
    report = root / "reports" / "README.md"

    first = repository_of(report, words())
    again = repository_of(report, words())
    make(root, {"tests/onnx.py": "import onnxruntime\n", "new.txt": "x"})
    git(root, "add", "-A")
    later = repository_of(report, words())

    assert first is again
    assert later is not first
    assert later is not None
    assert shown("specialised-api", later).file == "tests/onnx.py"


def test_outside_a_repository_nothing_is_known(tmp_path: Path) -> None:
    report = tmp_path / "README.md"
    report.write_text(CHECKLIST)

    assert repository_of(report, words()) is None


def test_a_listing_with_odd_lines() -> None:
    repository = from_listing(
        "12 reports/README.md\r\n7\tDocker file with blanks\r\nnonsense\n\n  3 ./src/a.py\n"
    )

    assert [it.path for it in repository.files] == [
        "reports/README.md",
        "Docker file with blanks",
        "src/a.py",
    ]
    assert [it.size for it in repository.files] == [12, 7, 3]
    assert repository.complete
