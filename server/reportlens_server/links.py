"""Where a rule is explained: the address behind the code of a diagnostic."""

from __future__ import annotations

from functools import lru_cache

PAGES = ""
"""The address of the published pages, to which a rule's name is added; empty while there are none.

Then the link leads to the rule's own file, which opens with its documentation and needs no network.
"""


@lru_cache(maxsize=256)
def page_of(code: str) -> str:
    """Return the address that explains a code; empty if nothing does."""
    from reportlens.handbook import rule_named  # noqa: PLC0415  # the core waits until after `initialize`

    rule = rule_named(code)
    if rule is None:
        return ""
    if PAGES:
        return PAGES + rule.name
    import sys  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    file = getattr(sys.modules.get(rule.__module__), "__file__", None)
    return Path(file).as_uri() if file and Path(file).is_file() else ""
