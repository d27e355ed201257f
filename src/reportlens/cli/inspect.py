"""`reportlens inspect`: show what was understood of a report."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from reportlens.cli import USAGE
from reportlens.cli import _reports as reports
from reportlens.output import json as contract
from reportlens.output.terminal import Style, safe, style_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

SUMMARY = "Show what was understood of a report: questions, prompts, answers, limits, images, checklist."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    reports.arguments(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    given = reports.Reports(options)
    trees = [
        tree
        for _, tree in given.each(lambda one: contract.inspect(one.name, reports.recognised(one, one.read())))
    ]
    if options.format == "json":
        for tree in trees:
            print(json.dumps(tree, ensure_ascii=False, indent=2))
    else:
        style = style_of(sys.stdout)
        for tree in trees:
            print("\n".join(_lines(tree, style)))
    return USAGE if given.failed else 0


def _lines(tree: dict[str, Any], style: Style) -> Iterator[str]:
    yield style.paint(safe(tree["path"]), "bold") + f" (edition {tree['edition'] or 'unknown'})"
    for it in tree["questions"]:
        yield f"  question {it['number']}, line {it['heading_line']}: {it['status']}"
        yield f"    prompt {_span(it['prompt_lines'])}, answer {_span(it['answer_lines'])}"
        yield f"    words {it['words']['official']} official, {it['words']['prose']} prose"
        limits = it["limits"]
        if limits["words"] or limits["images"]:
            parts = [f"{_range(limits[what])} {what}" for what in ("words", "images") if limits[what]]
            yield f"    limits {', '.join(parts)} (from the {limits['source']})"
        for what in ("placeholder", "leftover"):
            if it[f"{what}_lines"]:
                yield f"    {what} in line {', '.join(map(str, it[f'{what}_lines']))}"
        for image in it["images"]:
            yield f"    {image['kind']} {safe(image['path'])}, line {image['line']}"
    if tree["checklist"]:
        yield f"  checklist, {len(tree['checklist'])} boxes"
    for item in tree["checklist"]:
        mark = {True: "[x]", False: "[ ]", None: "[?]"}[item["ticked"]]
        questions = ", ".join(map(str, item["questions"]))
        yield f"    {mark} line {item['line']} {'+'.join(item['modules']):<6} {safe(item['section'])}" + (
            f": questions {questions}" if questions else ""
        )


def _span(lines: list[int] | None) -> str:
    if lines is None:
        return "none"
    return f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]}-{lines[1]}"


def _range(pair: list[int | None]) -> str:
    if pair[1] is None:
        return f"at least {pair[0]}"
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]}-{pair[1]}"
