"""The packaged extension in the real workbench, as a student meets it: one test for each thing seen."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from editors.tools import HERE
from editors.workbench import Step, play, steps_of, workbench

pytestmark = [pytest.mark.timeout(400), pytest.mark.xdist_group("workbench")]


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(os.environ.get("REPORTLENS_SHOTS") or tmp_path_factory.mktemp("shots"))


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory):
    """Make a fresh repository with a report."""

    def make() -> Path:
        root = tmp_path_factory.mktemp("repository")
        shutil.copytree(HERE / "report", root / "reports")
        shutil.copy(HERE.parents[1] / "editors" / "vscode" / "media" / "icon.png", root / "picture.png")
        return root

    return make


@pytest.fixture(scope="session")
def main_path(repository, shots) -> dict[str, Step]:
    with workbench(settings={}) as url:
        return play("main_path", url, repository(), shots=shots / "main_path")


@pytest.mark.parametrize("step", steps_of("main_path"))
def test_main_path(main_path: dict[str, Step], step: str) -> None:
    result = main_path.get(step, Step(False, "the scene ended before"))
    assert result.ok, result.detail
