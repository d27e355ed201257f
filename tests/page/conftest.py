"""Fixtures of the page: reports of our own, figures, and tools from npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from page_samples import REPORT, png

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a report and one figure."""
    figures = tmp_path / "bees" / "reports" / "figures"
    figures.mkdir(parents=True)
    (figures / "hive.png").write_bytes(png(320, 200))
    (figures.parent / "README.md").write_text(REPORT, encoding="utf-8")
    return tmp_path / "bees"


Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def reportlens(project: Path) -> Command:
    """Run the real command in the project."""

    def run(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "server")])
        return subprocess.run(
            [sys.executable, "-m", "reportlens", *map(str, arguments)],
            cwd=options.pop("cwd", project),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **options.pop("env", {})},
            **options,
        )

    return run


@pytest.fixture(scope="session")
def node_tools() -> Path:
    """The folder of the tools that `.ci/node-tools` installs."""
    folder = Path(os.environ.get("REPORTLENS_NODE_TOOLS", Path.home() / ".cache" / "reportlens-node"))
    if not (folder / "node_modules").is_dir() or shutil.which("node") is None:
        pytest.skip(f"no tools in {folder}: run .ci/node-tools")
    return folder


@pytest.fixture(scope="session")
def html_checker(node_tools: Path) -> Callable[..., list[str]]:
    """The W3C's Nu checker: returns what it has to say of files."""
    jar = node_tools / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.exists() or shutil.which("java") is None:
        pytest.skip("no Nu HTML checker or no Java: run .ci/node-tools")

    def check(*files: Path) -> list[str]:
        done = subprocess.run(
            [
                "java",
                "-jar",
                str(jar),
                "--stdout",
                "--exit-zero-always",
                "--format",
                "json",
                *map(str, files),
            ],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        messages = json.loads(done.stdout)["messages"]
        # The checker warns of every embedded image under any policy, `img-src *` too; that browsers show them is tested.
        messages = [
            it for it in messages if not ("image \u201cdata:" in it["message"] and "img-src" in it["message"])
        ]
        return [f"{Path(it['url']).name}:{it.get('lastLine')}: {it['message']}" for it in messages]

    return check


@pytest.fixture(scope="session")
def browser(node_tools: Path) -> Callable[..., Any]:
    """A real Chromium: runs a scenario of `browser.mjs` and returns what it saw."""
    chromium = (
        os.environ.get("REPORTLENS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    if chromium is None:
        pytest.skip("no Chromium on this machine")

    def run(scenario: str, *arguments: str) -> Any:
        done = subprocess.run(
            ["node", str(Path(__file__).parent / "browser.mjs"), scenario, *arguments],
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
            env={**os.environ, "TOOLS": str(node_tools), "CHROMIUM": chromium},
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
