"""`reportlens-server`: start the language server."""

from __future__ import annotations

import sys

if __name__ == "__main__" and not getattr(sys.flags, "safe_path", False):
    # `python -m` puts the folder that it is started in before all libraries, and editors start it in a stranger's.
    del sys.path[0]

import gc

from reportlens_server.options import Options, parse
from reportlens_server.pipes import Pipes, claim


def main(argv: list[str] | None = None) -> None:
    """Serve until the client ends it; does not return."""
    options = parse(sys.argv[1:] if argv is None else argv)
    # Before anything else is imported: it may print.
    pipes = None if options.address else claim()
    from reportlens_server.ending import leave  # noqa: PLC0415

    code = serve(options, pipes)
    leave(code)


def serve(options: Options, pipes: Pipes | None) -> int:
    """Make the server and serve; return the exit code."""
    from reportlens_server import serve as serving  # noqa: PLC0415
    from reportlens_server.server import create_server  # noqa: PLC0415

    _log_to(options)
    protocol = create_server().protocol
    gc.freeze()  # thousands of classes: later collections need not look at them
    if options.client is not None:
        from reportlens_server.watch import watch  # noqa: PLC0415

        watch(options.client, lambda: protocol.lost("the client's process is gone"))
    if options.address:
        return serving.over_tcp(protocol, *options.address)
    assert pipes is not None
    return serving.over_pipes(protocol, pipes)


def _log_to(options: Options) -> None:
    import logging  # noqa: PLC0415

    logging.basicConfig(
        filename=options.log_file,
        encoding="utf-8" if options.log_file else None,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    # Not the others: what a library says in detail may be the very text that it sends or receives.
    for ours in ("reportlens", "reportlens_server"):
        logging.getLogger(ours).setLevel(options.level.upper())


if __name__ == "__main__":
    main()
