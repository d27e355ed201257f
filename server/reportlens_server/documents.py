"""The open documents: one immutable snapshot each.

Text is kept whole and once; lines are found when somebody asks for them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lsprotocol import types

    from reportlens.text import Lines


class Document:
    """What the client last said about one file; never changes."""

    def __init__(self, uri: str, language: str, version: int, text: str) -> None:
        """Keep what the client said; `uri` as it spells it."""
        self.uri = uri
        self.language = language
        self.version = version
        self.text = text

    @cached_property
    def lines(self) -> Lines:
        """Where its lines begin."""
        from reportlens.text import Lines  # noqa: PLC0415  # the core waits until after `initialize`

        return Lines(self.text)


class Documents:
    """Which documents are open, by address.

    Two spellings of one address, with and without percent signs, are one document.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._open: dict[str, Document] = {}

    def __iter__(self) -> Iterator[Document]:
        """Go through the open ones as they are now."""
        return iter(tuple(self._open.values()))

    def __len__(self) -> int:
        """Count the open ones."""
        return len(self._open)

    def get(self, uri: str) -> Document | None:
        """Return the newest snapshot, or None for a file that is not open."""
        return self._open.get(key(uri))

    def is_current(self, document: Document) -> bool:
        """Tell whether the snapshot is still the newest one of its document."""
        return self._open.get(key(document.uri)) is document

    def open(self, item: types.TextDocumentItem) -> Document:
        """Take a document in; one that is open already is replaced."""
        document = Document(item.uri, item.language_id, item.version, item.text)
        self._open[key(item.uri)] = document
        return document

    def change(self, params: types.DidChangeTextDocumentParams, encoding: str) -> Document | None:
        """Return the document after the changes, or None if it is not open.

        Whole texts are asked for; a client that sends parts of one all the same is understood.
        """
        before = self.get(params.text_document.uri)
        if before is None:
            return None
        text = before.text
        for change in params.content_changes:
            place: types.Range | None = getattr(change, "range", None)
            text = change.text if place is None else _edited(text, place, change.text, encoding)
        after = Document(before.uri, before.language, params.text_document.version, text)
        self._open[key(before.uri)] = after
        return after

    def close(self, uri: str) -> Document | None:
        """Forget a document; return its last snapshot, or None if it was not open."""
        return self._open.pop(key(uri), None)


def key(uri: str) -> str:
    """Return what all spellings of an address have in common."""
    return unquote(uri) if "%" in uri else uri


def _edited(text: str, place: types.Range, new: str, encoding: str) -> str:
    from reportlens.text import Lines  # noqa: PLC0415  # as above
    from reportlens_server.positions import Ruler  # noqa: PLC0415

    start, end = Ruler(Lines(text), encoding).span(place)
    return joined(f"{text[:start]}{new}{text[end:]}", start, start + len(new))


def joined(text: str, *seams: int) -> str:
    """Return the text with the two halves of a character that met at a seam made one."""
    halves = any(
        "\ud800" <= text[at - 1] <= "\udbff" and "\udc00" <= text[at] <= "\udfff"
        for at in seams
        if 0 < at < len(text)
    )
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass") if halves else text
