"""`reportlens lsp`: run the language server, as `reportlens-server` does."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

SUMMARY = "Run the language server on standard input and output."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Leave the arguments to the server."""
    parser.add_argument("rest", nargs="...", help="arguments of reportlens-server")


def run(options: argparse.Namespace) -> int:
    """Run the server. It stands on this library, not the other way: hence the import by name."""
    server = import_module("reportlens_server.__main__")
    return int(server.main(options.rest) or 0)
