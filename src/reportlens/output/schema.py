"""The JSON schemas of what the command line prints: the contract for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NAMES = ("check", "inspect")


def load(name: str) -> dict[str, Any]:
    """Return the schema of a command's output (`check`, `inspect`)."""
    path = Path(__file__).parent / f"{name}.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
