"""`reportlens preview`: the page on loopback, renewed on every save."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reportlens.cli import _reports as reports
from reportlens.errors import ReportlensError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from reportlens.page.serving import Server
    from reportlens.report.model import Report

SUMMARY = "Serve the page on this machine and renew it whenever the report is saved. Ends with Ctrl+C."
PORT = 8476
"""Tried first where the user names no port."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    reports.arguments(parser)
    parser.add_argument(
        "--port", type=int, metavar="NUMBER", help=f"the port ({PORT}, or a free one if that is taken)"
    )
    parser.add_argument("--open", action="store_true", help="open the page in the browser")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    from reportlens import files  # noqa: PLC0415 - other commands do not need it
    from reportlens.page.preview import Preview  # noqa: PLC0415
    from reportlens.page.serving import Server  # noqa: PLC0415

    given = reports.Reports(options)
    found = [it for it in given if it.source]
    if len(found) != 1:
        names = ", ".join(it.name for it in found)
        raise ReportlensError(
            f"one report can be shown at a time: {names}"
            if found
            else "no report that is a file, nothing to show"
        )
    one = found[0]
    assert one.source is not None
    path = one.source.path.absolute()

    def read() -> Report:
        return one.read(files.read(path).text)

    server = _server(lambda port: Server(Preview(path, read), port), options.port)
    print(server.address, flush=True)
    if options.open:
        import webbrowser  # noqa: PLC0415

        webbrowser.open(server.address)
    try:
        server.run()
    except KeyboardInterrupt:
        print(file=sys.stderr)
    return 0


def _server(make: Callable[[int], Server], port: int | None) -> Server:
    if port is not None:
        return make(port)
    try:
        return make(PORT)
    except ReportlensError:
        server = make(0)
        print(f"reportlens: port {PORT} is taken; {server.address} is free", file=sys.stderr)
        return server
