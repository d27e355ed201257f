"""The rules of the house, as tests."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import reportlens
from reportlens.feedback.rules import RULES as FEEDBACK
from reportlens.rules import RULES
from reportlens.settings import options

ROOT = Path(__file__).parents[1]
MODULES = sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("server/**/*.py")])
MOST_LINES = 250


def tracked(pattern: str = "") -> list[Path]:
    """The files that git knows, or all but the build's where there is no git."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        paths = [ROOT / it for it in listed.decode().split("\0") if it]
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git is not here")
    return [it for it in paths if re.search(pattern, it.as_posix()) and it.is_file()]


@pytest.mark.parametrize("path", MODULES, ids=lambda it: it.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is_and_is_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(text)), "a docstring comes first"
    assert text.count("\n") <= MOST_LINES


def test_the_table_of_rules_is_in_order_and_complete() -> None:
    folder = {it.stem for it in (ROOT / "src/reportlens/rules").glob("*.py")} - {"__init__"}
    codes = [it.code for it in RULES]

    assert {it.name.replace("-", "_") for it in RULES} == folder
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("rule", RULES, ids=lambda it: it.name)
def test_a_rule_lives_in_its_file_and_explains_itself(rule) -> None:
    assert rule.__module__ == f"reportlens.rules.{rule.name.replace('-', '_')}"
    assert "## Why is this bad?" in rule.documentation()
    assert "## Example" in rule.documentation()
    assert rule.summary().endswith(".")


@pytest.mark.parametrize("rule", FEEDBACK, ids=lambda it: it.name)
def test_what_feedback_says_is_explained_like_a_rule(rule) -> None:
    assert "## Why is this bad?" in rule.documentation()
    assert "## Example" in rule.documentation()
    assert rule.summary().endswith(".")


def test_the_public_face_is_sorted_and_there() -> None:
    assert reportlens.__all__ == sorted(reportlens.__all__)
    for name in reportlens.__all__:
        assert getattr(reportlens, name)


def test_every_setting_has_a_sentence_and_a_scope() -> None:
    for option in options():
        assert option.text.endswith(".")
        assert option.scope in ("project", "editor", "user")


def test_the_import_contracts_hold() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_no_file_names_a_package_registry_or_a_path_of_somebodys_machine() -> None:
    # Written so that this file does not name them either.
    hosts = re.compile(r"py[p]i\.org|python[h]osted|registry\.[n]pm|deb\.[d]ebian")
    homes = re.compile(r"(?<![\w.])/(?:[r]oot|[w]ork)/")
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert not hosts.search(text), path
        assert not homes.search(text), path


@pytest.mark.timeout(300)
def test_no_sentence_of_the_course_stands_in_the_project(shared_reports: list[Path]) -> None:
    """Long runs of words of the template's prompts, found in two reports at least, stand nowhere in the project."""
    size = 12
    runs: dict[tuple[str, ...], int] = {}
    for path in shared_reports:
        words = re.findall(r"\w+", path.read_text(encoding="utf-8").casefold())
        for run in {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}:
            runs[run] = runs.get(run, 0) + 1
    for path in tracked(r"\.(?:py|md|toml|json|ts|lua|txt|yml|yaml|el)$"):
        words = re.findall(r"\w+", path.read_text(encoding="utf-8", errors="replace").casefold())
        for at in range(len(words) - size + 1):
            assert runs.get(tuple(words[at : at + size]), 0) < 2, (path, words[at : at + size])
