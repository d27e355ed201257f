"""What is done to markup behind the sanitiser: our own parts are put in, headings ranked, figures found.

The report's own HTML and ours travel together through the sanitiser. What is ours (code, boxes, figures, anchors)
travels as a word that nobody can guess, and is put in its place only where text stands: a word inside a tag was
lured there by the report.
"""

from __future__ import annotations

import os
import re
import secrets
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

from reportlens.page.nesting import TAG, Nesting
from reportlens.report.images import is_remote, path_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportlens.page.figures import Figures

_HEADING = re.compile(r"<(/?)h([1-6])>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_HREF = re.compile(r'(?<= href=")[^"]*')
_WORD = "\ue000[0-9a-f]+-i\\d+\ue001"
_ONLY_FIGURES = re.compile(rf"<p>((?:\s*{_WORD}\s*(?:<br>)?)+)</p>")
_EMPTY_LINK = re.compile(r'(<a href="([^"]*)"[^>]*>)\s*</a>')
_EMPTY = re.compile(r"<p>\s*</p>\n?|<(h[1-6])>\s*</\1>\n?")
_EMPTY_STYLE = re.compile(r"<(b|code|em|i|q|s|small|span|strong|sub|sup|u)>(\s*)</\1>")
_EMPTY_DEPTH = 3
"""How deep empty elements within each other are removed; deeper is nobody's, and would take its time."""
_BLOCK = re.compile(r"<(?:pre|div|figure)\b")
_SLUG_OUT = re.compile(r"[^\w\- ]")


class Names:
    """The anchors of one page, as GitHub would call them: no two alike."""

    def __init__(self) -> None:
        """Begin with none taken."""
        self._taken: dict[str, int] = {}

    def name(self, title: str) -> str:
        """Return a name for a heading that no other has."""
        slug = _SLUG_OUT.sub("", title.strip().lower()).replace(" ", "-") or "part"
        found, number = slug, self._taken.get(slug, 0)
        while found in self._taken:
            number += 1
            found = f"{slug}-{number}"
        self._taken[slug] = number
        self._taken.setdefault(found, 0)
        return found


class Slots:
    """Keeps markup of our own while the report's goes through the sanitiser."""

    def __init__(self, figures: Figures) -> None:
        """Show images by these figures."""
        self._figures = figures
        self._mark = secrets.token_hex(8)
        self._slot = re.compile(f"\ue000{self._mark}-[ik](\\d+)\ue001")
        self._kept: list[str | tuple[str, str]] = []

    def clear(self) -> None:
        """Forget what was kept for the last stretch."""
        self._kept.clear()

    def keep(self, html: str) -> str:
        """Keep markup; return the word that stands for it."""
        self._kept.append(html)
        return f"\ue000{self._mark}-k{len(self._kept) - 1}\ue001"

    def keep_image(self, destination: str, alt: str) -> str:
        """Keep an image: how it is shown depends on what stands around it."""
        self._kept.append((destination, alt))
        return f"\ue000{self._mark}-i{len(self._kept) - 1}\ue001"

    def finish(self, html: str, top: int) -> str:
        """Return sanitised markup with all that was kept in its place; headings begin at level `top`."""
        html = _ONLY_FIGURES.sub(self._alone, _EMPTY.sub("", html))
        levels = sorted({int(it[2]) for it in _HEADING.finditer(html)})
        ranks = {level: min(top + n, 6) for n, level in enumerate(levels)}
        nesting = Nesting()
        # Every second part is a tag.
        done = [
            self._tag(part, ranks, nesting)
            if n % 2
            else self._slot.sub(lambda it: self._fill(it, nesting), part)
            for n, part in enumerate(TAG.split(html))
        ]
        whole = "".join([*done, nesting.rest()])
        for _ in range(_EMPTY_DEPTH):
            whole = _EMPTY_STYLE.sub(r"\2", whole)
        return _EMPTY_LINK.sub(_named_link, whole).strip()

    def _alone(self, match: re.Match[str]) -> str:
        """Write a paragraph of nothing but images as figures."""
        return "\n".join(self._slot.sub(self._figure, it[0]) for it in self._slot.finditer(match[1]))

    def _figure(self, match: re.Match[str]) -> str:
        kept = self._kept[int(match[1])]
        return self.keep(self._figures.block(*kept)) if isinstance(kept, tuple) else match[0]

    def _fill(self, match: re.Match[str], nesting: Nesting) -> str:
        kept = self._kept[int(match[1])]
        if isinstance(kept, tuple):
            return self._figures.inline(*kept)
        return nesting.block() + kept if _BLOCK.match(kept) else kept

    def _tag(self, tag: str, ranks: dict[int, int], nesting: Nesting) -> str:
        tag = self._slot.sub("", tag)
        if match := _HEADING.fullmatch(tag):
            return nesting.tag(f"<{match[1]}h{ranks[int(match[2])]}>")
        if tag.startswith("<img"):
            found = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
            return self._figures.inline(found.get("src", ""), found.get("alt", ""))
        if tag == "<table>":
            return (
                nesting.block()
                + '<div class="wide" role="region" aria-label="Table" tabindex="0">'
                + nesting.tag(tag)
            )
        ending = nesting.tag(self._moved(tag))
        return ending.replace("</table>", "</table></div>")

    def _moved(self, tag: str) -> str:
        """Let a relative link lead to the same file from where the page stands."""
        folder, beside = self._figures.folder, self._figures.beside
        if not tag.startswith("<a ") or folder is None or folder == beside:
            return tag
        return _HREF.sub(lambda it: _from(it[0], folder, beside), tag, count=1)


def _from(address: str, folder: Path, beside: Path) -> str:
    if not address or address.startswith(("#", "mailto:")) or is_remote(unescape(address)):
        return address
    path, mark, fragment = address.partition("#")
    try:
        moved = os.path.relpath(folder / path_of(unescape(path)).lstrip("/"), beside)
    except ValueError:  # Another drive, on Windows.
        return address
    return quote(moved.replace(os.sep, "/")) + mark + fragment


def _named_link(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2] or 'link'}</a>"
