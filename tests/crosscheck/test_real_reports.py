"""The figures on the real reports may not get worse."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "evaluation" / "checklist.py"


@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [("unchecked_but_answered", 0.95, 0.95), ("checked_but_denied", 0.95, 0.95)],
)
def test_findings_are_right_and_few_are_missed(
    shared: Path, kind: str, precision: float, recall: float
) -> None:
    specification = importlib.util.spec_from_file_location("evaluation_checklist", SCRIPT)
    assert specification is not None
    assert specification.loader is not None
    script = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)

    rows = script.lines(shared / "reports", kind)

    assert script.figures(rows) >= (precision, 0)
    assert script.figures(rows)[1] >= recall
