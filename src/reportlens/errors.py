"""What can go wrong at the edges. The core itself does not raise for a bad report.

ReportlensError
|-- UnreadableError       a file that cannot be read as a report
|-- ConfigurationError    a configuration that is not understood
|-- ChangedMeanwhileError a file that changed between reading and writing
`-- JudgeError            a judge that could not answer
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ReportlensError(Exception):
    """The root: its text is one clear line for the user."""


class UnreadableError(ReportlensError):
    """A path that holds no readable report."""


class ConfigurationError(ReportlensError):
    """A configuration that is not understood.

    `line` counts from 0 where the place is known; `reason` is the message without the place.
    """

    def __init__(
        self, message: str, line: int | None = None, path: Path | None = None, reason: str = ""
    ) -> None:
        """Keep the message and, where known, the place."""
        super().__init__(message)
        self.line = line
        self.path = path
        self.reason = reason or message


class ChangedMeanwhileError(ReportlensError):
    """The file was changed by somebody else after it was read."""


class JudgeError(ReportlensError):
    """A judge could not answer; the text says what happened and what to do."""


def reason(error: Exception) -> str:
    """Return in small letters why the system refused."""
    return (getattr(error, "strerror", None) or str(error)).lower()
