"""The packaged extension in the real workbench, as a student meets it: one test for each thing seen."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from editors.tools import EXTENSION, HERE, OLD_PYTHON, bare_python, need, need_workbench, once, vsix
from editors.workbench import Step, play, steps_of, workbench

if TYPE_CHECKING:
    from collections.abc import Callable

# Workbenches take turns, so a test may wait for others.
pytestmark = [pytest.mark.timeout(1500)]


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


def stage(
    scene: str, repository: Callable[[], Path], shots: Path, *, more=lambda _: {}, **options
) -> dict[str, Step]:
    """Serve a workbench and play a scene in it, once for all workers."""
    need_workbench()

    def make() -> dict[str, Step]:
        shots.mkdir(parents=True, exist_ok=True)
        with workbench(log=shots / f"{scene}-extension.log", **options) as window:
            return play(scene, window, repository(), shots=shots, **more(window))

    return {step: Step(*it) for step, it in once(f"scene-{scene}", make, turn="workbench").items()}


def told(results: dict[str, Step], step: str) -> None:
    result = results.get(step, Step(ok=False, detail="the scene ended before"))
    if result.lacks:
        pytest.skip(f"the server does not answer {result.lacks} yet")
    assert result.ok, result.detail


@pytest.fixture(scope="session")
def main_path(repository, shots) -> dict[str, Step]:
    return stage("main_path", repository, shots, settings={})


@pytest.mark.parametrize("step", steps_of("main_path"))
def test_main_path(main_path: dict[str, Step], step: str) -> None:
    told(main_path, step)


@pytest.fixture(scope="session")
def model(repository, shots) -> dict[str, Step]:
    return stage("model", repository, shots, settings={"reportlens.judge": "editor"}, model=True)


@pytest.mark.parametrize("step", steps_of("model"))
def test_the_editors_own_model(model: dict[str, Step], step: str) -> None:
    told(model, step)


@pytest.fixture(scope="session")
def restricted(repository, shots) -> dict[str, Step]:
    root = repository()
    hostile = root / "hostile-python"
    hostile.write_text(f"#!/bin/sh\ntouch {root}/PWNED\n")
    hostile.chmod(0o755)
    (root / ".vscode").mkdir()
    (root / ".vscode" / "settings.json").write_text(
        json.dumps(
            {
                "reportlens.interpreter": str(hostile),
                "reportlens.judge": "editor",
                "reportlens.endpoint": "https://evil.example",
            }
        )
    )
    return stage("restricted", lambda: root, shots, settings={}, trusted=False, model=True)


@pytest.mark.parametrize("step", steps_of("restricted"))
def test_an_untrusted_folder(restricted: dict[str, Step], step: str) -> None:
    told(restricted, step)


@pytest.fixture(scope="session")
def crashes(repository, shots) -> dict[str, Step]:
    return stage("crashes", repository, shots, settings={})


@pytest.mark.parametrize(
    "step",
    [
        "the report opens",
        *(f"it comes back, time {time}" for time in (1, 2, 3)),
        "the fourth time there is one message",
        "a click on Restart brings it back",
    ],
)
def test_a_killed_server(crashes: dict[str, Step], step: str) -> None:
    told(crashes, step)


@pytest.fixture(scope="session")
def no_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make a PATH on which there is no Python, but what the workbench itself calls."""
    folder = tmp_path_factory.mktemp("path")
    for name in (
        "sh",
        "bash",
        "env",
        "ls",
        "cat",
        "uname",
        "ps",
        "getconf",
        "grep",
        "sed",
        "which",
        "readlink",
        "dirname",
    ):
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    return str(folder)


INTERPRETERS = {
    # name: the setting, what `python3` on the PATH is, the message, whether the server runs after it
    "there is no Python": ("", "", r"needs Python 3\.11 or newer and found none", False),
    "there is only Python 3.9": (
        "",
        "old",
        r"needs Python 3\.11 .* found none.*it is Python 3\.9\.\d+",
        False,
    ),
    "the setting names nothing": (
        *("/nowhere/python", "bare"),
        *(r"cannot use /nowhere/python.*there is no such program.*runs with .*python3", True),
    ),
    "the setting names Python 3.9": (
        *("old", "bare"),
        *(r"cannot use .*python3\.9.*it is Python 3\.9\.\d+, and 3\.11 or newer is needed.*runs with", True),
    ),
    "the setting names what hangs": (
        "hangs",
        "bare",
        r"cannot use .*hangs.*no answer within 5 s.*runs with",
        True,
    ),
}


@pytest.fixture(scope="session")
def interpreters(repository, shots, no_python, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Step]:
    """One window; what it finds on the PATH and in its settings changes."""
    need(OLD_PYTHON)
    folder = tmp_path_factory.mktemp("interpreters")
    hangs = folder / "hangs"
    hangs.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    hangs.chmod(0o755)
    (folder / "bin").mkdir()
    named = {"old": OLD_PYTHON, "bare": bare_python(), "hangs": hangs}
    cases = [
        {
            "name": name,
            "setting": str(named.get(setting, setting)),
            "python": str(named.get(python, python)),
            "message": message,
            "works": works,
        }
        for name, (setting, python, message, works) in INTERPRETERS.items()
    ]
    return stage(
        "interpreter",
        repository,
        shots,
        settings={},
        path=f"{no_python}:{folder / 'bin'}",
        more=lambda window: {
            "REPORTLENS_CASES": json.dumps(
                {
                    "cases": cases,
                    "python3": str(folder / "bin" / "python3"),
                    "settings": str(window.machine),
                }
            )
        },
    )


@pytest.mark.parametrize("name", INTERPRETERS)
def test_an_interpreter_that_does_not_fit(interpreters: dict[str, Step], name: str) -> None:
    told(interpreters, name)


@pytest.fixture(scope="session")
def quiet(repository, shots) -> dict[str, Step]:
    root = repository()
    (root / "reports" / "README.md").write_text("# Some project\n\nNothing to see.\n")
    (root / "notes.txt").write_text("Nothing to see.\n")
    return stage("quiet", lambda: root, shots, settings={})


@pytest.mark.parametrize("step", steps_of("quiet"))
def test_a_window_without_a_report(quiet: dict[str, Step], step: str) -> None:
    told(quiet, step)


@pytest.fixture(scope="session")
def packages(repository, shots, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Step]:
    """Install with a real pip, from wheels that only bear the names, since there is no network."""
    wheels = tmp_path_factory.mktemp("wheels")
    for name, version in (("openai", "3.52.0"), ("pydantic", "2.13.0"), ("tiktoken", "0.14.0")):
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        with zipfile.ZipFile(wheels / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", "")
            wheel.writestr(f"{name}-{version}.dist-info/METADATA", metadata)
            wheel.writestr(
                f"{name}-{version}.dist-info/WHEEL",
                "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            )
            wheel.writestr(f"{name}-{version}.dist-info/RECORD", "")
    with_pip = tmp_path_factory.mktemp("with-pip")
    subprocess.run([sys.executable, "-m", "venv", with_pip], check=True)
    return stage(
        "packages",
        repository,
        shots,
        settings={"reportlens.interpreter": str(with_pip / "bin" / "python")},
        variables={"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_CONFIG_FILE": os.devnull},
    )


@pytest.mark.parametrize("step", steps_of("packages"))
def test_optional_packages(packages: dict[str, Step], step: str) -> None:
    told(packages, step)


@pytest.fixture(scope="session")
def select(repository, shots, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Step]:
    # A second Python on the PATH, under a name that the search knows.
    other = Path(sys.executable).resolve()
    folder = tmp_path_factory.mktemp("other")
    (folder / "python3.12").symlink_to(other)
    return stage(
        "select",
        repository,
        shots,
        settings={},
        path=f"{bare_python().parent}:{folder}:/usr/bin:/bin",
        more=lambda _: {"REPORTLENS_WANTED": _executable(folder / "python3.12")},
    )


def _executable(python: Path) -> str:
    return subprocess.run(
        [python, "-c", "import sys; print(sys.executable)"], check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.mark.parametrize("step", steps_of("select"))
def test_choosing_an_interpreter(select: dict[str, Step], step: str) -> None:
    told(select, step)


def test_package_is_small_and_complete() -> None:
    file = vsix()
    assert file.stat().st_size < 1_500_000
    warnings = [
        line
        for line in (file.with_suffix(".log")).read_text().splitlines()
        if "WARN" in line or "ERROR" in line
    ]
    assert warnings == []
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        assert not [
            it
            for it in names
            if "__pycache__" in it or "node_modules" in it or it.endswith((".ts", ".map", ".so", ".pyd"))
        ]
        lists = [it for it in names if "licen" in it.lower()]
    for library in (
        "pygls",
        "lsprotocol",
        "attrs",
        "cattrs",
        "markdown_it_py",
        "mdurl",
        "typing_extensions",
        "exceptiongroup",
    ):
        assert any(f"libs/{library}-" in it for it in lists), f"the licence of {library}"


def test_settings_are_the_servers() -> None:
    reply = subprocess.run([sys.executable, EXTENSION / "generate.py", "--check"], check=False)
    assert reply.returncode == 0, "editors/vscode/generate.py brings package.json up to date"


def test_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (EXTENSION / "package-lock.json").read_text()


def test_everything_carried_is_named() -> None:
    packages = json.loads((EXTENSION / "package-lock.json").read_text())["packages"]
    carried = {
        name.removeprefix("node_modules/"): it["version"]
        for name, it in packages.items()
        if name and not it.get("dev") and not it.get("devOptional")
    }
    wheels = re.findall(r"^([\w.-]+)==", (EXTENSION / "requirements.txt").read_text(), re.MULTILINE)
    page = (EXTENSION.parents[1] / ".github" / "CONTRIBUTING.md").read_text()
    named = re.findall(r"`([a-z-]+)`", page.partition("carries\n")[2].partition("On every push")[0])
    assert sorted([*carried, *wheels]) == sorted(named)
    for name, version in re.findall(r"`([a-z-]+)` ([\d.]+\d)", page):
        assert [int(it) for it in carried[name].split(".")] >= [int(it) for it in version.split(".")]
