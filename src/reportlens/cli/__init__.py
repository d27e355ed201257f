"""The command line: one module a command, imported when it is asked for.

A command's module has a `SUMMARY`, `arguments(parser)` and `run(options) -> int`.
Exit codes: 0 clean, 1 findings at or above `--fail-on`, 2 wrong usage or unreadable input (with one clear line).
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from reportlens import __version__
from reportlens.errors import ReportlensError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "check": "find what is wrong with a report",
    "inspect": "show what was understood of a report",
    "explain": "explain a rule",
    "rules": "list the rules",
    "feedback": "ask a judge whether the answers cover what the prompts ask",
    "html": "write the hand-in as one page, as the examiner will see it",
    "preview": "serve that page and renew it on every save",
    "init": "set up a report from the course's template",
    "lsp": "run the language server",
    "eval": "measure a judge on labelled answers",
}
"""Every command and its line of help; the module of `x` is `reportlens.cli.x`."""

USAGE = 2

# We speak English alone: to look for translations of argparse's own words is a hundredth of a check.
argparse._ = str  # type: ignore[attr-defined]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words and words[0] in COMMANDS else _command(words)
    module = import_module(f"reportlens.cli.{name}")
    parser = argparse.ArgumentParser(
        prog=f"reportlens {name}", description=module.SUMMARY, formatter_class=_formatter
    )
    module.arguments(parser)
    # The server has options of its own.
    options = parser.parse_args(["--", *words[1:]] if name == "lsp" else words[1:])
    return _run(module.run, options)


def _command(words: Sequence[str]) -> str:
    """Answer what is no command: help, the version, or what was wrong."""
    parser = argparse.ArgumentParser(
        prog="reportlens",
        description="Reads an exam report while it is being written.",
        epilog="commands:\n" + "\n".join(f"  {name:<10} {line}" for name, line in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"reportlens {__version__}")
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of the commands below")
    return str(parser.parse_args(words[:1]).command)


def _formatter(prog: str) -> argparse.HelpFormatter:
    # Without a width each argument asks for the terminal's, which loads a good part of the standard library.
    return argparse.HelpFormatter(prog, width=110)


def _run(run: object, options: argparse.Namespace) -> int:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        code = run(options)  # type: ignore[operator]
        sys.stdout.flush()
    except ReportlensError as error:
        fail(str(error))
        return USAGE
    except BrokenPipeError:
        # The reader (`| head`) has gone: nobody is left to tell.
        _drop_output()
        return 0
    except OSError as error:
        fail(str(error))
        _drop_output()
        return USAGE
    except KeyboardInterrupt:
        return 130
    return int(code)


def _drop_output() -> None:
    """Let what could not be written go: at its end the interpreter would try again, and fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(message: str) -> None:
    """Say in one line what went wrong."""
    from reportlens.output.terminal import safe  # noqa: PLC0415 - most runs do not fail

    print(f"reportlens: {safe(message)}", file=sys.stderr)
