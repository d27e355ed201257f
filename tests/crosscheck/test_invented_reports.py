"""The figures on the invented reports may not get worse."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / "evaluation" / "invented.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    specification = importlib.util.spec_from_file_location("evaluation_invented", SCRIPT)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("folder", "side", "precision", "recall"),
    [
        ("invented", "claimed", 0.97, 0.87),
        ("invented", "denied", 0.97, 0.85),
        ("held", "claimed", 0.85, 0.75),
        ("held", "denied", 0.8, 0.6),
    ],
)
def test_findings_are_right_and_few_are_missed(
    script: ModuleType, folder: str, side: str, precision: float, recall: float
) -> None:
    rows = script.lines(SCRIPT.parent / folder, side)

    assert script.figures(rows, side) >= (precision, 0)
    assert script.figures(rows, side)[1] >= recall


def test_labels_quote_the_answers(script: ModuleType) -> None:
    for name, it in script.reports(script.DATA).items():
        answers = "\n".join(it["answers"].values())
        for key, row in it["items"].items():
            assert row["label"] == "neither" or row["quote"] in answers, (name, key)
