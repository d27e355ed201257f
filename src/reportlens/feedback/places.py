"""Where the user's own files lie: what may be lost (cache) and what was decided (state). Never in a workspace."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

_NAME = "reportlens"
REMEMBER = "REPORTLENS_REMEMBER"
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


def cache_folder() -> Path:
    """Return the folder of what may be lost; it need not exist."""
    return _folder("XDG_CACHE_HOME", ".cache", "Library/Caches", "LOCALAPPDATA")


def memory_file() -> Path:
    """Return the file of remembered verdicts; it need not exist."""
    return cache_folder() / "feedback.sqlite3"


def may_remember() -> bool:
    """Tell whether the user's own environment lets verdicts be remembered."""
    return os.environ.get(REMEMBER, "").casefold() not in ("0", "no", "off", "false")


def state_folder() -> Path:
    """Return the folder of what the user decided; it need not exist."""
    return _folder("XDG_STATE_HOME", ".local/state", "Library/Application Support", "LOCALAPPDATA")


def private(file: Path) -> Path:
    """Make a file, and its folder, that nobody else can read; raises `OSError` if that cannot be done."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    handle = os.open(file, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), PRIVATE_FILE)
    os.close(handle)
    with contextlib.suppress(OSError):
        file.chmod(PRIVATE_FILE)
    return file


def _folder(variable: str, unix: str, mac: str, windows: str) -> Path:
    named = os.environ.get(variable, "")
    if named and Path(named).is_absolute():
        return Path(named) / _NAME
    if sys.platform == "win32":
        return Path(os.environ.get(windows) or Path.home() / "AppData" / "Local") / _NAME
    return Path.home() / (mac if sys.platform == "darwin" else unix) / _NAME
