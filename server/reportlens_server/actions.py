"""The code actions: what can be done about the findings at a place, and with the checklist box there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from reportlens.fixing import fix_text, safe_edits
from reportlens.report.parse import parse
from reportlens.suppress import suppress_fix
from reportlens.text import Edit, Span, apply, with_line_ends_of
from reportlens_server.diagnostics import diagnostic
from reportlens_server.editing import difference, workspace_edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlens.finding import Finding, Fix
    from reportlens.report.model import ChecklistItem, Report
    from reportlens_server.positions import Ruler
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked

    Json = dict[str, Any]

QUICK_FIX = "quickfix"
REWRITE = "refactor.rewrite"
FIX_ALL = "source.fixAll.reportlens"
GO = "reportlens.go"
_OWN = "RL9"
"""Codes of findings about the tool itself and its suppressions."""


class Wanted(NamedTuple):
    """What the client asks for."""

    place: Span
    only: Sequence[str] | None
    shown: frozenset[tuple[str, int, int]]
    """Code, line and column of the diagnostics that the client shows there, or nearby."""

    def kind(self, kind: str) -> bool:
        """Tell whether actions of a kind are wanted."""
        return self.only is None or any(not it or kind == it or kind.startswith(f"{it}.") for it in self.only)


def actions(ls: ReportServer, checked: Checked, wanted: Wanted) -> Iterator[Json]:
    """Yield the actions, the likeliest first."""
    ruler = ls.ruler(checked.document)
    here = [it for it in checked.findings if _is_meant(it, wanted, ruler)]
    if wanted.kind(QUICK_FIX):
        for finding in here:
            for number, fix in enumerate(finding.fixes):
                yield _fix(ls, checked, finding, fix, first=number == 0)
        yield from _fix_rules(ls, checked, here)
    item = checked.report.item_at(wanted.place.start)
    if item is not None and wanted.kind(REWRITE):
        edit, title = toggled(item)
        yield _action(ls, checked, title, REWRITE, (edit,))
    if item is not None and wanted.kind(GO) and ls.capabilities.show_document:
        yield from _ways(checked, item)
    if wanted.kind(FIX_ALL):
        yield from _fix_all(ls, checked, thorough=wanted.only is not None)
    if wanted.kind(QUICK_FIX):
        for finding in here:
            yield from _suppressions(ls, checked, finding)


def toggled(item: ChecklistItem) -> tuple[Edit, str]:
    """Return the edit that ticks a box, or unticks one that is ticked, and its title."""
    inside = Span(item.box.start + 1, item.box.end - 1)
    return (Edit(inside, " "), "Untick this box") if item.ticked else (Edit(inside, "x"), "Tick this box")


def fixed(checked: Checked) -> tuple[Edit, ...]:
    """Return the edits that make all safe fixes, and those that become possible by them."""
    text = checked.document.text
    edits, _ = safe_edits(checked.findings)
    if not edits:
        return ()
    limits = {it.number: it.limits for it in checked.report.questions if it.limits.source == "settings"}

    def read(changed: str) -> Report:
        return parse(changed, edition=checked.settings.edition, limits=limits)

    final = fix_text(text, checked.settings, checked.around, read).text
    if apply(text, with_line_ends_of(text, edits)) == final:
        return tuple(sorted(edits))
    return tuple(difference(text, final))


def _is_meant(finding: Finding, wanted: Wanted, ruler: Ruler) -> bool:
    if finding.span.meets(wanted.place):
        return True
    return bool(wanted.shown) and (finding.code, *ruler.place(finding.span.start)) in wanted.shown


def _fix(ls: ReportServer, checked: Checked, finding: Finding, fix: Fix, *, first: bool) -> Json:
    made = _action(ls, checked, fix.title, QUICK_FIX, fix.edits, (finding,))
    if first and fix.safe and ls.capabilities.preferred_actions:
        made["isPreferred"] = True
    return made


def _fix_rules(ls: ReportServer, checked: Checked, here: Iterable[Finding]) -> Iterator[Json]:
    for code in dict.fromkeys(it.code for it in here):
        same = tuple(it for it in checked.findings if it.code == code and it.fixes and it.fixes[0].safe)
        edits, count = safe_edits(same)
        if count > 1:
            yield _action(ls, checked, f"Fix all {count} of {same[0].rule}", QUICK_FIX, edits, same)


def _fix_all(ls: ReportServer, checked: Checked, *, thorough: bool) -> Iterator[Json]:
    """Yield the action that makes all safe fixes; what they make possible only where somebody asks for just that."""
    edits, count = safe_edits(checked.findings)
    if count:
        edits = list(fixed(checked)) if thorough else edits
        yield _action(ls, checked, "Fix all that can be fixed safely", FIX_ALL, edits)


def _suppressions(ls: ReportServer, checked: Checked, finding: Finding) -> Iterator[Json]:
    if finding.code.startswith(_OWN):
        return
    for where in ("here", "file"):
        fix = suppress_fix(checked.report, finding, where)
        if fix is not None:
            yield _action(ls, checked, fix.title, QUICK_FIX, fix.edits, (finding,))


def _ways(checked: Checked, item: ChecklistItem) -> Iterator[Json]:
    there = {it.number for it in checked.report.questions}
    for number in (it for it in item.questions if it in there):
        title = f"Go to question {number}"
        command = {
            "title": title,
            "command": "reportlens.goToQuestion",
            "arguments": [checked.document.uri, number],
        }
        yield {"title": title, "kind": GO, "command": command}


def _action(  # noqa: PLR0913, PLR0917  # one place that builds actions
    ls: ReportServer,
    checked: Checked,
    title: str,
    kind: str,
    edits: Iterable[Edit],
    findings: Iterable[Finding] = (),
) -> Json:
    document = checked.document
    made: Json = {"title": title, "kind": kind, "edit": workspace_edit(ls, document, edits)}
    ruler = ls.ruler(document)
    if about := [diagnostic(it, document.uri, ruler, ls.capabilities) for it in findings]:
        made["diagnostics"] = about
    return made
