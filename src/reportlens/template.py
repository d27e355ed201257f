"""Fetch the course's template from where the user says, and set up a report with it.

Nothing of the course's is shipped, and nothing that is there already is touched.
"""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from reportlens import files
from reportlens.errors import ReportlensError, UnreadableError, reason
from reportlens.report.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 1_000_000
"""A template has some 20 kB; what is longer is none."""
SECONDS = 15
"""For the whole download."""

_USUAL = ("reports/README.md", "report/README.md", "README.md", "*/reports/README.md")
"""Where a checkout of the course has its template."""

_CONFIGURATION = """\
# Settings of reportlens; `reportlens explain` and the documentation name them all.
reports = ["reports/README.md"]
figures = "figures"
"""
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


class Template(NamedTuple):
    """A template, as it will be written."""

    origin: str
    text: str
    questions: int
    edition: str


class Step(NamedTuple):
    """One file or folder of the set-up."""

    path: Path
    made: bool
    """False if it was there already and was left alone."""


def fetch(origin: str) -> Template:
    """Take the template from a file, a checkout or an address. Raises `ReportlensError` where there is none."""
    if re.match(r"[a-z][a-z0-9+.-]+://", origin, re.IGNORECASE):
        return _template(origin, _download(origin))
    path = Path(origin)
    if path.is_dir():
        return _from_checkout(path)
    return _template(str(path), files.read(path).text)


def set_up(folder: Path, template: Template) -> Iterator[Step]:
    """Write report, figures folder and configuration below a folder; what exists stays as it is.

    Raises `ReportlensError` where something cannot be written.
    """
    reports = folder / "reports"
    yield _write(reports / "README.md", template.text)
    figures = reports / "figures"
    yield _write(figures / ".gitkeep", "") if not figures.exists() else Step(figures, made=False)
    if _configured(folder / "pyproject.toml"):
        yield Step(folder / "pyproject.toml", made=False)
    else:
        yield _write(folder / "reportlens.toml", _CONFIGURATION)


def _configured(pyproject: Path) -> bool:
    try:
        return "[tool.reportlens" in pyproject.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _write(path: Path, text: str) -> Step:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # "x": whatever stands there, even a dangling link, is left alone.
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        if path.parent.is_dir():
            return Step(path, made=False)
        raise ReportlensError(f"{path.parent}: a file, where a folder is needed") from None
    except OSError as error:
        raise ReportlensError(f"{path}: cannot be written ({reason(error)})") from error
    return Step(path, made=True)


def _from_checkout(folder: Path) -> Template:
    tried = []
    for pattern in _USUAL:
        for path in sorted(folder.glob(pattern)):
            try:
                return _template(str(path), files.read(path).text)
            except UnreadableError:
                tried.append(str(path.relative_to(folder)))
    looked = f" ({', '.join(tried)}: none with questions)" if tried else " (looked for reports/README.md)"
    raise UnreadableError(f"{folder}: no template in this folder{looked}")


def _template(origin: str, text: str) -> Template:
    if not text.strip():
        raise UnreadableError(f"{origin}: empty")
    if _HTML.match(text):
        raise UnreadableError(f"{origin}: a web page, not Markdown{_raw_hint(origin)}")
    report = parse(text)
    if not report.recognised:
        raise UnreadableError(f"{origin}: no template of a report: fewer than two headings `Question N`")
    return Template(origin, text, len(report.questions), report.edition.id)


def _raw_hint(origin: str) -> str:
    parts = urlsplit(origin)
    if parts.netloc == "github.com" and "/blob/" in parts.path:
        return f"; its raw file is https://raw.githubusercontent.com{parts.path.replace('/blob/', '/', 1)}"
    return "; the address of the raw file is needed"


def _download(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        raise UnreadableError(f"{address}: neither http nor https")
    # No handler for files or FTP: a redirect leads to the web or nowhere.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    headers = {"User-Agent": "reportlens", "Accept": "text/markdown, text/plain"}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 (the scheme is checked above)
    end = time.monotonic() + SECONDS
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            raw = _read(answer, address, end)
    except urllib.error.HTTPError as error:
        said = str(error.reason).partition("\n")[0]
        raise UnreadableError(f"{address}: the server answers {error.code} {said}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise UnreadableError(
            f"{address}: not reached ({str(why).lower() or type(error).__name__})"
        ) from error
    return files.decode(raw, address)


def _read(answer: http.client.HTTPResponse, address: str, end: float) -> bytes:
    """Read an answer, in time and within size. Raises `UnreadableError`."""
    raw = bytearray()
    while chunk := answer.read1(65_536):
        raw += chunk
        if len(raw) > MOST_BYTES:
            raise UnreadableError(f"{address}: more than {MOST_BYTES / 1e6:.0f} MB, no template")
        if time.monotonic() > end:
            raise UnreadableError(f"{address}: no end after {SECONDS} seconds")
    if answer.length:
        raise UnreadableError(f"{address}: not reached (ends {answer.length} bytes early)")
    return bytes(raw)
