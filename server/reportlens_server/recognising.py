"""Whether a document may be a report: a look that costs other Markdown next to nothing.

It lets through every text that the parser would recognise, and a few others.
"""

from __future__ import annotations

import re
from itertools import islice

from reportlens.text import plain

_LANGUAGES = frozenset({"markdown", "md", "rmd", "quarto", "pandoc", "vimwiki", "mdx", "myst"})
_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
_NUMBERED = re.compile(
    r"^ {0,3}#{1,6}[ \t]+[*_]{0,3}(?:[^\W\d_]{1,12}[ \t]*\.?[ \t]*#?[ \t]*)?\d{1,3}"
    r"|^ {0,3}[A-Za-z]{1,8}[ \t]*\d{1,3}[^\n]{0,80}\n {0,3}(?:=|-)",
    re.MULTILINE,
)


def may_be_report(uri: str, language: str, text: str) -> bool:
    """Tell whether it is worth parsing: Markdown with two numbered headings at least."""
    if language.lower() not in _LANGUAGES and not uri.lower().endswith(_ENDINGS):
        return False
    text = plain(text) if "\r" in text or text.startswith("\ufeff") else text
    return sum(1 for _ in islice(_NUMBERED.finditer(text), 2)) == 2
