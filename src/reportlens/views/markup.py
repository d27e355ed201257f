"""Write for an editor that shows Markdown, or for one that shows plain text.

Words of the report are strangers' words: what looks like a link, an image or HTML in them is shown as it stands.
"""

from __future__ import annotations

import re
from typing import Protocol

_SIGNS = re.compile(
    r"[\\`*_\[\]<>#|~&!$^{}]"  # emphasis, code, links, HTML, entities, tables, headings, mathematics
    r"|@"  # addresses of mail become links by themselves,
    r"|:(?=/)"  # and so do those of pages,
    r"|(?i:(?<=www))\."  # with or without a scheme
    r"|(?<!\S)[-+=](?=\s|[-+=]|\Z)"  # lists, rules and headings
    r"|(?<=\d)[.)](?=\s|\Z)"
)
_TICKS = re.compile(r"`+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
_FENCE = re.compile(r"^ *(?:```|~~~).*\n?", re.MULTILINE)


class Markup(Protocol):
    """A way of writing."""

    def words(self, text: str) -> str:
        """Show words of the report, on one line, exactly and lifeless."""

    def code(self, text: str) -> str:
        """Show words of the report as code, on one line."""

    def strong(self, text: str) -> str:
        """Show words of the report boldly."""

    def own(self, markdown: str) -> str:
        """Show Markdown that we wrote ourselves."""

    def items(self, items: list[str]) -> str:
        """Show a list; the items are written already."""


class Markdown:
    """Markdown, as far as every editor knows it."""

    def words(self, text: str) -> str:
        """Put a backslash before every sign that could mean something."""
        return _SIGNS.sub(r"\\\g<0>", _line(text))

    def code(self, text: str) -> str:
        """Take more backticks than there are in the text."""
        text = _line(text)
        fence = "`" * (max((len(it) for it in _TICKS.findall(text)), default=0) + 1)
        pad = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{fence}{pad}{text}{pad}{fence}" if text else ""

    def strong(self, text: str) -> str:
        """Put asterisks around it."""
        return f"**{self.words(text)}**" if text.strip() else ""

    def own(self, markdown: str) -> str:
        """Leave it."""
        return markdown

    def items(self, items: list[str]) -> str:
        """Put a hyphen before each."""
        return "\n".join(f"- {it}" for it in items)


class Plain:
    """Text without any markup."""

    def words(self, text: str) -> str:
        """Leave the words."""
        return _line(text)

    code = strong = words

    def own(self, markdown: str) -> str:
        """Take the markup away; what stands in fences is kept."""
        text = _HEADING.sub("", _FENCE.sub("", markdown))
        return _LINK.sub(r"\1", text).replace("**", "").replace("`", "")

    def items(self, items: list[str]) -> str:
        """Put a hyphen before each."""
        return "\n".join(f"- {it}" for it in items)


MARKDOWN: Markup = Markdown()
PLAIN: Markup = Plain()


def _line(text: str) -> str:
    return " ".join(text.split())
