"""`textDocument/diagnostic`: diagnostics for clients that come for them, and come again when told to."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from reportlens_server.diagnostics import diagnostics

if TYPE_CHECKING:
    from lsprotocol import types

    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.DocumentDiagnosticParams) -> dict[str, Any]:
    """Return all diagnostics, or that they are the ones the client has."""
    uri = params.text_document.uri
    checked = ls.session.checked(uri)
    shown = ls.session.shown(checked) if checked else ()
    found = diagnostics(shown, uri, ls.ruler(checked.document), ls.capabilities) if checked else []
    mark = hashlib.blake2b(json.dumps(found).encode(), digest_size=8).hexdigest()
    if params.previous_result_id == mark:
        return {"kind": "unchanged", "resultId": mark}
    return {"kind": "full", "resultId": mark, "items": found}
