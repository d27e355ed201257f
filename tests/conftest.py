"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports, which is not part of the repository."""
    root = Path(__file__).parents[1]
    folder = Path(os.environ.get("REPORTLENS_SHARED", root.parent / "shared"))
    if not (folder / "reports").is_dir():
        pytest.skip(f"no real reports in {folder} (REPORTLENS_SHARED)")
    return folder
