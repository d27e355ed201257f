"""Colour code blocks, where Pygments is installed."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from importlib import import_module
from importlib.util import find_spec

_MOST = 50_000
"""Characters; a longer block is no code that somebody reads, and would keep the reader waiting."""
_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "output", "none"})
_CLASS = re.compile(r'<span class="([A-Za-z0-9]*)[^"]*">')

_GROUPS = {
    "c": "co", "k": "kw", "o": "", "p": "", "n": "", "nb": "fn", "nc": "fn", "nd": "fn", "nf": "fn", "fm": "fn", "nt": "kw",
    "na": "at", "nv": "at", "vi": "at", "vc": "at", "vg": "at", "s": "st", "l": "", "m": "nu", "mi": "nu", "mf": "nu",
    "ow": "kw", "gd": "de", "gi": "in", "gh": "kw", "gu": "kw", "gp": "co", "go": "co", "bp": "at", "w": "", "err": "",
}  # fmt: skip
"""Kinds of words that the page colours, by Pygments' short names; the first letter decides for the others."""


def available() -> bool:
    """Tell whether code can be coloured."""
    return find_spec("pygments") is not None


def highlighted(code: str, language: str) -> str:
    """Return a code block as markup, with the language's name above it."""
    colours = available() and language.lower() not in _PLAIN and len(code) <= _MOST
    inner = _coloured(code, language.lower()) if colours else escape(code, quote=False)
    label = f' data-language="{escape(language[:30])}"' if language else ""
    return f'<pre{label} tabindex="0"><code>{inner}</code></pre>'


@lru_cache(maxsize=512)
def _coloured(code: str, language: str) -> str:
    lexers, formatters = import_module("pygments.lexers"), import_module("pygments.formatters.html")
    try:
        lexer = lexers.get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except import_module("pygments.util").ClassNotFound:
        return escape(code, quote=False)
    formatter = formatters.HtmlFormatter(nowrap=True)
    return _grouped(str(import_module("pygments").highlight(code, lexer, formatter)))


def _grouped(html: str) -> str:
    """Keep the few kinds that the page colours; the others are plain text."""
    parts = re.split(r'(<span class="[^"]*">|</span>)', html)
    kept: list[str] = []
    stack: list[bool] = []
    for part in parts:
        if match := _CLASS.fullmatch(part):
            name = match[1]
            group = _GROUPS.get(name, _GROUPS.get(name[:1], ""))
            stack.append(bool(group))
            kept.append(f'<span class="{group}">' if group else "")
        elif part == "</span>":
            kept.append(part if stack and stack.pop() else "")
        else:
            kept.append(part)
    return "".join(kept)
