"""The command line of the server."""

from __future__ import annotations

from typing import NamedTuple

LEVELS = ("debug", "info", "warning", "error")


class Options(NamedTuple):
    """What was asked for."""

    address: tuple[str, int] | None = None
    """Host and port; None for stdin and stdout."""
    level: str = "warning"
    log_file: str | None = None
    client: int | None = None
    """The client's process, where it says so on the command line."""


def parse(argv: list[str]) -> Options:
    """Return the options; SystemExit for `--help`, `--version` and mistakes."""
    if not argv or argv == ["--stdio"]:
        return Options()  # what every editor says, without the cost of a parser
    import argparse  # noqa: PLC0415

    from reportlens_server import VERSION  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        prog="reportlens-server",
        description="Reads an exam report while it is being written; speaks the Language Server Protocol.",
    )
    parser.add_argument("--version", action="version", version=f"reportlens-server {VERSION}")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--stdio", action="store_true", help="speak over stdin and stdout (the default)")
    way.add_argument(
        "--tcp",
        metavar="[HOST:]PORT",
        type=_address,
        help="wait for one client on this computer; for debugging; port 0 picks a free one",
    )
    parser.add_argument("--log-level", choices=LEVELS, default=Options().level)
    parser.add_argument("--log-file", metavar="PATH", help="log there and not to stderr")
    parser.add_argument(
        "--clientProcessId",
        "--client-process-id",
        dest="client",
        type=int,
        metavar="PID",
        help="end when this process ends",
    )
    found = parser.parse_args(argv)
    return Options(found.tcp, found.log_level, found.log_file, found.client)


def _address(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    host = (host if colon else "") or "127.0.0.1"
    if host not in {"127.0.0.1", "localhost", "::1", "[::1]"}:
        raise ValueError(text)
    if not port.isdecimal() or int(port) > 0xFFFF:
        raise ValueError(text)
    return host.strip("[]"), int(port)
