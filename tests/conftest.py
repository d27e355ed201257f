"""Fixtures that all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes is a matter of the machine.
settings.register_profile("unhurried")
settings.load_profile("unhurried")

ROOT = Path(__file__).parents[1]


def shared_folder() -> Path | None:
    """Return the folder with the real reports, if it is there."""
    folder = Path(os.environ.get("REPORTLENS_SHARED") or ROOT.parent / "shared")
    return folder if (folder / "reports").is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real reports; the test is skipped where it is absent."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the real reports are not here (set REPORTLENS_SHARED)")
    return folder


@pytest.fixture(scope="session")
def shared_reports(shared: Path) -> list[Path]:
    """The real reports."""
    return sorted(shared.glob("reports/*/README.md"))


@pytest.fixture(scope="session")
def example() -> Path:
    """The example report of this project."""
    return ROOT / "tests" / "example" / "reports" / "README.md"
