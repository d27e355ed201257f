"""The surroundings of a report on a real disk. Looks, and changes nothing; runs nothing but git, and only to ask."""

from __future__ import annotations

import os
import posixpath
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reportlens.report.edition import facts
from reportlens.report.images import looks_like_image
from reportlens.surroundings import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlens.crosscheck.repository import Repository

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
    (b"BM", "bmp"),
    (b"<svg", "svg"),
    (b"<?xml", "svg"),
)
_GIT_SECONDS = 3
_MOST_LISTED = 2000
"""Entries of a folder that are looked at for near names."""


class DiskSurroundings:
    """What lies around a report that is a file.

    What is looked up once is kept: make a new one, or call `forget`, when files may have changed.
    """

    def __init__(self, report: Path, *, ask_git: bool = True, repository: object | None = None) -> None:
        """Take the report's path; `repository` is the evidence in its repository, if it was gathered."""
        self._report = report
        self._folder = report.parent
        self._ask_git = ask_git
        self._listings: dict[Path, tuple[str, ...]] = {}
        self._figures: dict[str, Figure | None] = {}
        self.repository = repository

    @property
    def path(self) -> str | None:
        """The report's path, absolute, with forward slashes."""
        return Path(os.path.abspath(self._report)).as_posix()  # noqa: PTH100 - a link is named as the user named it

    def forget(self) -> None:
        """Forget what was looked up."""
        self._listings.clear()
        self._figures.clear()
        self.__dict__.pop("_tracked", None)

    def figure(self, path: str) -> Figure | None:
        """Look a figure up, once."""
        if path not in self._figures:
            self._figures[path] = self._look_up(path)
        return self._figures[path]

    def listing(self, folder: str) -> tuple[str, ...]:
        """List a folder anew: a figure that was saved a moment ago is there."""
        if "\0" in folder or PurePosixPath(folder).is_absolute():
            return ()
        prefix = f"{folder.strip('/')}/" if folder.strip("/") else ""
        try:
            with os.scandir(self._folder / folder) as entries:
                found = [
                    it.name
                    for it in islice(entries, _MOST_LISTED)
                    if not it.name.startswith(".") and it.is_file()
                ]
        except OSError:
            return ()
        return tuple(f"{prefix}{it}" for it in sorted(found))

    def _look_up(self, path: str) -> Figure | None:
        if "\0" in path:
            return Figure(exists=False)
        pure = PurePosixPath(path)
        if pure.is_absolute() or not self._exact(pure):
            return Figure(exists=False, near=self._near(pure))
        file = self._folder / path
        try:
            size = file.stat().st_size
            with file.open("rb") as opened:
                head = opened.read(16)
        except OSError:
            return Figure(exists=True)
        kind = next((name for magic, name in _MAGIC if head.startswith(magic)), "")
        committed = self._is_tracked(file)
        ignored = committed is False and self._is_ignored(file)
        return Figure(
            exists=True,
            example=facts().figures.get(size, ""),
            committed=committed,
            ignored=ignored,
            size=size,
            format=kind,
        )

    def _exact(self, path: PurePosixPath) -> bool:
        """Tell whether every part of a path is there in exactly this spelling, and the last is a file."""
        folder = self._folder
        for part in path.parts[:-1]:
            if part != ".." and part not in self._names(folder):
                return False
            folder /= part
        return path.name in self._names(folder) and (folder / path.name).is_file()

    def _names(self, folder: Path) -> Sequence[str]:
        if folder not in self._listings:
            try:
                self._listings[folder] = tuple(os.listdir(folder))  # noqa: PTH208 - names alone, and fast
            except OSError:
                self._listings[folder] = ()
        return self._listings[folder]

    def _near(self, path: PurePosixPath) -> tuple[str, ...]:
        """Suggest files that may be meant: other case, other ending, other folder, other spelling."""
        places = (
            self._folder / path.parent if not path.is_absolute() else self._folder,
            self._folder / "figures",
            self._folder,
        )
        candidates: dict[str, None] = {}
        for folder in places:
            for name in self._names(folder)[:_MOST_LISTED]:
                if looks_like_image(name) and not name.startswith(".") and (folder / name).is_file():
                    candidates[os.path.relpath(folder / name, self._folder).replace(os.sep, "/")] = None
        wanted, stem = path.name.casefold(), path.stem.casefold()
        same = [it for it in candidates if PurePosixPath(it).name.casefold() == wanted]
        same += [it for it in candidates if PurePosixPath(it).stem.casefold() == stem and it not in same]
        if same:
            return tuple(same[:3])
        from difflib import get_close_matches  # noqa: PLC0415 - rarely needed, and slow to import

        stems = {
            PurePosixPath(it).stem.casefold(): it
            for it in candidates
            if it.lower().endswith((".png", ".jpg", ".jpeg"))
        }
        return tuple(stems[it] for it in get_close_matches(stem, stems, 2, 0.75))

    @cached_property
    def _tracked(self) -> frozenset[str] | None:
        """The files below the report's folder that git knows; `None` where git cannot say."""
        if not self._ask_git or not in_repository(self._folder):
            return None
        listed = self._git("ls-files", "-z", "--", ".")
        return frozenset(listed.split("\0")) if listed is not None else None

    def _is_tracked(self, file: Path) -> bool | None:
        relative = os.path.relpath(file, self._folder).replace(os.sep, "/")
        if self._tracked is None or relative.startswith("../"):
            return None
        return relative in self._tracked

    def _is_ignored(self, file: Path) -> bool:
        return bool(self._git("check-ignore", "--", os.path.relpath(file, self._folder)))

    def _git(self, *arguments: str) -> str | None:
        import subprocess  # noqa: PLC0415 - many reports stand outside a repository

        command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotepath=false", *arguments]
        try:
            done = subprocess.run(  # noqa: S603 - git alone, with arguments of ours
                command,
                cwd=self._folder,
                capture_output=True,
                timeout=_GIT_SECONDS,
                check=False,
                env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"},
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.decode("utf-8", "replace") if done.returncode in (0, 1) else None


def in_repository(path: Path) -> bool:
    """Tell whether a path lies in a git repository (or is the root of one)."""
    folder = Path(os.path.abspath(path))  # noqa: PTH100 - as git sees it
    return any((it / ".git").exists() for it in (folder, *folder.parents))


class ListedSurroundings:
    """What lies around a report, as far as a listing of its repository tells: names and sizes, no contents."""

    def __init__(self, report: Path, repository: Repository) -> None:
        """Find the report in the listing by the end of its path; a file `reports/README.md` if that fails."""
        self._report = report
        self.repository = repository
        self._sizes = {it.path: it.size for it in repository.files}
        self._folder = _folder_of(report, tuple(self._sizes))

    @property
    def path(self) -> str | None:
        """Nothing: the report may have been copied out of its repository."""
        return None

    def figure(self, path: str) -> Figure | None:
        """Look a figure up in the listing."""
        if not self.repository.complete:
            return None
        wanted = posixpath.normpath(posixpath.join(self._folder, path))
        if wanted in self._sizes:
            size = self._sizes[wanted]
            return Figure(exists=True, size=size, example=facts().figures.get(size or -1, ""), committed=True)
        name = posixpath.basename(wanted).casefold()
        near = [it for it in self._sizes if posixpath.basename(it).casefold() == name]
        return Figure(exists=False, near=tuple(posixpath.relpath(it, self._folder or ".") for it in near[:3]))


def _folder_of(report: Path, paths: Sequence[str]) -> str:
    folders = [it.rpartition("/")[0] for it in paths if it.rpartition("/")[2] == report.name]
    usual = [it for it in folders if it.rpartition("/")[2] in ("reports", "report")]
    return min(usual or folders, key=len, default="")
