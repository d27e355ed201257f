"""Turn a stretch of the report's Markdown into markup that is safe on the page.

The reading is CommonMark's, with tables, strikethrough and boxes; `finish` does what comes behind the sanitiser.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportlens.page.finish import Names, Slots
from reportlens.page.highlight import highlighted
from reportlens.page.sanitise import clean, raw

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping, Sequence

    from markdown_it.rules_core import StateCore

    from reportlens.page.figures import Figures

_LONGEST_HEADING = 120
"""A heading underlined with dashes that is longer than this was a paragraph, and the dashes a line."""

_BOX = re.compile(r"\[([ xX])\](?=[ \t\n]|\Z)[ \t]?")
_DEFINES = re.compile(r"^[ \t>]{0,8}\[[^\]\n]+\]:", re.MULTILINE)

_BOXES = {
    True: '<span class="box done" role="img" aria-label="Done:"><svg aria-hidden="true"><use href="#i-done"/></svg></span>',
    False: '<span class="box open" role="img" aria-label="Not done:"><svg aria-hidden="true"><use href="#i-open"/></svg></span>',
}


class Writer:
    """Writes the stretches of one report."""

    def __init__(self, figures: Figures, whole: str = "") -> None:
        """Write with these figures; `whole` is the text that may define links for all stretches."""
        self._slots = Slots(figures)
        self._names = Names()
        self._markdown = _markdown(self)
        self._references: dict[str, Any] = {}
        if _DEFINES.search(whole):
            env: dict[str, Any] = {}
            self._markdown.parse(whole, env)
            self._references = env.get("references", {})
            self._names = Names()

    def blocks(self, text: str, top: int) -> str:
        """Write blocks; headings within begin at level `top`."""
        self._slots.clear()
        html = self._markdown.render(text, {"references": dict(self._references)})
        return self._slots.finish(clean(html), top)

    def line(self, text: str) -> str:
        """Write a single line, a title."""
        self._slots.clear()
        return self._slots.finish(clean(self._markdown.renderInline(text.strip(), {})), 6)

    def name(self, title: str) -> str:
        """Return an anchor's name that no other has."""
        return self._names.name(title)

    def keep(self, html: str) -> str:
        """Return the word that travels for markup of our own."""
        return self._slots.keep(html)

    def keep_image(self, destination: str, alt: str) -> str:
        """Return the word that travels for an image."""
        return self._slots.keep_image(destination, alt)

    def anchor(self, title: str) -> str:
        """Return the link of a heading to itself, which names the place."""
        name = escape(self.name(title))
        label = escape(f"Link to \u201c{title.strip()}\u201d")
        return f'<a class="anchor" id="{name}" href="#{name}" aria-label="{label}">#</a>'


def _markdown(writer: Writer) -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"xhtmlOut": False}).enable(["table", "strikethrough"])
    markdown.core.ruler.push("boxes", lambda state: _boxes(state, writer))
    markdown.core.ruler.push("headings", lambda state: _headings(state, writer))
    rules = markdown.renderer.rules  # type: ignore[attr-defined]
    rules.update({name: _rule(function, writer) for name, function in _RULES.items()})
    return markdown


def _rule(function: Callable[[Token, Writer], str], writer: Writer) -> Callable[..., str]:
    def rule(tokens: Sequence[Token], index: int, options: object, env: MutableMapping[str, Any]) -> str:
        del options, env
        return function(tokens[index], writer)

    return rule


def _boxes(state: StateCore, writer: Writer) -> None:
    """Make a box of the brackets that begin a list item."""
    tokens = state.tokens
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type != "list_item_open" or paragraph.type != "paragraph_open" or not inline.children:
            continue
        first = inline.children[0]
        match = _BOX.match(first.content) if first.type == "text" else None
        if match:
            first.content = first.content[match.end() :]
            box = Token("slot", "", 0, content=writer.keep(_BOXES[match[1] != " "]))
            inline.children.insert(0, box)


def _headings(state: StateCore, writer: Writer) -> None:
    """Give headings their anchors; undo those that only a line of dashes under a paragraph made."""
    for opening, inline, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type != "heading_open" or inline.children is None:
            continue
        title = "".join(it.content for it in inline.children if it.type in ("text", "code_inline"))
        if opening.markup in ("-", "=") and len(title) > _LONGEST_HEADING:
            opening.tag = closing.tag = "p"
            closing.meta["rule"] = opening.markup == "-"
        elif title.strip():
            inline.children.append(Token("slot", "", 0, content=writer.keep(writer.anchor(title))))


def _heading_close(token: Token, writer: Writer) -> str:
    del writer
    return f"</{token.tag}>\n" + ("<hr>\n" if token.meta.get("rule") else "")


def _fence(token: Token, writer: Writer) -> str:
    language = unescape(token.info).strip().split()[0] if token.info.strip() else ""
    return writer.keep(highlighted(token.content, language)) + "\n"


def _code_block(token: Token, writer: Writer) -> str:
    return (
        writer.keep(
            f'<pre class="plain" tabindex="0"><code>{escape(token.content, quote=False)}</code></pre>'
        )
        + "\n"
    )


def _image(token: Token, writer: Writer) -> str:
    return writer.keep_image(str(token.attrs.get("src", "")), _words(token.children or []))


def _words(tokens: Sequence[Token]) -> str:
    return "".join(
        _words(it.children) if it.children else it.content if it.type != "softbreak" else " " for it in tokens
    )


def _cell(token: Token, writer: Writer) -> str:
    del writer
    align = str(token.attrs.get("style", "")).rpartition(":")[2].strip()
    return f'<{token.tag} class="{align}">' if align else f"<{token.tag}>"


_RULES: dict[str, Callable[[Token, Writer], str]] = {
    "code_block": _code_block,
    "fence": _fence,
    "heading_close": _heading_close,
    "html_block": lambda token, _: raw(token.content),
    "html_inline": lambda token, _: raw(token.content),
    "image": _image,
    "slot": lambda token, _: token.content,
    "td_open": _cell,
    "th_open": _cell,
}
