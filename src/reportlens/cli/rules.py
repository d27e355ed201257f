"""`reportlens rules`: list the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.handbook import rules

if TYPE_CHECKING:
    import argparse

SUMMARY = "List the rules."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help="how to print (text)"
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    if options.format == "json":
        import json  # noqa: PLC0415

        rows = [
            {"code": it.code, "rule": it.name, "severity": it.severity.word, "summary": it.summary()}
            for it in rules()
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif options.format == "markdown":
        print("\n\n".join(it.page() for it in rules()))
    else:
        for it in rules():
            print(f"{it.code} {it.name:<26} {it.severity.word:<8} {it.summary()}")
    return 0
