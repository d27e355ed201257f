"""The command line as a user meets it: a process, its output, its exit code, the files it leaves."""

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from reportlens import files
from reportlens.errors import ChangedMeanwhileError
from reportlens.output import schema

QUESTION = "### Question {n}\n\n> **Why {n}?**\n>\n> Recommended answer length: 2-5 words.\n>\n> Answer:\n\n{body}\n\n"
GOOD = QUESTION.format(n=1, body="Since it works.") + QUESTION.format(n=2, body="Since it works.")
BAD = QUESTION.format(n=1, body="So.") + QUESTION.format(n=2, body="--- Since it works. ---")


def environment(**env: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8", **env}


def run(
    *arguments: object, stdin: bytes | None = None, cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "reportlens", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        check=False,
        timeout=60,
        env=environment(**env),
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def watching(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "reportlens", "check", str(path), "--watch", "--quiet"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(),
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "reports" / "figures"
    folder.mkdir(parents=True)
    (tmp_path / "reports" / "README.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "README.md").write_text("# Our project\n", encoding="utf-8")
    return tmp_path


def test_a_clean_report_is_found_in_its_repository(repository: Path) -> None:
    done = run("check", cwd=repository)

    assert done.returncode == 0
    assert "2 of 2 would pass the official check" in done.stdout
    assert done.stderr == ""


def test_findings_make_it_exit_with_1_and_show_the_line(repository: Path) -> None:
    (repository / "reports" / "README.md").write_text(BAD, encoding="utf-8")

    done = run("check", repository)

    assert done.returncode == 1
    assert "warning[RL102 answer-too-short] 1 word, where 2 to 5 are recommended" in done.stdout
    assert "      1 │ ### Question 1\n        │ ^^^^^^^^^^^^^^" in done.stdout
    assert "\x1b[" not in done.stdout


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("hint", 1), ("never", 0)])
def test_the_least_severity_that_fails_can_be_chosen(repository: Path, level: str, code: int) -> None:
    (repository / "reports" / "README.md").write_text(BAD, encoding="utf-8")

    assert run("check", repository, "--fail-on", level).returncode == code


def test_colours_are_for_terminals_or_whoever_asks(repository: Path) -> None:
    assert "\x1b[" in run("check", repository, FORCE_COLOR="1").stdout
    assert "\x1b[" not in run("check", repository, FORCE_COLOR="1", NO_COLOR="1").stdout


def test_standard_input_is_not_fixed_in_silence() -> None:
    done = run("check", "--fix", "-", stdin=BAD.encode())

    assert done.returncode == 2
    assert done.stderr == "reportlens: standard input: cannot be fixed, for it is no file\n"


def test_standard_input_is_read() -> None:
    done = run("check", "-", stdin=BAD.encode())

    assert done.returncode == 1
    assert "answer-too-short" in done.stdout
    assert json.loads(run("inspect", "-", "--format", "json", stdin=BAD.encode()).stdout)["path"] == "-"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (GOOD.encode("utf-16"), "stored as UTF-16"),
        (GOOD.replace("Since", "Ségur").encode("latin-1"), "not UTF-8 (byte 0xe9 in line 9)"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a binary file"),
        (b"# Our project\n", "not a report of this kind"),
        (b"", "not a report of this kind"),
    ],
)
def test_unreadable_input_has_one_clear_line_and_the_others_are_checked(
    repository: Path, raw: bytes, words: str
) -> None:
    bad = repository / "bad.md"
    bad.write_bytes(raw)

    done = run("check", bad, repository)

    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "2 of 2 would pass" in done.stdout


def test_a_huge_file_is_refused_at_once(tmp_path: Path) -> None:
    with (tmp_path / "README.md").open("wb") as file:
        file.truncate(50_000_000)

    done = run("check", tmp_path / "README.md")

    assert (done.returncode, "50 MB" in done.stderr) == (2, True)


@pytest.mark.skipif(
    os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="permissions do not bind the superuser"
)
def test_a_file_without_permission_is_named(repository: Path) -> None:
    path = repository / "reports" / "README.md"
    path.chmod(0)

    assert "permission denied" in run("check", path).stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "nowhere.md"], "nowhere.md: no such file or folder"),
        (["check", "--select", "answer-to-short", "."], "did you mean answer-too-short?"),
        (["check", "--edition", "1999", "."], "'1999' is none of"),
        (["explain", "RL1O2"], "no rule is called 'RL1O2'"),
        (["check", "--ignore", "RL501"], "'RL501' is said by feedback alone"),
        (["frobnicate"], "invalid choice"),
        (["check", "--config", "nowhere.toml", "."], "nowhere.toml: cannot be read"),
    ],
)
def test_wrong_usage_is_told_in_a_line(repository: Path, arguments: list[str], words: str) -> None:
    done = run(*arguments, cwd=repository)

    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_template_without_markers_is_held_to_its_own_limits(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(
        "## 1. Aim\n\n> In 1-2 words.\n\nOurs.\n\n## 2. Way\n\n> In 1-2 words.\n\nOurs, too, is long.\n"
    )

    done = run("check", path, "--quiet")

    assert done.stdout.strip() == f"{path}: 1 of 2 within the limits \u00b7 1 finding to fix"


@pytest.mark.parametrize(
    "setting", ["--ignore=suppression-unknown", "--ignore=RL9", "--select=image-missing"]
)
def test_findings_about_suppressions_are_left_out_like_others(repository: Path, setting: str) -> None:
    path = repository / "reports" / "README.md"
    path.write_text(
        "<!-- reportlens: ignore nonsense -->\n" + path.read_text(encoding="utf-8"), encoding="utf-8"
    )

    assert "suppression-unknown" in run("check", path).stdout
    assert "suppression-unknown" not in run("check", path, setting).stdout
    assert "names a rule that does not exist" in run("explain", "RL902").stdout


def test_only_images_are_suggested_for_an_image(repository: Path) -> None:
    path = repository / "reports" / "README.md"
    text = path.read_text(encoding="utf-8")
    (path.parent / "wand.md").write_text("Notes.")
    path.write_text(f"{text}\n![runs](figures/wandb.png)\n", encoding="utf-8")

    assert "no file figures/wandb.png\n" in run("check", path).stdout
    (path.parent / "wand.png").write_bytes(b"x")
    assert "no file figures/wandb.png; there is wand.png\n" in run("check", path).stdout


def test_a_folder_without_a_report_says_what_was_looked_for(tmp_path: Path) -> None:
    done = run("check", tmp_path)

    assert (done.returncode, "no report in this folder" in done.stderr) == (2, True)


def test_a_class_of_reports_is_checked_in_one_go(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / name / "reports").mkdir(parents=True)
        (tmp_path / name / "reports" / "README.md").write_text(GOOD, encoding="utf-8")

    done = run("check", tmp_path, "--quiet")

    assert done.stdout.count("2 of 2 would pass") == 3
    assert done.returncode == 0


def test_the_json_keeps_its_contract(repository: Path, example: Path) -> None:
    (repository / "reports" / "README.md").write_text(BAD, encoding="utf-8")

    checked = json.loads(run("check", repository, example, "--format", "json").stdout)
    inspected = json.loads(run("inspect", repository, "--format", "json").stdout)

    jsonschema.validate(checked, schema.load("check"))
    jsonschema.validate(inspected, schema.load("inspect"))
    first = checked["reports"][0]
    assert first["findings"][0]["range"] == {
        "start": {"line": 1, "column": 1},
        "end": {"line": 1, "column": 15},
    }
    assert first["official"] == {"outcome": "checked", "answers": 2, "passed": 1, "total": 2}
    assert inspected["questions"][1]["answer_lines"] == [19, 19]
    assert inspected["questions"][1]["stated_limits"] == {"words": [2, 5], "images": None}


def test_annotations_are_escaped(repository: Path) -> None:
    folder = repository / "a,b:c"
    folder.mkdir()
    (folder / "README.md").write_text(BAD, encoding="utf-8")

    done = run("check", "a,b:c/README.md", "--format", "github", cwd=repository)

    assert (
        "file=a%2Cb%3Ac/README.md,line=1,endLine=1,col=1,endColumn=15,title=RL102 answer-too-short::"
        in done.stdout
    )


def test_sarif_names_rules_and_places(repository: Path) -> None:
    (repository / "reports" / "README.md").write_text(BAD, encoding="utf-8")

    log = json.loads(run("check", "reports/README.md", "--format", "sarif", cwd=repository).stdout)

    run_ = log["runs"][0]
    result = run_["results"][0]
    assert run_["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "reports/README.md"


def test_a_hostile_report_cannot_steer_the_terminal(repository: Path) -> None:
    hostile = "So \x1b]0;owned\x07 \x9b31m \u202e txet [a\x1b[2J](b.png)."
    path = repository / "reports" / "README.md"
    path.write_text(
        QUESTION.format(n=1, body=hostile) + QUESTION.format(n=2, body="TODO \x1b[31m now"), encoding="utf-8"
    )

    done = run("check", repository)

    assert "leftover-note" in done.stdout
    assert not set(done.stdout) & {chr(it) for it in (*range(9), *range(11, 32), *range(127, 160), 0x202E)}


def test_fixing_keeps_bytes_modes_and_links(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    real = folder / "real.md"
    text = "\ufeff# Ré 😀\r\n\r\n" + BAD.replace("\n", "\r\n") + "last line\u2028without an end"
    real.write_bytes(text.encode())
    real.chmod(0o640)
    link = folder / "README.md"
    link.symlink_to(real)

    done = run("check", link, "--fix")

    assert "1 fixed" in done.stderr
    assert real.read_bytes() == text.replace("--- Since it works. ---", "Since it works.").encode()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(it.name for it in folder.iterdir()) == ["README.md", "real.md"]
    assert "fixed" not in run("check", link, "--fix").stderr


def test_writing_is_refused_when_the_file_changed_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(GOOD, encoding="utf-8")
    source = files.read(path)
    path.write_text(BAD, encoding="utf-8")

    with pytest.raises(ChangedMeanwhileError):
        files.write(source, "lost")
    assert path.read_text(encoding="utf-8") == BAD
    assert [it.name for it in tmp_path.iterdir()] == ["README.md"]


def test_the_configuration_is_found_and_followed(repository: Path) -> None:
    (repository / "reports" / "README.md").write_text(BAD, encoding="utf-8")
    (repository / "pyproject.toml").write_text(
        '[tool.reportlens]\nignore = ["placeholder-dashes"]\nfail-on = "error"\n'
        '[tool.reportlens.severity]\nanswer-too-short = "hint"\n[tool.reportlens.limits.2]\nwords = [4, 6]\n',
        encoding="utf-8",
    )

    done = run("check", repository, "--format", "json")

    report = json.loads(done.stdout)["reports"][0]
    assert done.returncode == 0
    assert [(it["rule"], it["severity"]) for it in report["findings"]] == [
        ("answer-too-short", "hint"),
        ("length-by-noise", "hint"),
    ]
    assert report["questions"][1]["limits"] == {"words": [4, 6], "images": None, "source": "settings"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('select = "RL999"', "reportlens.toml:1: select: no rule is called 'RL999'"),
        (
            'ignore = ["image-misssing"]',
            "ignore: no rule is called 'image-misssing'; did you mean image-missing?",
        ),
        ('edition = "1999"', "edition: '1999' is none of 2023-first, "),
        ('severity.image-misssing = "hint"', "severity: no rule is called 'image-misssing'"),
        ('severity.RL1 = "hint"', "severity: 'RL1' is more than one rule"),
        ('fail-onn = "error"', "reportlens.toml:1: fail-onn: no such setting; did you mean 'fail-on'?"),
        ("fail-on = 3", "3 is none of error, warning, info, hint"),
        ('judge = "openai"', "in the user's own settings only"),
        ('endpoint = "http://evil.example"', "in the user's own settings only"),
        ('severity = {RL102 = "loud"}', "'loud' is none of"),
        ("limits = {3 = {words = [9, 1]}}", "`words = [100, 200]`"),
        ("select = 3", "a list of words is wanted"),
        ("repository = 1", "true or false is wanted"),
        ("ignore = [", "reportlens.toml"),
    ],
)
def test_a_mistake_in_the_configuration_is_named(repository: Path, line: str, words: str) -> None:
    (repository / "reportlens.toml").write_text(line + "\n", encoding="utf-8")

    done = run("check", repository)

    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_watching_checks_again_on_a_change(repository: Path) -> None:
    path = repository / "reports" / "README.md"
    process = watching(path)
    try:
        assert process.stdout is not None
        assert "2 of 2 would pass" in process.stdout.readline()
        time.sleep(0.1)
        path.write_text(BAD, encoding="utf-8")
        assert "1 of 2 would pass" in process.stdout.readline()
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_watching_tells_once_what_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(b"\xff\xfe")
    process = watching(path)
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "stored as UTF-16" in process.stderr.readline()
        time.sleep(1.5)  # a few looks at the same file
        path.write_text(GOOD, encoding="utf-8")
        assert "2 of 2 would pass" in process.stdout.readline()
    finally:
        process.kill()
        rest = process.communicate()[1]
    assert not rest


def test_figures_are_looked_for_in_exact_case_and_in_git(repository: Path) -> None:
    figures = repository / "reports" / "figures"
    for name in ("Runs.PNG", "new.png", "ignored.png", "known.png"):
        (figures / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    (repository / ".gitignore").write_text("ignored.png\n")
    images = "![a](figures/runs.png) ![b](figures/new.png) ![c](figures/ignored.png) ![d](figures/known.png) ![e](/etc/passwd.png)"
    path = repository / "reports" / "README.md"
    path.write_text(GOOD.replace("Since it works.", images, 1), encoding="utf-8")
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    subprocess.run(["git", "init", "-q"], cwd=repository, check=True)
    subprocess.run(["git", "add", "reports/figures/known.png"], cwd=repository, check=True)

    found = json.loads(run("check", path, "--format", "json").stdout)["reports"][0]["findings"]

    messages = {it["rule"]: [] for it in found}
    for it in found:
        messages[it["rule"]].append(it["message"])
    assert messages["image-not-found"] == [
        "no file figures/runs.png; there is figures/Runs.PNG (upper and lower case matter)",
        "no file /etc/passwd.png",
    ]
    assert messages["image-not-committed"] == [
        "not yet added to git",
        "git ignores this file: it will not be handed in",
    ]


def test_no_file_of_a_project_stands_in_for_a_module(repository: Path) -> None:
    for name in ("json", "logging", "markdown_it", "argparse"):
        (repository / f"{name}.py").write_text("raise SystemExit('never run this')\n")
    done = run("check", cwd=repository)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_rule_is_explained() -> None:
    rows = json.loads(run("rules", "--format", "json").stdout)
    pages = run("rules", "--format", "markdown").stdout

    assert len(rows) >= 29
    for row in rows:
        assert f"# {row['rule']} ({row['code']})" in pages
    one = run("explain", "answer-too-short").stdout
    assert one == run("explain", "RL102").stdout
    assert "## Why is this bad?" in one
    assert run("explain", "RL501").stdout.startswith("# criterion-missing (RL501)")
    assert [it["code"] for it in rows] == sorted(it["code"] for it in rows)


def test_real_reports_are_checked_without_an_internal_error(shared_reports: list[Path]) -> None:
    done = run("check", *shared_reports, "--format", "json")
    seen = run("inspect", *shared_reports, "--format", "json")

    reports = json.loads(done.stdout)["reports"]
    assert len(reports) == len(shared_reports)
    assert done.stderr == seen.stderr == ""
    assert not [it for one in reports for it in one["findings"] if it["rule"] == "internal-error"]
    jsonschema.validate(json.loads(done.stdout), schema.load("check"))
    assert seen.stdout.count('"version": 1') == len(shared_reports)
