"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real reports, which is not part of the project."""
    folder = Path(os.environ.get("REPORTLENS_SHARED") or REPO.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no shared reports: set REPORTLENS_SHARED, or put them at {REPO.parent.name}/shared")
    return folder
