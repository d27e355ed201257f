"""What is announced of the features that have options: made before the client has its answer, so without the core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from reportlens_server.capabilities import Capabilities

TRIGGERS = ("(", "/", '"', "'", "<", ":", " ")
"""Signs behind which a path or the name of a rule may begin."""
FIGURES = "**/*.{png,jpg,jpeg,gif,svg,webp,bmp,tif,tiff,heic,avif}"
"""The files whose new names concern a report."""

SCHEME = "reportlens-feedback"
"""Of documents that are no files."""


def virtual(_: Capabilities) -> types.TextDocumentContentOptions:
    """Have feedback asked for as documents."""
    return types.TextDocumentContentOptions((SCHEME,))


def completion(_: Capabilities) -> types.CompletionOptions:
    """Complete behind certain signs, too."""
    return types.CompletionOptions(trigger_characters=TRIGGERS)


def rename(client: Capabilities) -> types.RenameOptions:
    """Say beforehand what can be renamed."""
    return types.RenameOptions(prepare_provider=client.prepare_rename or None)


def will_rename(_: Capabilities) -> types.FileOperationRegistrationOptions:
    """Ask for images, and for folders that may hold some."""
    wanted = (
        types.FileOperationPattern(
            FIGURES, types.FileOperationPatternKind.File, types.FileOperationPatternOptions(ignore_case=True)
        ),
        types.FileOperationPattern("**", types.FileOperationPatternKind.Folder),
    )
    return types.FileOperationRegistrationOptions([types.FileOperationFilter(it, "file") for it in wanted])


def renames(client: Capabilities) -> bool:
    """Tell whether the client renames files when told to."""
    return client.rename_files


def prepares(client: Capabilities) -> bool:
    """Tell whether the client asks beforehand what can be renamed."""
    return client.rename_files and client.prepare_rename
