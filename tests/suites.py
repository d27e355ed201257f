"""The Markdown suites of the rules: `tests/rules/<rule-name>.md`.

A suite is a row of cases, each a heading and a fenced block of four backticks:

    ## Three words where a hundred are recommended

    ````md files=figures/a.png edition=2025
    a report with marks (see `marked`)
    ````

    ````fixed
    the report after the safe fixes of this rule; or `picked`: after the first fix, safe or not
    ````

A case that holds fewer than two questions gets a harmless one at its end (not with `alone`).
`files` are the figures that exist (without it nothing is known of any), `path` the report's path,
`examples` the files that are the template's, `untracked` and `ignored` those that git says so of,
`holds` the files of the repository.
"""

import re
from pathlib import Path
from typing import NamedTuple

from reportlens.crosscheck.repository import from_listing
from reportlens.surroundings import Figure

HARMLESS = "\n### Question 99\n\n> **Why?**\n>\n> Answer:\n\nBecause.\n"
_CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n(?:(?!## |`{4})[^\n]*\n)*````md(?P<options>[^\n]*)\n(?P<text>(?:(?!````\n)[^\n]*\n)*)````\n"
    r"(?:\n*````(?P<verb>fixed|picked)\n(?P<after>(?:(?!````\n)[^\n]*\n)*)````\n)?",
    re.MULTILINE,
)


class Case(NamedTuple):
    """One case of a suite."""

    rule: str
    title: str
    text: str
    options: dict[str, str]
    verb: str
    after: str

    @property
    def report(self) -> str:
        """The text, with a harmless question if it has fewer than two."""
        return self.text + ("" if self._enough else HARMLESS)

    @property
    def expected(self) -> str:
        """The text after fixing, with the same question."""
        return self.after + ("" if self._enough else HARMLESS)

    @property
    def _enough(self) -> bool:
        return "alone" in self.options or len(re.findall(r"^#+ Question ", self.text, re.MULTILINE)) > 1


class Stage:
    """Surroundings as a case describes them."""

    def __init__(self, options: dict[str, str]) -> None:
        self.path = options.get("path")
        self._options = options
        listing = "".join(f"900 {it}\n" for it in self._list("holds"))
        self.repository = from_listing(listing) if listing else None

    def _list(self, name: str) -> list[str]:
        return [it for it in self._options.get(name, "").split(",") if it]

    def figure(self, path: str) -> Figure | None:
        if "files" not in self._options:
            return None
        files = self._list("files")
        if path not in files:
            near = tuple(
                it for it in files if it.casefold() == path.casefold() or Path(it).stem == Path(path).stem
            )
            return Figure(exists=False, near=near)
        bad = path in self._list("untracked") or path in self._list("ignored")
        example = Path(path).name if path in self._list("examples") else ""
        return Figure(exists=True, example=example, committed=not bad, ignored=path in self._list("ignored"))


def cases(folder: Path) -> list[Case]:
    """Read all suites of a folder."""
    found = []
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for match in _CASE.finditer(text):
            words = match["options"].split()
            options = {key: value for key, _, value in (word.partition("=") for word in words)}
            found.append(
                Case(
                    path.stem,
                    match["title"],
                    match["text"],
                    options,
                    match["verb"] or "",
                    match["after"] or "",
                )
            )
    return found
