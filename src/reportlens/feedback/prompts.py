"""Load the prompts and fill in their variables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING

from reportlens.errors import ConfigurationError
from reportlens.feedback.bundle import bundle, fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

NAMES = ("judge.system", "judge.question", "judge.repair")
_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt: its front matter and its text."""

    name: str
    version: str
    variables: frozenset[str]
    text: str

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the text with the variables filled in; raises `KeyError` for one that is not given."""
        return Template(self.text).substitute(values)


@dataclass(frozen=True, slots=True)
class Prompts:
    """All prompts, with the hash that stands for them."""

    prompts: Mapping[str, Prompt]
    hash: str

    def __getitem__(self, name: str) -> Prompt:
        """Return a prompt by its name."""
        return self.prompts[name]


def load(overrides: Path | None = None) -> Prompts:
    """Return the prompts; those in `overrides` (a folder of the user's own choice) go first.

    Raises `ConfigurationError` if one is not understood.
    """
    texts = {name: _read(name, overrides) for name in NAMES}
    return Prompts({name: parse(name, text) for name, text in texts.items()}, fingerprint(texts))


def parse(name: str, text: str) -> Prompt:
    """Read a prompt from the text of its file."""
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    if front is None:
        raise ConfigurationError(f"prompt {name} has no front matter")
    facts = {
        key.strip(): value.strip()
        for key, colon, value in (line.partition(":") for line in front[1].splitlines())
        if colon
    }
    variables = frozenset(it.strip() for it in facts.get("variables", "").split(",") if it.strip())
    template = Template(text[front.end() :])
    if not template.is_valid() or set(template.get_identifiers()) != variables:
        raise ConfigurationError(f"prompt {name} uses other variables than its front matter names")
    return Prompt(name, facts.get("version", ""), variables, template.template)


def _read(name: str, overrides: Path | None) -> str:
    file: Traversable = bundle() / f"{name}.md"
    if overrides is not None and (overrides / f"{name}.md").is_file():
        file = overrides / f"{name}.md"
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"prompt {name} cannot be read: {error}") from error
    if len(text) > LARGEST:
        raise ConfigurationError(f"prompt {name} is longer than {LARGEST} characters")
    return text
