"""The addresses of files beside a report."""

from __future__ import annotations

from os.path import relpath
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import quote, unquote

from pygls.uris import to_fs_path


def beside(uri: str, path: str) -> str:
    """Return the address of a path relative to a document, on whatever system and scheme the document is."""
    scheme, _, rest = uri.partition("://")
    host, slash, place = rest.partition("/")
    parts = PurePosixPath(f"/{place}").parent / quote(path, safe="/!$&'()*+,;=:@~")
    return f"{scheme}://{host}{slash}{normpath(parts).lstrip('/')}"


def file_of(uri: str) -> Path | None:
    """Return the file that an address names; `None` if it is not one of this system."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


def relative(uri: str, document: str) -> str | None:
    """Return an address as a path relative to a document's folder; `None` if they have nothing in common."""
    scheme, _, rest = uri.partition("://")
    other, _, base = document.partition("://")
    rest, base = unquote(rest), unquote(base)
    if scheme != other or rest.partition("/")[0] != base.partition("/")[0]:
        return None
    return Path(relpath(f"/{rest}", f"/{base}/..")).as_posix()
