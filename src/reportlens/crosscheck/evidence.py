"""What a repository shows of an item of the checklist, and which file is the evidence.

A row of `cues.json` may have

- `paths`: patterns of paths, in small letters (`*` stands for anything, a slash included; a pattern without a slash is
  one of names): any such file is evidence;
- `never`: patterns of files that are no evidence, though one of the `paths` matches them;
- `contents`: words, in small letters: a source or configuration file that holds one of them is evidence;
- `strict`: `paths` if work without such a file is not to be believed, `contents` if work that no file mentions is not;
- `offered`: patterns that are enough to say that the work was done, whatever the box says: no file of the course's
  project template is among them;
- `imports`: words that are enough, in the same way (they stand among the `contents`, too);
- `looked`: in words, what was looked for;
- `elsewhere`: cues of an answer to the item's first question after which the evidence need not lie in a file.
"""

from __future__ import annotations

from fnmatch import translate
from functools import lru_cache
from re import compile as compile_pattern
from typing import TYPE_CHECKING, NamedTuple

from reportlens.crosscheck.cues import Cues, cues

if TYPE_CHECKING:
    from re import Pattern

    from reportlens.crosscheck.repository import Repository

_LEAST = 60
"""A shorter file (bytes) is a stub."""


class Shown(NamedTuple):
    """What a repository shows of one item."""

    file: str
    """The evidence; empty if there is none."""
    missing: bool
    """Whether the work cannot be there, for want of any such file."""
    offered: str
    """A file that shows the work plainly; empty if there is none."""


NOTHING = Shown("", missing=False, offered="")


def words() -> tuple[str, ...]:
    """Return all tell-tale words, to be looked for in one reading."""
    return tuple(dict.fromkeys(word for row in cues().values() for word in row.words("contents")))


def shown(key: str, repository: Repository) -> Shown:
    """Return what a repository shows of an item; remembered with the repository."""
    kept = repository.memory.get(key)
    if kept is None:
        row = cues().get(key)
        kept = repository.memory[key] = _shown(row, repository) if row else NOTHING
    return kept  # type: ignore[return-value]


def _shown(row: Cues, repository: Repository) -> Shown:
    by_path = _first(row.words("paths"), repository, 0, row.words("never"))
    by_word = _word(row.words("contents"), repository)
    offered = _first(row.words("offered"), repository, _LEAST, ()) or _word(row.words("imports"), repository)
    missing = False
    if repository.complete and repository.files and not by_path and not by_word:
        missing = row.strict == "paths" or (
            row.strict == "contents" and repository.words is not None and repository.read
        )
    return Shown(by_path or by_word, missing, offered)


def _word(words: tuple[str, ...], repository: Repository) -> str:
    for word in words:
        for path in (repository.words or {}).get(word, ()):
            return path
    return ""


def _first(patterns: tuple[str, ...], repository: Repository, least: int, never: tuple[str, ...]) -> str:
    if not patterns:
        return ""
    pattern, but = _pattern(patterns), _pattern(never)
    sizes = {it.path: it.size for it in repository.files} if least else {}
    for low, path in repository.lowered:
        if pattern.match(low) and not (never and but.match(low)) and (not least or _long(sizes[path], least)):
            return path
    return ""


def _long(size: int | None, least: int) -> bool:
    """Tell whether a file is more than a stub, as far as is known."""
    return size is None or size >= least


@lru_cache(maxsize=256)
def _pattern(patterns: tuple[str, ...]) -> Pattern[str]:
    """Return one pattern for all; those without a slash are of names."""
    return compile_pattern(
        "|".join(translate(it) if "/" in it else rf"(?:.*/)?{translate(it)}" for it in patterns)
    )
