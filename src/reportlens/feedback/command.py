"""`reportlens feedback`: the arguments, and what they do."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from reportlens.errors import JudgeError, ReportlensError
from reportlens.feedback import show
from reportlens.feedback.feedback import Giver
from reportlens.feedback.making import Choice, Made, make
from reportlens.feedback.places import may_remember

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from reportlens.feedback.openai_judge import OpenAIJudge
    from reportlens.feedback.verdict import Feedback
    from reportlens.report.model import Report

DONE, UNJUDGED, FAILED, INTERRUPTED = 0, 1, 2, 130
_BAR = 24


class Asked(NamedTuple):
    """A report that feedback is asked for."""

    name: str
    """As shown to the user."""
    path: str
    """Where it lies, absolute; empty for a text from nowhere."""
    report: Report


def add_feedback_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `reportlens feedback`, but those that name reports."""
    add = parser.add_argument
    add(
        "--question", "-q", type=int, action="append", metavar="N", help="only this question; may be repeated"
    )
    add(
        "--judge",
        choices=("offline", "openai"),
        default="offline",
        help="who judges (default: offline, no network)",
    )
    add(
        "--endpoint",
        default="",
        metavar="NAME|URL",
        help="openai, azure, ollama, llama.cpp, vllm, lm-studio or an address",
    )
    add("--model", default="", help="the model's name at the endpoint")
    add("--format", choices=("text", "json", "markdown"), default="text", help="form of the result")
    add("--verbose", "-v", action="store_true", help="show what is covered or undecided, too")
    add("--dry-run", action="store_true", help="tell what would be sent and what it costs; send nothing")
    add("--show-request", action="store_true", help="print what would be sent; send nothing")
    add("--yes", "-y", action="store_true", help="agree to what would be sent")
    add("--no-cache", action="store_true", help="neither recall nor remember verdicts")
    add("--forget", action="store_true", help="remove all remembered verdicts and consents, and end")
    add("--stream", action="store_true", help="receive replies piece by piece")
    add("--use-proxy", action="store_true", help="use the proxies of the environment")
    add("--prompts", type=Path, metavar="DIR", help="a folder with prompts of your own")
    add("--prices", type=Path, metavar="FILE", help="a table of prices of your own")


def forget() -> int:
    """Remove all remembered verdicts and consents."""
    from reportlens.feedback.consent import Consents  # noqa: PLC0415
    from reportlens.feedback.memory import Memory  # noqa: PLC0415

    Memory().forget()
    Consents().withdraw()
    _tell("forgotten: all verdicts and consents")
    return DONE


def run_feedback(args: Namespace, reports: Sequence[Asked]) -> int:
    """Do what the arguments say; return the exit code: 0 done, 1 some questions unjudged, 2 failed."""
    try:
        return asyncio.run(_run(args, reports))
    except ReportlensError as error:
        _tell(f"error: {error}")
        return FAILED
    except KeyboardInterrupt:
        _tell("stopped; what was judged before is kept")
        return INTERRUPTED


async def _run(args: Namespace, reports: Sequence[Asked]) -> int:
    made = make(
        Choice(
            args.judge,
            args.endpoint,
            args.model,
            args.prompts,
            args.stream,
            trust_environment=args.use_proxy,
            sends=not (args.dry_run or args.show_request),
        )
    )
    if made.place is not None and not await _agreed(args, reports, made):
        return DONE if args.dry_run or args.show_request else FAILED
    giver = _giver(args, made)
    bar = _Bar()
    try:
        given = [
            (
                it.name,
                it.report,
                await giver.give(it.report, args.question, path=it.path, progress=bar),
            )
            for it in reports
        ]
    finally:
        bar.close()
        await giver.aclose()
    _print(_formatted(args, given))
    failed = [it.failure for _, _, feedback in given for it in feedback.questions if _failed(it.failure)]
    return UNJUDGED if failed else DONE


def _formatted(args: Namespace, given: Sequence[tuple[str, Report, Feedback]]) -> str:
    if args.format == "json":
        return show.as_json(given)
    return show.as_markdown(given) if args.format == "markdown" else show.as_text(given, verbose=args.verbose)


def _failed(failure: str) -> bool:
    from reportlens.feedback.feedback import EMPTY  # noqa: PLC0415

    return bool(failure) and failure != EMPTY


async def _agreed(args: Namespace, reports: Sequence[Asked], made: Made) -> bool:
    """Tell the user what would be sent, and ask; tell whether it may be sent."""
    from reportlens.feedback import plan as planning  # noqa: PLC0415  # only for a judge that sends
    from reportlens.feedback.consent import Consents  # noqa: PLC0415
    from reportlens.feedback.prompts import load  # noqa: PLC0415

    place, model = made.place, made.judge.model
    if place is None:
        return True
    prompts = load(args.prompts)
    asked = [it for one in reports for it in planning.requests(one.report, args.question, prompts)]
    if args.show_request:
        _print(planning.shown(asked, cast("OpenAIJudge", made.judge)))
        return False
    planned = await planning.plan(asked, place, model, args.prices)
    workspace, consents = str(Path.cwd()), Consents()
    known = consents.given(workspace, place.origin, model)
    if args.dry_run or not known:
        for line in planned.lines():
            _tell(line)
    if args.dry_run:
        return False
    if not known and not args.yes:
        if not sys.stdin.isatty():
            raise JudgeError(
                "nobody is here to agree to what would be sent; see it with --dry-run, agree with --yes"
            )
        answer = await asyncio.to_thread(input, "Send this, now and later from this folder? [y/N] ")
        if answer.strip().casefold() not in ("y", "yes"):
            _tell("nothing was sent")
            return False
        consents.remember(workspace, place.origin, model)
    return True


def _giver(args: Namespace, made: Made) -> Giver:
    if made.place is None:
        return Giver(made.judge)
    from reportlens.feedback.budget import Budget  # noqa: PLC0415
    from reportlens.feedback.memory import Memory  # noqa: PLC0415

    memory = Memory()
    budget = Budget(spent_today=memory.spent_today())
    remember = not args.no_cache and may_remember()
    return Giver(made.judge, memory=memory, budget=budget, origin=made.place.origin, remember=remember)


class _Bar:
    """A bar on a terminal, and nothing elsewhere."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, done: int, total: int, number: int) -> None:
        if self._shown:
            full = _BAR * done // max(total, 1)
            sys.stderr.write(f"\r[{'#' * full}{'.' * (_BAR - full)}] {done}/{total} question {number} ")
            sys.stderr.flush()

    def close(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[2K")


def _tell(line: str) -> None:
    sys.stderr.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.rstrip("\n").encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()
