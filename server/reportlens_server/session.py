"""What is known of every open report: parsed once a version, checked once a state of its surroundings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.report.official import Official
    from reportlens.settings import Settings
    from reportlens.surroundings import Surroundings
    from reportlens_server.documents import Document


class Checked(NamedTuple):
    """One version of one open report, and all that the core says of it."""

    document: Document
    report: Report
    findings: tuple[Finding, ...]
    official: Official
    settings: Settings
    around: Surroundings


class Session:
    """The open reports. `ls.session.checked(uri)` is what every feature asks."""

    def checked(self, uri: str) -> Checked | None:
        """Return what is known of the newest version of a document; `None` if it is not open or no report."""
        raise NotImplementedError
