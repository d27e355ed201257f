"""The result as SARIF 2.1.0, for code scanners."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reportlens import __version__
from reportlens.finding import Severity
from reportlens.selection import every_rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlens.finding import Finding
    from reportlens.output.result import Result

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.HINT: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def check(results: Iterable[Result]) -> dict[str, Any]:
    """Return the log of one run."""
    index = {rule.code: n for n, rule in enumerate(every_rule())}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "reportlens",
                        "semanticVersion": __version__,
                        "rules": [
                            {
                                "id": rule.code,
                                "name": rule.name,
                                "shortDescription": {"text": rule.summary()},
                                "help": {"text": rule.documentation(), "markdown": rule.documentation()},
                                "defaultConfiguration": {"level": _LEVELS[rule.severity]},
                            }
                            for rule in every_rule()
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_finding(it, finding, index) for it in results for finding in it.findings],
            }
        ],
    }


def _finding(result: Result, finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    line, column, last, end = result.place(finding.span)
    region = {"startLine": line, "startColumn": column, "endLine": last, "endColumn": end}
    location = {"artifactLocation": {"uri": _uri(result.path)}, "region": region}
    entry: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
    }
    if finding.code in index:
        entry["ruleIndex"] = index[finding.code]
    return entry


def _uri(path: str) -> str:
    """Return a relative path as it is and an absolute one as an address: the format wants no slash at the start."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path.replace("\\", "/"))
