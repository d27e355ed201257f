from __future__ import annotations

import os

import pytest

from reportlens.feedback.prompts import load


@pytest.fixture(autouse=True)
def surroundings(tmp_path, monkeypatch):
    """A user with nothing: no keys, no settings, folders of the test's own."""
    for name in list(os.environ):
        if name.startswith(
            ("OPENAI_", "AZURE_", "REPORTLENS_API", "REPORTLENS_ENDPOINT", "REPORTLENS_MODEL", "HTTP", "http")
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture
def prompts():
    return load()
