"""`textDocument/hover`: what is known of the question, box, image or finding under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from lsprotocol import types

from reportlens.report.images import is_remote, path_of
from reportlens.views.about import about_findings, about_image, about_item, about_question
from reportlens.views.markup import MARKDOWN, PLAIN
from reportlens.views.places import place_at
from reportlens_server.addresses import beside
from reportlens_server.feedback import views
from reportlens_server.here import here

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlens.crosscheck.repository import Repository
    from reportlens.report.model import ChecklistItem, Question
    from reportlens.text import Span
    from reportlens.views.markup import Markup
    from reportlens.views.places import Place
    from reportlens_server.here import Here
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked

SHOWN_FORMATS = ("png", "jpeg", "gif", "svg", "webp", "bmp")


class Contributors(NamedTuple):
    """Who else has something to say; each returns paragraphs, or items, that are written already."""

    question: list[Callable[[ReportServer, Checked, Question, Markup], list[str]]]
    item: list[Callable[[ReportServer, Checked, ChecklistItem, Markup], list[str]]]


CONTRIBUTORS = Contributors([views.hover], [])


def handle(ls: ReportServer, params: types.HoverParams) -> types.Hover | None:
    """Put together what is said of the place and of the findings there."""
    found = here(ls, params)
    if found is None or not found.checked.settings.hover:
        return None
    checked, ruler, offset = found
    markdown = ls.capabilities.markdown_hover
    markup = MARKDOWN if markdown else PLAIN
    place = place_at(checked.report, offset)
    findings = [it for it in checked.findings if it.span.holds(offset)]
    said = _said(ls, found, place, markup) if place else []
    explained = about_findings(markup, findings)
    if said and explained and markdown:
        said.append("---")
    said += explained
    if not said:
        return None
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    spans: list[Span] = [it.span for it in findings] + ([place.span] if place else [])
    narrow = min(spans, key=lambda it: it.end - it.start)
    return types.Hover(types.MarkupContent(kind, "\n\n".join(said)), ruler.range(narrow))


def _said(ls: ReportServer, found: Here, place: Place, markup: Markup) -> list[str]:
    checked = found.checked
    if place.item:
        more = [it for tell in CONTRIBUTORS.item for it in tell(ls, checked, place.item, markup)]
        repository = cast("Repository | None", checked.around.repository)
        return about_item(markup, checked.report, place.item, repository, more)
    assert place.question is not None
    if place.image:
        return _image(ls, found, place, markup)
    more = [it for tell in CONTRIBUTORS.question for it in tell(ls, checked, place.question, markup)]
    return [*about_question(markup, checked.report, place.question, checked.findings), *more]


def _image(ls: ReportServer, found: Here, place: Place, markup: Markup) -> list[str]:
    assert place.image is not None
    path = path_of(place.image.destination)
    local = bool(path) and not is_remote(path)
    figure = found.checked.around.figure(path) if local else None
    said = about_image(markup, place.image, figure)
    if figure and figure.exists and figure.format in SHOWN_FORMATS and ls.capabilities.shows_images:
        address = beside(found.checked.document.uri, path)
        said.append(f"![]({address.replace('(', '%28').replace(')', '%29')}|width=480)")
    return said
