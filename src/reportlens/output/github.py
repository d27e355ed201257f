"""The result as workflow commands: GitHub shows them as annotations of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.output.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.output.result import Result

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
    Severity.HINT: "notice",
}


def render(result: Result) -> Iterator[str]:
    """Yield a line for each finding."""
    for finding in result.findings:
        line, column, last, end = result.place(finding.span)
        columns = f",col={column},endColumn={end}" if line == last else ""
        title = f"{finding.code} {finding.rule}"
        yield (
            f"::{_COMMANDS[finding.severity]} file={_value(result.path)},line={line},endLine={last}{columns}"
            f",title={_value(title)}::{_text(finding.message)}"
        )


def _text(text: str) -> str:
    """Escape as the runner's command format asks for."""
    return safe(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _value(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
