"""What is known of every open report: parsed once a version, checked once a state of its surroundings.

Whatever makes findings change (a keystroke, a figure on disk, a setting) is told to `touched` or `moved`,
and whoever shows findings is told by `on_change`.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pygls.uris import to_fs_path

from reportlens.checking import check
from reportlens.configuration import limits_from
from reportlens.report.official import official
from reportlens.report.parse import parse
from reportlens_server.around import Around
from reportlens_server.documents import key
from reportlens_server.feedback.kept import Kept
from reportlens_server.notices import Notices
from reportlens_server.preferences import Preferences
from reportlens_server.publishing import Publisher
from reportlens_server.recognising import may_be_report
from reportlens_server.refreshing import Refresher
from reportlens_server.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.report.official import Official
    from reportlens.settings import Settings
    from reportlens.surroundings import Surroundings
    from reportlens_server.documents import Document
    from reportlens_server.server import ReportServer

    Cause = Literal["text", "around", "settings", "feedback", "closed"]
    State = tuple[Document, Settings, int]
    Listener = Callable[[str, Cause], None]


class Checked:
    """One version of one open report, and all that the core says of it; never changes."""

    def __init__(self, document: Document, report: Report, settings: Settings, around: Surroundings) -> None:
        """Keep what the findings follow from."""
        self.document = document
        self.report = report
        self.settings = settings
        self.around = around

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong, in the order of the text."""
        return check(self.report, self.settings, self.around)

    @cached_property
    def official(self) -> Official:
        """What the course's own checker will say."""
        return official(self.report)


class Session:
    """The open reports. `ls.session.checked(uri)` is what every feature asks."""

    def __init__(self, server: ReportServer) -> None:
        """Know nothing yet."""
        self._server = server
        self._kept: dict[str, tuple[State, Checked | None]] = {}
        self._around: dict[str, Around] = {}
        self._listeners: list[Listener] = [
            Publisher(server).heard,
            Refresher(server).heard,
            Notices(server).heard,
        ]
        self.preferences = Preferences(server)
        self.watching = Watching(server)
        self.feedback = Kept()
        """What was said of completeness when somebody asked."""

    def shown(self, checked: Checked) -> tuple[Finding, ...]:
        """Return all that is to be shown of a report: what is wrong, and what feedback found."""
        given = self.feedback.findings(checked)
        return (*checked.findings, *given) if given else checked.findings

    def checked(self, uri: str) -> Checked | None:
        """Return what is known of the newest version of a document; `None` if it is not open or no report."""
        document = self._server.documents.get(uri)
        if document is None:
            return None
        settings = self.preferences.of(document.uri)
        around = self.around(document.uri)
        state = (document, settings, around.state)
        name = key(uri)
        before = self._kept.get(name)
        if before is not None and _same(before[0], state):
            return before[1]
        result = self._checked(document, settings, around)
        self._kept[name] = (state, result)
        if around.wants(result.report if result else None, settings.figures):
            self.watching.follow()
        if result:
            around.wants_repository(wanted=settings.repository)
        return result

    def settings(self, uri: str) -> Settings:
        """Return the settings that hold for a document, open or not."""
        return self.preferences.of(uri)

    def all(self) -> Iterator[Checked]:
        """Go through the open reports."""
        for document in self._server.documents:
            if (result := self.checked(document.uri)) is not None:
                yield result

    def around(self, uri: str) -> Around:
        """Return what lies around an open document."""
        name = key(uri)
        if name not in self._around:
            path = to_fs_path(uri) if uri.startswith("file:") else None
            failures = self._server.protocol.failures
            self._around[name] = Around(
                Path(path) if path else None, lambda: self.tell(uri, "around"), failures
            )
        return self._around[name]

    def arounds(self) -> tuple[Around, ...]:
        """Return what lies around every open document."""
        return tuple(self._around.values())

    def opened(self, uri: str) -> None:
        """Take in a document that was opened."""
        self._look_at_configuration()
        self.tell(uri, "text")

    def look_again(self, uri: str) -> None:
        """Look at the files around a document again: it was saved, or somebody asks."""
        self._look_at_configuration()
        if self.checked(uri) is not None:
            self.around(uri).look()

    def settings_changed(self) -> None:
        """Check all open documents again."""
        for document in self._server.documents:
            self.tell(document.uri, "settings")

    def _look_at_configuration(self) -> None:
        if self.preferences.look_again():
            self.settings_changed()

    def on_change(self, listener: Listener) -> None:
        """Call the listener with an address and a cause whenever its findings may have changed."""
        self._listeners.append(listener)

    def tell(self, uri: str, cause: Cause) -> None:
        """Tell all listeners."""
        for listener in self._listeners:
            listener(uri, cause)

    def forget(self, uri: str) -> None:
        """Forget a document that was closed."""
        self._kept.pop(key(uri), None)
        if (around := self._around.pop(key(uri), None)) is not None:
            around.close()
        self.feedback.closed(uri)
        self.tell(uri, "closed")
        self.preferences.keep([it.uri for it in self._server.documents])
        self.watching.follow()

    def _checked(self, document: Document, settings: Settings, around: Around) -> Checked | None:
        if not may_be_report(document.uri, document.language, document.text):
            return None
        report = parse(document.text, edition=settings.edition, limits=limits_from(settings))
        if not report.recognised:
            return None
        document.lines = report.lines
        result = Checked(document, report, settings, around.now())
        _ = result.findings  # now, while what lies around is as `state` says
        return result


def _same(one: State, other: State) -> bool:
    return one[0] is other[0] and one[1] is other[1] and one[2] == other[2]
