"""Where the prompts and the rubric lie: in the package, or beside the source."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def bundle() -> Traversable:
    """Return the folder of the prompts."""
    packaged = files("reportlens") / "prompts"
    if packaged.is_dir():
        return packaged
    return Path(__file__).parents[3] / "prompts"


def fingerprint(parts: dict[str, str]) -> str:
    """Return a short hash of named texts, blind to line ends and to their order."""
    digest = hashlib.sha256()
    for name in sorted(parts):
        text = parts[name].replace("\r\n", "\n")
        digest.update(f"{name}\0{len(text)}\0{text}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def word_list(name: str) -> frozenset[str]:
    """Return a list of words that lies beside the code; lines that begin with # are comments."""
    text = (files("reportlens.feedback") / "wordlists" / f"{name}.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
