"""From findings to diagnostics, as plain JSON values: this is done at every keystroke."""

from __future__ import annotations

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


def plain_range(span: Span, ruler: Ruler) -> Json:
    """Return a span as a range of plain values."""
    line, column = ruler.place(span.start)
    last, end = ruler.place(span.end)
    return {"start": {"line": line, "character": column}, "end": {"line": last, "character": end}}
