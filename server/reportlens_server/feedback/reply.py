"""Feedback as clients get it: see editors/PROTOCOL.md."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from reportlens.feedback import show
from reportlens.feedback.verdict import Verdict
from reportlens_server.diagnostics import plain_range, weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from reportlens.feedback.findings import Remark
    from reportlens.feedback.verdict import Feedback
    from reportlens.report.model import Report
    from reportlens_server.positions import Ruler
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked

    Json = dict[str, Any]

_ASKING = (Verdict.MISSING, Verdict.PARTIAL)


def found(ls: ReportServer, now: Checked, numbers: Collection[int], judge: str) -> Json:
    """Return what is not covered in the questions with these numbers, and whose word that is."""
    return {
        "uri": now.document.uri,
        "version": now.document.version,
        "judge": judge,
        "threads": threads(ls.session.feedback.remarks(now), numbers, ls.ruler(now.document)),
    }


def named(judge: str, model: str) -> str:
    """Return a judge's name, as a person would say it."""
    return show.plain(f"{judge} ({model})" if model else judge)


def threads(remarks: Iterable[Remark], numbers: Collection[int], ruler: Ruler) -> list[Json]:
    """Return what is not covered in the questions with these numbers."""
    return [_thread(it, ruler) for it in remarks if it.judged is not None and it.given.number in numbers]


def summary(uri: str, report: Report, feedback: Feedback) -> str:
    """Return a Markdown document about all questions asked for."""
    return show.as_markdown([(name_of(uri), report, feedback)])


def name_of(uri: str) -> str:
    """Return a report's name for people: the file and its folder."""
    return "/".join(PurePosixPath(unquote(urlsplit(uri).path)).parts[-2:]).lstrip("/") or "report"


def _thread(remark: Remark, ruler: Ruler) -> Json:
    finding, given, judged = remark
    assert judged is not None
    back = judged.question_back if judged.verdict in _ASKING else None
    message = finding.message + (f"\n{show.plain(back)}" if back else "")
    return {
        "id": f"{given.number}:{judged.criterion.id}",
        "question": given.number,
        "criterion": show.plain(judged.criterion.text),
        "verdict": judged.verdict.value,
        "range": plain_range(finding.span, ruler),
        "message": message,
        "severity": weight(finding.severity),
        "stale": given.stale,
    }
