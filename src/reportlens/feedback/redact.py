"""Take names and numbers of people and accounts out of a text before it leaves, and put them back on display.

The map lives in memory alone. Whatever is sent, hashed or remembered is the redacted text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportlens.feedback.people import names
from reportlens.text import Span

if TYPE_CHECKING:
    from reportlens.report.model import Report

_STUDY = r"(?<![A-Za-z0-9])[sS][ \t]?\d{6}(?!\d)|\b[sS]\d{5,6}(?!\d)|(?<=[sS])\d{6}(?!\d)"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("MAIL", re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}")),
    ("STUDENT", re.compile(_STUDY)),
    (
        "ADDRESS",
        re.compile(r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])"),
    ),
    (
        "OWNER",
        re.compile(
            r"(?<=github\.com[/:])[\w.-]+(?:/[\w.-]+)?|(?<=githubusercontent\.com/)[\w.-]+|(?<=github\.com%2F)[\w.-]+"
        ),
    ),
    (
        "OWNER",
        re.compile(
            r"(?<=wandb\.ai/)[\w.-]+(?:/[\w.-]+)?|(?<=hub\.docker\.com/r/)[\w.-]+|(?<=docker/)[\w-]+(?=/)|(?<=huggingface\.co/)(?!datasets/|spaces/|docs/)[\w.-]+"
        ),
    ),
    (
        "OWNER",
        re.compile(
            r"(?<![\w-])[\w-]{1,63}(?=\.(?:github\.io|workers\.dev))|(?<=gitlab\.com/)[\w.-]+|(?<=linkedin\.com/in/)[\w-]+"
        ),
    ),
    ("BUCKET", re.compile(r"(?<=gs://)[\w.-]+")),
    (
        "PROJECT",
        re.compile(
            r"(?<=pkg\.dev/)[\w.-]+|(?<=\bgcr\.io/)[\w.-]+|(?<=[?&]project=)[\w.-]+|(?<=--project[ =])\"?[\w.-]+\"?"
        ),
    ),
    (
        "PROJECT",
        re.compile(
            r"(?<=config set project )[\w.-]+|\b[a-z][a-z0-9-]{3,24}-\d{6}\b|(?<![\w-])[\w-]{1,63}(?=\.iam\.gserviceaccount)"
        ),
    ),
    (
        "HOST",
        re.compile(
            r"(?<![\w-])[\w-]{4,63}(?=(?:\.[\w-]{1,40})?\.(?:a\.)?run\.app)|(?<![\w-])[\w-]{1,63}(?=\.(?:cloudfunctions\.net|streamlit\.app))"
        ),
    ),
    (
        "KEY",
        re.compile(
            r"\b(?:sk|pk|ghp|gho|ghs|github_pat|xox[abp]|AKIA|AIza|hf|glpat)[-_A-Za-z0-9]{16,}|(?<=Bearer )[\w.~+/-]{12,}"
        ),
    ),
    ("KEY", re.compile(r"(?<=-----BEGIN )[A-Z ]*PRIVATE KEY-----[\s\S]{0,4000}?-----END|\b[0-9a-f]{40}\b")),
    ("HANDLE", re.compile(r"(?<![\w/@`.='\"-])@(?!v?\d)[A-Za-z][\w-]{1,38}(?![\w(/-]|\.\w)")),
    ("PHONE", re.compile(r"(?<![\w+])\+\d{2}(?:[ -]?\d{2}){4}(?!\d)")),
)


class _Cut(NamedTuple):
    """One stretch that was taken out."""

    span: Span
    """In the original."""
    token: str
    at: int
    """Where the token begins in the redacted text."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without people and accounts, and the way back."""

    text: str
    original: str
    cuts: tuple[_Cut, ...] = ()

    def back(self, span: Span) -> Span:
        """Return the stretch of the original that a stretch of the redacted text stands for."""
        return Span(self._offset(span.start, end=False), self._offset(span.end, end=True))

    def _offset(self, offset: int, *, end: bool) -> int:
        place = bisect_right(self.cuts, offset, key=lambda it: it.at) - 1
        if place < 0:
            return offset
        cut = self.cuts[place]
        inside = offset - cut.at
        if inside < len(cut.token):
            return cut.span.start if inside == 0 or not end else cut.span.end
        return cut.span.end + inside - len(cut.token)


class Redactor:
    """Knows the people of one report; gives the same token for the same name all over it."""

    def __init__(self, people: tuple[str, ...] = ()) -> None:
        """Know these names."""
        self._tokens: dict[tuple[str, str], str] = {}
        self._secrets: dict[str, str] = {}
        words = sorted({re.escape(it) for it in people}, key=len, reverse=True)
        self._people = (
            re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])", re.IGNORECASE) if words else None
        )

    def __call__(self, text: str) -> Redacted:
        """Return the text without them."""
        found = [(Span(*it.span()), kind) for kind, pattern in _KINDS for it in pattern.finditer(text)]
        if self._people:
            found += [(Span(*it.span()), "PERSON") for it in self._people.finditer(text)]
        cuts: list[_Cut] = []
        pieces: list[str] = []
        done = at = 0
        for span, kind in sorted(found, key=lambda it: (it[0].start, -it[0].end)):
            if span.start < done or span.end == span.start:
                continue
            token = self._token(kind, text[span.start : span.end], text)
            pieces += [text[done : span.start], token]
            at += span.start - done
            cuts.append(_Cut(span, token, at))
            at += len(token)
            done = span.end
        return Redacted("".join([*pieces, text[done:]]), text, tuple(cuts))

    def restored(self, text: str) -> str:
        """Return a text with the tokens turned back into what they stand for."""
        for token, secret in self._secrets.items():
            text = text.replace(token, secret)
        return text

    def _token(self, kind: str, secret: str, text: str) -> str:
        key = (kind, secret.casefold())
        if key not in self._tokens:
            number = sum(it == kind for it, _ in self._tokens) + 1
            while f"[{kind}-{number}]" in text or f"[{kind}-{number}]" in self._secrets:
                number += 1
            self._tokens[key] = f"[{kind}-{number}]"
            self._secrets[self._tokens[key]] = secret
        return self._tokens[key]


def redactor(report: Report) -> Redactor:
    """Return the redactor that knows the people of this report."""
    return Redactor(names(report))
