"""What the client can do, found out once: nothing else asks the client's own structure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lsprotocol import types


_CODE = ("Visual Studio Code", "VSCodium", "code-server", "Code - OSS", "Cursor", "Windsurf")


@dataclass(frozen=True, slots=True)
class Capabilities:
    """One client."""

    client: str = ""
    """Its name as it gives it, "" if it gives none."""
    encoding: str = "utf-16"
    """What columns are counted in: "utf-8", "utf-16", or "utf-32"."""

    guards_settings: bool = False
    """Lets no workspace set what only the user may; told by its name, since all it announces may come from a workspace."""

    # Diagnostics
    diagnostic_versions: bool = False
    related_information: bool = False
    code_description: bool = False
    diagnostic_data: bool = False
    unnecessary_tag: bool = False
    pull_diagnostics: bool = False
    """Pulls, and pulls again when told to; one that only pulls is better served by pushing."""

    # Text in answers
    markdown_hover: bool = False
    shows_images: bool = False
    """Renders images in Markdown; told by its name, since nothing else tells."""
    markdown_completion: bool = False
    snippets: bool = False
    label_details: bool = False

    # Edits
    document_changes: bool = False
    """Takes edits of a certain version of a document."""
    rename_files: bool = False
    apply_edit: bool = False
    prepare_rename: bool = False
    code_action_literals: bool = False
    code_action_data: bool = False
    """Keeps the data of an action and resolves its edit."""
    preferred_actions: bool = False
    disabled_actions: bool = False

    # Views
    hierarchical_symbols: bool = False
    line_folding_only: bool = False
    fold_collapsed_text: bool = False
    code_lens: bool = False
    code_lens_refresh: bool = False
    inlay_hint: bool = False
    inlay_hint_refresh: bool = False
    folding_refresh: bool = False
    link_tooltip: bool = False

    # Workspace and window
    configuration: bool = False
    watched_files: bool = False
    """Watches files it is told about."""
    relative_patterns: bool = False
    configuration_registration: bool = False
    work_done_progress: bool = False
    show_document: bool = False
    virtual_documents: bool = False
    """Asks for the text of documents that are no files."""


def resolve(capabilities: types.ClientCapabilities, encoding: str, client: str = "") -> Capabilities:
    """Return the client's abilities; what it does not claim it has not."""

    def value(path: str) -> Any:
        found: Any = capabilities
        for name in path.split("."):
            found = getattr(found, name, None)
        return found

    def claims(*paths: str) -> bool:
        return all(bool(value(path)) for path in paths)

    def has(path: str) -> bool:
        return value(path) is not None

    def lists(path: str, wanted: object) -> bool:
        return wanted in (value(path) or ())

    published = "text_document.publish_diagnostics"
    item = "text_document.completion.completion_item"
    action = "text_document.code_action"
    edit = "workspace.workspace_edit"
    watched = "workspace.did_change_watched_files"
    return Capabilities(
        client=client,
        encoding=encoding,
        guards_settings=client.startswith((*_CODE, "Neovim")),
        diagnostic_versions=claims(f"{published}.version_support"),
        related_information=claims(f"{published}.related_information"),
        code_description=claims(f"{published}.code_description_support"),
        diagnostic_data=claims(f"{published}.data_support"),
        unnecessary_tag=lists(f"{published}.tag_support.value_set", 1),
        pull_diagnostics=has("text_document.diagnostic") and claims("workspace.diagnostics.refresh_support"),
        markdown_hover=lists("text_document.hover.content_format", "markdown"),
        shows_images=client.startswith(_CODE),
        markdown_completion=lists(f"{item}.documentation_format", "markdown"),
        snippets=claims(f"{item}.snippet_support"),
        label_details=claims(f"{item}.label_details_support"),
        document_changes=claims(f"{edit}.document_changes"),
        rename_files=lists(f"{edit}.resource_operations", "rename"),
        apply_edit=claims("workspace.apply_edit"),
        prepare_rename=claims("text_document.rename.prepare_support"),
        code_action_literals=has(f"{action}.code_action_literal_support"),
        code_action_data=claims(f"{action}.data_support")
        and lists(f"{action}.resolve_support.properties", "edit"),
        preferred_actions=claims(f"{action}.is_preferred_support"),
        disabled_actions=claims(f"{action}.disabled_support"),
        hierarchical_symbols=claims("text_document.document_symbol.hierarchical_document_symbol_support"),
        line_folding_only=claims("text_document.folding_range.line_folding_only"),
        fold_collapsed_text=claims("text_document.folding_range.folding_range.collapsed_text"),
        code_lens=has("text_document.code_lens"),
        code_lens_refresh=claims("workspace.code_lens.refresh_support"),
        inlay_hint=has("text_document.inlay_hint"),
        inlay_hint_refresh=claims("workspace.inlay_hint.refresh_support"),
        folding_refresh=claims("workspace.folding_range.refresh_support"),
        link_tooltip=claims("text_document.document_link.tooltip_support"),
        configuration=claims("workspace.configuration"),
        watched_files=claims(f"{watched}.dynamic_registration"),
        relative_patterns=claims(f"{watched}.relative_pattern_support"),
        configuration_registration=claims("workspace.did_change_configuration.dynamic_registration"),
        work_done_progress=claims("window.work_done_progress"),
        show_document=claims("window.show_document.support"),
        virtual_documents=has("workspace.text_document_content"),
    )
