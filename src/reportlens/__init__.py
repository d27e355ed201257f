"""reportlens: reads an exam report while it is being written.

Text flows one way: `parse` makes a `Report` of it, `check` puts every rule to the report and returns
`Finding`s, a finding may carry a `Fix`. Whoever shows them (the command line, the server) converts and
judges nothing.

    from reportlens import check, parse
    for finding in check(parse(text)):
        print(finding.code, finding.message)
"""

from __future__ import annotations

# Not from `typing`: that is slow to import, and a process first turns the collecting of garbage off.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from reportlens.checking import check
    from reportlens.finding import Finding, Fix, Severity
    from reportlens.report.model import Report
    from reportlens.report.parse import parse
    from reportlens.settings import Settings

__version__ = "0.1.0"

__all__ = ["Finding", "Fix", "Report", "Settings", "Severity", "check", "parse"]

_HOMES = {
    "Finding": "finding",
    "Fix": "finding",
    "Report": "report.model",
    "Settings": "settings",
    "Severity": "finding",
    "check": "checking",
    "parse": "report.parse",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for: the server starts before it needs the parser."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
