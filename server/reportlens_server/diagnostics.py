"""From findings to diagnostics, as plain JSON values: this is done at every keystroke."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reportlens.finding import Severity
from reportlens_server.links import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlens.finding import Finding
    from reportlens.text import Span
    from reportlens_server.capabilities import Capabilities
    from reportlens_server.positions import Ruler

    Json = dict[str, Any]

SOURCE = "reportlens"
_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 3, Severity.HINT: 4}
_UNNECESSARY = [1]


def diagnostics(findings: Iterable[Finding], uri: str, ruler: Ruler, client: Capabilities) -> list[Json]:
    """Return what the client is to show, no more than it understands."""
    return [diagnostic(it, uri, ruler, client) for it in findings]


class Written:
    """Diagnostics as JSON text, each written once while it stays where it is: most do, from keystroke to keystroke."""

    def __init__(self, uri: str, client: Capabilities) -> None:
        """Write for one document and one client."""
        self._uri = uri
        self._client = client
        self._known: dict[object, str] = {}

    def write(self, findings: Iterable[Finding], ruler: Ruler) -> tuple[str, ...]:
        """Return what the client is to show, one text a finding."""
        known, before = {}, self._known
        texts = []
        for finding in findings:
            key = _key(finding, ruler)
            text = before.get(key)
            if text is None:
                made = diagnostic(finding, self._uri, ruler, self._client)
                text = json.dumps(made, separators=(",", ":"))
            known[key] = text
            texts.append(text)
        self._known = known
        return tuple(texts)


def _key(finding: Finding, ruler: Ruler) -> object:
    """Return all that the text of a diagnostic follows from."""
    code, _, severity, span, message, _, fixes, related, unnecessary = finding
    return (
        code,
        severity,
        message,
        unnecessary,
        ruler.place(span.start),
        ruler.place(span.end),
        tuple(it.title for it in fixes) if fixes else (),
        tuple((*ruler.place(it.span.start), *ruler.place(it.span.end), it.message) for it in related)
        if related
        else (),
    )


def diagnostic(finding: Finding, uri: str, ruler: Ruler, client: Capabilities) -> Json:
    """Return one finding as a diagnostic."""
    made: Json = {
        "range": plain_range(finding.span, ruler),
        "severity": _SEVERITIES[finding.severity],
        "code": finding.code,
        "source": SOURCE,
        "message": finding.message,
    }
    if client.code_description and (page := page_of(finding.code)):
        made["codeDescription"] = {"href": page}
    if finding.unnecessary and client.unnecessary_tag:
        made["tags"] = _UNNECESSARY
    if finding.related and client.related_information:
        made["relatedInformation"] = [
            {"location": {"uri": uri, "range": plain_range(it.span, ruler)}, "message": it.message}
            for it in finding.related
        ]
    if client.diagnostic_data:
        made["data"] = {"rule": finding.rule, "fixes": [it.title for it in finding.fixes]}
    return made


def weight(severity: Severity) -> int:
    """Return a severity as the protocol counts it."""
    return _SEVERITIES[severity]


def plain_range(span: Span, ruler: Ruler) -> Json:
    """Return a span as a range of plain values."""
    line, column = ruler.place(span.start)
    last, end = ruler.place(span.end)
    return {"start": {"line": line, "character": column}, "end": {"line": last, "character": end}}
