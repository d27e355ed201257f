"""The features: one LSP method a file, listed here.

To add one: write `features/<module>.py` with

    def handle(ls, params): ...        # or `async def`

and add a `Feature` to `FEATURES`.
The module is imported when the method is first called, or right after `initialized` (unless it is a `seldom` one):
it may import the core at its top, and costs nothing before the client has its answer to `initialize`.
A feature judges nothing; it turns what the core says into the protocol's types.
One that raises is noted in the log once and answers its `empty`.

To add a command: write `features/<module>.py` with `def handle(ls, *arguments)`, and add a `Command` to `COMMANDS`.
A command that raises is answered with an error, for somebody has clicked and waits.
"""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from reportlens_server import announced
from reportlens_server.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlens_server.capabilities import Capabilities
    from reportlens_server.server import ReportServer


class Feature(NamedTuple):
    """One method of the protocol."""

    method: str
    module: str
    """The file's name in this folder."""
    options: Callable[[Capabilities], Any] | None = None
    """Makes what is announced to this client, where the method has options."""
    when: Callable[[Capabilities], bool] | None = None
    """Whether this client gets it; every client does if left out."""
    empty: Any = None
    """Answered where it fails."""
    seldom: bool = False
    """Imported only when it is called."""


class Command(NamedTuple):
    """One command of `workspace/executeCommand`; its name is unique among all servers of an editor."""

    name: str
    module: str
    seldom: bool = False
    """As a feature's."""


FEATURES: tuple[Feature, ...] = (
    Feature(types.INITIALIZED, "initialized"),
    Feature(types.TEXT_DOCUMENT_DID_OPEN, "did_open"),
    Feature(types.TEXT_DOCUMENT_DID_CHANGE, "did_change"),
    Feature(
        types.TEXT_DOCUMENT_DID_SAVE, "did_save", options=lambda _: types.SaveOptions(include_text=False)
    ),
    Feature(types.TEXT_DOCUMENT_DID_CLOSE, "did_close"),
    Feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        "diagnostic",
        options=lambda _: types.DiagnosticOptions(
            identifier="reportlens", inter_file_dependencies=False, workspace_diagnostics=False
        ),
        when=lambda it: it.pull_diagnostics,
        empty={"kind": "full", "items": []},
    ),
    Feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        "code_action",
        # As `reportlens_server.actions` makes them; the core waits until after `initialize`.
        options=lambda _: types.CodeActionOptions(
            code_action_kinds=["quickfix", "refactor.rewrite", "source.fixAll.reportlens", "reportlens.go"],
            resolve_provider=False,
        ),
        when=lambda it: it.code_action_literals,
        empty=[],
    ),
    Feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION, "did_change_configuration"),
    Feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, "did_change_watched_files"),
    Feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, "did_change_workspace_folders"),
    # What is shown of a report
    Feature(types.TEXT_DOCUMENT_HOVER, "hover"),
    Feature(types.TEXT_DOCUMENT_CODE_LENS, "code_lens"),
    Feature(types.TEXT_DOCUMENT_INLAY_HINT, "inlay_hint"),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, "document_symbol"),
    Feature(types.TEXT_DOCUMENT_FOLDING_RANGE, "folding_range"),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_LINK, "document_link"),
    Feature(types.TEXT_DOCUMENT_COMPLETION, "completion", announced.completion),
    Feature(types.TEXT_DOCUMENT_DEFINITION, "definition"),
    Feature(types.TEXT_DOCUMENT_REFERENCES, "references"),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, "document_highlight"),
    Feature(types.TEXT_DOCUMENT_SELECTION_RANGE, "selection_range"),
    Feature(types.TEXT_DOCUMENT_RENAME, "rename", announced.rename, announced.renames),
    Feature(types.TEXT_DOCUMENT_PREPARE_RENAME, "prepare_rename", None, announced.prepares),
    Feature(types.WORKSPACE_WILL_RENAME_FILES, "will_rename_files", announced.will_rename),
    Feature(types.WORKSPACE_SYMBOL, "workspace_symbol", empty=()),
    # What the protocol does not know: see editors/PROTOCOL.md
    Feature("reportlens/overview", "overview"),
    Feature("reportlens/explain", "explain"),
    Feature("reportlens/feedback", "feedback", seldom=True),
    Feature("reportlens/showRequest", "show_request", seldom=True),
    Feature("reportlens/page", "page", seldom=True),
    Feature(
        types.WORKSPACE_TEXT_DOCUMENT_CONTENT,
        "text_document_content",
        announced.virtual,
        lambda it: it.virtual_documents and it.show_document,
        seldom=True,
    ),
)

COMMANDS: tuple[Command, ...] = (
    Command("reportlens.check", "check_again"),
    Command("reportlens.feedback", "give_feedback", seldom=True),
    Command("reportlens.fixAll", "fix_all"),
    Command("reportlens.forget", "forget", seldom=True),
    Command("reportlens.goToQuestion", "go_to_question"),
    Command("reportlens.toggleBox", "toggle_box"),
)


def register(server: ReportServer) -> None:
    """Give the server every feature and command that its client can use."""
    for feature in FEATURES:
        if feature.method in server.protocol.fm.features:
            continue  # somebody has put one in its place
        if feature.when is None or feature.when(server.capabilities):
            options = feature.options(server.capabilities) if feature.options else None
            server.feature(feature.method, options)(_bound(server, feature))
    for command in COMMANDS:
        server.command(command.name)(_command(server, command))


def modules() -> tuple[str, ...]:
    """Return the full names of the modules of features that are used all the time, each once."""
    names = [it.module for it in FEATURES if not it.seldom] + [it.module for it in COMMANDS if not it.seldom]
    return tuple(f"{__name__}.{it}" for it in dict.fromkeys(names))


def _bound(server: ReportServer, feature: Feature) -> Callable[..., Any]:
    def run(params: Any = None) -> Any:
        return import_module(f"{__name__}.{feature.module}").handle(server, params)

    return guarded(feature.method, run, server.protocol.failures, feature.empty)


def _command(server: ReportServer, command: Command) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        handle = import_module(f"{__name__}.{command.module}").handle
        try:
            inspect.signature(handle).bind(server, *arguments)
        except TypeError:
            raise JsonRpcInvalidParams(f"{command.name} does not take {len(arguments)} arguments") from None
        return handle(server, *arguments)

    return run
