"""`reportlens/explain`: the page of a rule, or a table of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from reportlens.handbook import page

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


def handle(_: ReportServer, params: Any) -> dict[str, str]:
    """Return Markdown of our own."""
    rule = str((params or {}).get("rule") or "")
    markdown = page(rule)
    if markdown is None:
        raise JsonRpcInvalidParams(f"no rule is called {rule[:80]!r}")
    return {"markdown": markdown}
