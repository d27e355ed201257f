"""The checks that run by themselves: their own commands, on a scratch repository."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from page_samples import REPORT, png

yaml = pytest.importorskip("yaml", reason="the files are YAML: pip install pyyaml")

ROOT = Path(__file__).parents[2]
PLACEHOLDER = "--- question 5 fill here ---"


def git(folder: Path, *arguments: str) -> str:
    identity = [
        "-c",
        "user.name=Ada",
        "-c",
        "user.email=ada@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    ]
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A student's repository: a report with faults, committed."""
    folder = tmp_path / "student"
    (folder / "reports" / "figures").mkdir(parents=True)
    (folder / "reports" / "README.md").write_text(REPORT, encoding="utf-8")
    (folder / "reports" / "figures" / "hive.png").write_bytes(png(30, 20))
    (folder / "README.md").write_text("# A project\n", encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Begin")
    return folder


def python_path() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "server")])}


def test_each_hook_runs_on_reports_only_and_fails_where_something_is_wrong(scratch: Path) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [it["id"] for it in hooks] == ["reportlens", "reportlens-fix"]
    for hook in hooks:
        chosen = [it for it in git(scratch, "ls-files").split() if re.search(hook["files"], it)]
        assert chosen == ["reports/README.md"]
        command = hook["entry"].split()
        assert command[0] == "reportlens"
        done = subprocess.run(
            [sys.executable, "-m", *command, *chosen],
            cwd=scratch,
            capture_output=True,
            text=True,
            env=python_path(),
            check=False,
        )
        assert done.returncode == 1, done.stderr
        assert "RL1" in done.stdout


@pytest.mark.timeout(400)
def test_pre_commit_itself_installs_and_runs_the_hook(scratch: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    ours = tmp_path / "reportlens"
    shutil.copytree(
        ROOT,
        ours,
        ignore=shutil.ignore_patterns(
            ".git", "node_modules", ".*_cache", "__pycache__", ".hypothesis", "editors"
        ),
    )
    git(ours, "init", "-q")
    git(ours, "add", "-f", ".")
    git(ours, "commit", "-qm", "All")
    head = git(ours, "rev-parse", "HEAD").strip()
    configuration = {"repos": [{"repo": str(ours), "rev": head, "hooks": [{"id": "reportlens"}]}]}
    (scratch / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration), encoding="utf-8")
    git(scratch, "add", ".")
    environment = {
        **os.environ,
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"]

    done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, env=environment, check=False)
    if "RL1" not in done.stdout and re.search(
        "No matching distribution|Could not find a version|ConnectionError", done.stdout + done.stderr
    ):
        pytest.skip("the packages cannot be installed here")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Failed" in done.stdout
    assert "reports/README.md" in done.stdout
    assert "exit code: 1" in done.stdout


class Runner:
    """Runs the shell steps of a composite action as GitHub's runner does; steps that use other actions are noted."""

    def __init__(self, action: Path, workspace: Path, temporary: Path, inputs: Mapping[str, str]) -> None:
        self.action = yaml.safe_load(action.read_text(encoding="utf-8"))
        self.folder, self.workspace, self.temporary = action.parent, workspace, temporary
        self.inputs = {name: inputs.get(name, it["default"]) for name, it in self.action["inputs"].items()}
        self.outputs: dict[str, dict[str, str]] = {}
        self.used: list[str] = []
        self.printed: dict[str, str] = {}
        self.codes: dict[str, int] = {}
        temporary.mkdir()
        self.summary = temporary / "summary.md"
        self.summary.touch()

    def run(self) -> int:
        for step in self.action["runs"]["steps"]:
            if "if" in step and not self.true(step["if"]):
                continue
            if "uses" in step:
                self.used.append(step["uses"])
                continue
            code = self.shell(step)
            if code:
                return code
        return 0

    def shell(self, step: dict[str, Any]) -> int:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "what the user gives reaches the shell through the environment alone"
        output = self.temporary / "output"
        output.write_text("", encoding="utf-8")
        environment = {
            **os.environ,
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_ACTION_PATH": str(self.folder),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(output),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            **{name: self.value(it) for name, it in step.get("env", {}).items()},
        }
        if "PYTHONPATH" in step.get("env", {}) and not (self.temporary / "reportlens").exists():
            environment["PYTHONPATH"] = python_path()["PYTHONPATH"]
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        lines = [it.partition("=") for it in output.read_text(encoding="utf-8").splitlines()]
        self.outputs[step.get("id", "")] = {name: value for name, _, value in lines}
        self.printed[step["name"]] = done.stdout + done.stderr
        self.codes[step["name"]] = done.returncode
        return done.returncode

    def value(self, text: str) -> str:
        return re.sub(r"\$\{\{\s*(.*?)\s*\}\}", lambda it: self.expression(it[1]), str(text))

    def expression(self, words: str) -> str:
        if words == "runner.temp":
            return str(self.temporary)
        if words.startswith("inputs."):
            return self.inputs[words.removeprefix("inputs.")]
        _, step, _, name = words.split(".")
        return self.outputs.get(step, {}).get(name, "")

    def true(self, condition: str) -> bool:
        parts = []
        for it in condition.split(" && "):
            left, sign, right = it.partition(" == ") if " == " in it else it.partition(" != ")
            parts.append((self.expression(left.strip()) == right.strip().strip("'")) is (sign == " == "))
        return all(parts)


@pytest.fixture
def action(scratch: Path, tmp_path: Path) -> Any:
    """Run the action on the scratch repository, from the sources as they are (installing is a test of its own)."""
    if os.name == "nt" or shutil.which("bash") is None:
        pytest.skip("the action's steps are written for bash")

    def run(**inputs: str) -> Runner:
        runner = Runner(
            ROOT / ".github" / "actions" / "check" / "action.yml", scratch, tmp_path / "runner", inputs
        )
        runner.action["runs"]["steps"] = [
            it for it in runner.action["runs"]["steps"] if it["name"] != "Install"
        ]
        runner.code = runner.run()  # type: ignore[attr-defined]
        return runner

    return run


def test_the_action_annotates_the_lines_and_fails(action: Any) -> None:
    runner = action()
    assert runner.code == 1
    lines = runner.printed["Check"].splitlines()
    assert any(
        re.match(r"::(error|warning) file=reports/README\.md,line=\d+,.*title=RL101", it) for it in lines
    )
    assert all(it.startswith(("::error", "::warning", "::notice")) for it in lines)


def test_the_action_fails_from_the_chosen_severity_on(action: Any) -> None:
    assert action(**{"fail-on": "never"}).code == 0


def test_the_action_writes_the_table_of_questions(action: Any) -> None:
    summary = action().summary.read_text(encoding="utf-8")
    rows = [it for it in summary.splitlines() if it.startswith("|")]
    assert len(rows) == 2 + 5
    assert "No answer" in rows[-1]
    assert "RL101" in rows[-1]


def test_the_action_keeps_the_page_and_the_findings(action: Any) -> None:
    runner = action(**{"upload-sarif": "true", "fail-on": "never"})
    found = runner.outputs["look"]
    assert json.loads(Path(found["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "beekeepers" in Path(found["page"]).read_text(encoding="utf-8")
    assert any("upload-sarif" in it for it in runner.used)
    assert any("upload-artifact" in it for it in runner.used)


def test_a_path_with_odd_characters_stays_a_path(action: Any, scratch: Path) -> None:
    odd = scratch / "my $(touch hacked) report"
    (scratch / "reports").rename(odd)
    runner = action(path=odd.name, **{"fail-on": "never"})
    assert runner.code == 0, runner.printed
    assert not (scratch / "hacked").exists()


def test_a_folder_without_a_report_is_a_clear_failure(action: Any) -> None:
    runner = action(path="nowhere")
    assert runner.code == 2
    assert "nowhere" in runner.printed["Look at the report"]


@pytest.mark.timeout(300)
def test_the_action_installs_what_it_runs(scratch: Path, tmp_path: Path) -> None:
    runner = Runner(
        ROOT / ".github" / "actions" / "check" / "action.yml",
        scratch,
        tmp_path / "runner",
        {"fail-on": "never"},
    )
    code = runner.run()
    if re.search(
        "No matching distribution|Could not find a version|ConnectionError", runner.printed["Install"]
    ):
        pytest.skip("the packages cannot be installed here")
    assert code == 0, runner.printed
    assert (tmp_path / "runner" / "reportlens" / "nh3").is_dir()
    assert "beekeepers" in (tmp_path / "runner" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["actions/check/action.yml", "student-workflow.yml"])
def test_every_foreign_action_is_pinned(name: str) -> None:
    text = (ROOT / ".github" / name).read_text(encoding="utf-8")
    used = [it for it in re.findall(r"uses: (\S+)(.*)", text) if not it[0].startswith("OWNER/")]
    assert used
    for action_name, comment in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action_name)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment)


def test_the_students_workflow_asks_for_inputs_that_the_action_has() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "student-workflow.yml").read_text(encoding="utf-8"))
    action = yaml.safe_load(
        (ROOT / ".github" / "actions" / "check" / "action.yml").read_text(encoding="utf-8")
    )
    step = workflow["jobs"]["report"]["steps"][-1]
    assert step["uses"].startswith("OWNER/reportlens/.github/actions/check@")
    assert set(step["with"]) <= set(action["inputs"])
    assert workflow["permissions"] == {"contents": "read"}
