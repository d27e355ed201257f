"""Make the report's own HTML harmless: no script, no style, no form, nothing that loads.

nh3 does it where it is installed. It is compiled, and the editor's bundle is pure Python: without it the tags of a
report are shown as text, which harms nobody either.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from markdown_it.common.html_re import HTML_TAG_RE

TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4"  # noqa: SIM905 (a list of words reads best as words)
    " h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot"
    " th thead tr u ul var".split()
)
"""What a report may use."""

_OTHER_HTML = frozenset(
    "acronym address applet area article aside audio base basefont bdi bdo bgsound big blink body button canvas center"  # noqa: SIM905
    " circle data datalist defs dialog dir ellipse embed fieldset font footer foreignobject form frame frameset g head"
    " header hgroup html iframe image input isindex keygen label legend line link listing main map marquee math menu meta"
    " meter nav nobr noembed noframes noscript object optgroup option output param path picture plaintext polygon polyline"
    " portal progress rect script search section select slot source strike style svg symbol template text textarea time"
    " title track tspan tt use video wbr xmp".split()
)
_ALIGN = {"left", "center", "right"}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_DROPPED_WHOLE = {
    "script",
    "style",
    "iframe",
    "object",
    "noscript",
    "template",
    "textarea",
    "title",
    "xmp",
    "noembed",
}
SCHEMES = frozenset({"http", "https", "mailto"})
_SCHEME = re.compile(r"([^/?#]*?):")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def available() -> bool:
    """Tell whether the sanitiser is installed."""
    return find_spec("nh3") is not None


def raw(html: str) -> str:
    """Return raw HTML of the report for `clean`: a tag that HTML does not know was meant as text, as `<name>`.

    Without a sanitiser all of it becomes text, but for line breaks and comments.
    """
    if available():
        return _TAG.sub(_kept, html)
    rest = _COMMENT.sub("", html)
    return "<br>".join(escape(it, quote=False) for it in _BREAK.split(rest))


def clean(html: str) -> str:
    """Return markup that is safe on a page: well-formed, with known tags and no more attributes than they need."""
    return str(_cleaner().clean(html)) if available() else html


@lru_cache(maxsize=1)
def _cleaner() -> Any:  # noqa: ANN401 (the library may not be there)
    return import_module("nh3").Cleaner(
        tags=set(TAGS),
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        allowed_classes={"td": _ALIGN, "th": _ALIGN},
        attribute_filter=_attribute,
        url_schemes=set(SCHEMES),
        strip_comments=True,
        link_rel="noopener noreferrer",
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep numbers only where numbers belong: an attribute that is no number makes the page invalid."""
    if name in ("colspan", "rowspan", "start") and not re.fullmatch(r"\d{1,4}", value):
        return None
    if (tag, name) == ("a", "href"):
        scheme = _SCHEME.match(value.strip())
        return None if scheme and scheme[1].lower() not in SCHEMES else re.sub(r"\s+", "%20", value.strip())
    return value


def _kept(match: re.Match[str]) -> str:
    """Keep a tag that HTML knows and that ends: an open quotation mark would swallow all that follows."""
    name = match[1].lower()
    known = name in TAGS or name in _OTHER_HTML
    return match[0] if known and HTML_TAG_RE.match(match.string, match.start()) else "&lt;" + match[0][1:]
