"""The findings as SARIF: valid by the format's own schema and by Microsoft's validator."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from page_samples import REPORT
from reportlens.checking import check
from reportlens.output import sarif
from reportlens.output.result import result
from reportlens.report.parse import parse
from reportlens.settings import DEFAULTS
from reportlens.surroundings import NOWHERE


@pytest.fixture(scope="module")
def multitool() -> Path:
    """The folder of Microsoft's SARIF tool, which holds the schema too."""
    tools = Path(os.environ.get("REPORTLENS_NODE_TOOLS", Path.home() / ".cache" / "reportlens-node"))
    folder = tools / "node_modules" / "@microsoft" / "sarif-multitool-linux"
    if not (folder / "sarif-2.1.0.json").is_file():
        pytest.skip("no SARIF schema: run .ci/node-tools")
    return folder


def log(text: str, path: str = "reports/READ ME.md") -> dict[str, Any]:
    report = parse(text)
    return sarif.check([result(path, report, tuple(check(report, DEFAULTS, NOWHERE)))])


TEXTS = (
    REPORT,
    REPORT.replace("\n", "\r\n"),
    REPORT.replace("honey", "\U0001f41d"),
    REPORT.replace("Answer:", "", 1),
)


@pytest.mark.parametrize("text", TEXTS)
def test_the_log_keeps_to_the_schema(multitool: Path, text: str) -> None:
    schema = json.loads((multitool / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    tree = log(text)
    assert tree["runs"][0]["results"]
    jsonschema.validators.validator_for(schema)(schema).validate(tree)


@pytest.mark.parametrize("path", ["reports/READ ME.md", "/home/ada/reports/README.md"])
def test_the_log_passes_microsofts_validator(multitool: Path, tmp_path: Path, path: str) -> None:
    tool = multitool / "Sarif.Multitool"
    if not tool.is_file() or os.uname().machine != "x86_64":
        pytest.skip("the validator is for Linux on x86-64")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    target = tmp_path / "log.sarif"
    target.write_text(json.dumps(log(REPORT, path)), encoding="utf-8")
    done = subprocess.run(
        [tool, "validate", target],
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
        env={**os.environ, "DOTNET_BUNDLE_EXTRACT_BASE_DIR": str(tmp_path)},
    )
    assert "Analysis completed successfully" in done.stdout
    assert re.findall(r".*: error .*", done.stdout) == []
