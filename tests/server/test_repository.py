"""What the repository around a report shows of its boxes, found out beside the loop."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lsp_client import Client

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")


def boxes(shared: Path) -> str:
    """A real checklist with its first box ticked, and that of load tests left empty."""
    text = next(shared.glob("reports/Samueled29*/README.md")).read_text(encoding="utf-8")
    return text.replace("* [ ]", "* [x]", 1)


def test_a_load_test_in_the_repository_is_told_of_at_its_empty_box(tmp_path: Path, shared: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "locustfile.py").write_text(
        "from locust import HttpUser, task\n\n" * 20, encoding="utf-8"
    )
    report = tmp_path / "reports" / "README.md"
    report.write_text(boxes(shared), encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)

    with Client.start([sys.executable, "-m", "reportlens_server"]) as client:
        client.initialize()
        client.open(report.as_uri(), report.read_text(encoding="utf-8"))
        shown = client.wait_for(
            "textDocument/publishDiagnostics",
            lambda it: any("locustfile" in one["message"] for one in it["diagnostics"]),
        )

    found = [it for it in shown["diagnostics"] if "locustfile" in it["message"]]
    assert [it["code"] for it in found] == ["RL307"]
