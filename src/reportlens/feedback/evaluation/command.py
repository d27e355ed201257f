"""`reportlens eval`: the arguments, and what they do."""

from __future__ import annotations

import asyncio
import json
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from reportlens.errors import ConfigurationError, JudgeError, ReportlensError
from reportlens.feedback.evaluation import invented, record
from reportlens.feedback.evaluation import labels as labelling
from reportlens.feedback.evaluation.scores import by_criterion, gate, scores
from reportlens.feedback.evaluation.suites import SUITES, cases
from reportlens.feedback.feedback import Giver
from reportlens.feedback.making import Choice, Made, make
from reportlens.feedback.rubric import rubric

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping, Sequence

    from reportlens.feedback.evaluation.labels import Label
    from reportlens.feedback.evaluation.record import Entry, Identity
    from reportlens.feedback.evaluation.scores import Figure
    from reportlens.feedback.evaluation.suites import Case

PASSED, GATED, FAILED, INTERRUPTED = 0, 1, 2, 130


def add_eval_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `reportlens eval`."""
    add = parser.add_argument
    add(
        "labels",
        type=Path,
        metavar="LABELS",
        help="a file of labels (JSON lines), or a folder of invented reports with their labels (JSON)",
    )
    add("--reports", type=Path, action="append", metavar="DIR", help="where the labelled reports are")
    add("--judge", choices=("offline", "openai"), default="offline", help="who judges")
    add("--endpoint", default="", metavar="NAME|URL", help="as of `reportlens feedback`")
    add("--model", default="", help="the model's name at the endpoint")
    add("--suite", action="append", choices=SUITES, help="what is asked (default: all)")
    add(
        "--record",
        type=Path,
        metavar="FILE",
        help="keep what the judge says; a run that was stopped goes on from it",
    )
    add("--replay", type=Path, metavar="FILE", help="score a record; ask nobody")
    add(
        "--gate",
        type=Path,
        metavar="FILE",
        help="TOML with [least] and [most] of the figures; exit with 1 if one fails",
    )
    add(
        "--max-cost",
        type=float,
        default=0.50,
        metavar="DOLLARS",
        help="ask for no more than this (default: 0.50)",
    )
    add("--format", choices=("text", "json", "markdown"), default="text", help="form of the result")
    add("--yes", "-y", action="store_true", help="agree to the cost")
    add("--prices", type=Path, metavar="FILE", help="a table of prices of your own")


def run_eval(args: Namespace) -> int:
    """Do what the arguments say; return the exit code: 0 passed, 1 stopped by the gate, 2 failed."""
    try:
        return asyncio.run(_run(args))
    except (ReportlensError, OSError) as error:
        _tell(f"error: {error}")
        return FAILED
    except KeyboardInterrupt:
        _tell("stopped; the record keeps what was judged")
        return INTERRUPTED


async def _run(args: Namespace) -> int:
    labels, texts = _labelled(args)
    if args.replay:
        identity, entries = record.read(args.replay)
        if identity is None:
            raise ConfigurationError(f"the record {args.replay.name} is empty")
    else:
        identity, entries = await _judged(args, labels, texts)
    figures = scores(labels, entries, _cost(args, identity, entries))
    sys.stdout.write(_shown(args.format, identity, figures, by_criterion(labels, entries)))
    failed = _gated(args.gate, figures) if args.gate else ()
    for line in failed:
        _tell(line)
    return GATED if failed else PASSED


def _labelled(args: Namespace) -> tuple[Sequence[Label], Mapping[str, str]]:
    if invented.is_invented(args.labels):
        return invented.read(args.labels)
    labels = labelling.read(args.labels)
    if args.replay:
        return labels, {}
    return labels, labelling.reports(args.reports or [Path("reports")], frozenset(it.report for it in labels))


async def _judged(
    args: Namespace, labels: Sequence[Label], texts: Mapping[str, str]
) -> tuple[Identity, tuple[Entry, ...]]:
    if not texts:
        raise ConfigurationError("none of the labelled reports is here; name their folder with --reports")
    _tell(f"{len(texts)} of {len({it.report for it in labels})} labelled reports found")
    made = make(Choice(args.judge, args.endpoint, args.model))
    identity = record.Identity(made.judge.name, made.judge.model, rubric().hash, made.judge.prompt)
    done = record.read(args.record, identity)[1] if args.record else ()
    known = {it.key for it in done}
    left = [it for it in cases(labels, texts, args.suite or SUITES) if it.key not in known]
    if made.place is not None and left:
        await _agree(args, made, left)
    giver = Giver(made.judge)
    try:
        return identity, (*done, *[await _ask(args, giver, identity, it) for it in left])
    finally:
        await giver.aclose()


async def _ask(args: Namespace, giver: Giver, identity: Identity, case: Case) -> Entry:
    began = time.perf_counter()
    feedback = await giver.give(case.report, [case.question])
    said = record.entry(case, feedback, time.perf_counter() - began)
    if args.record and not said.failure:
        record.append(args.record, identity, said)
    return said


async def _agree(args: Namespace, made: Made, left: Sequence[Case]) -> None:
    """Tell the cost; raises `JudgeError` if it is too high or not agreed to."""
    from reportlens.feedback import plan as planning  # noqa: PLC0415  # only for a judge that sends
    from reportlens.feedback.prompts import load  # noqa: PLC0415

    if made.place is None:
        return
    prompts = load()
    asked = [it for case in left for it in planning.requests(case.report, [case.question], prompts)]
    planned = await planning.plan(asked, made.place, made.judge.model, args.prices)
    for line in (
        f"calls      {len(asked)}",
        *(it for it in planned.lines() if not it.startswith("questions")),
    ):
        _tell(line)
    if planned.cost is not None and planned.cost > args.max_cost:
        raise JudgeError(
            f"~${planned.cost:.2f}, where ${args.max_cost:.2f} are allowed; raise --max-cost or ask less"
        )
    if args.yes:
        return
    if not sys.stdin.isatty():
        raise JudgeError("nobody is here to agree to the cost; agree with --yes")
    answer = await asyncio.to_thread(input, "Ask? [y/N] ")
    if answer.strip().casefold() not in ("y", "yes"):
        raise JudgeError("not agreed to; nothing was sent")


def _cost(args: Namespace, identity: Identity, entries: Sequence[Entry]) -> float | None:
    """Return what the entries cost by the table of prices; nothing if that is not known."""
    if identity.judge == "offline":
        return 0.0
    from reportlens.feedback.endpoint import PRESETS, endpoint  # noqa: PLC0415
    from reportlens.feedback.prices import price  # noqa: PLC0415

    known = price(identity.model, endpoint(PRESETS["openai"].url), args.prices)
    return sum(known.of(*it.tokens) for it in entries) if known else None


def _gated(file: Path, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    try:
        bounds = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"the gate {file.name} is not understood: {error}") from error
    return gate(figures, bounds.get("least", {}), bounds.get("most", {}))


def _shown(
    form: str, identity: Identity, figures: Mapping[str, Figure], counts: Mapping[str, Mapping[str, int]]
) -> str:
    if form == "json":
        table = {
            "version": 1,
            **identity._asdict(),
            "figures": {k: list(v) for k, v in figures.items()},
            "criteria": counts,
        }
        return json.dumps(table, indent=2) + "\n"
    who = f"judge {identity.judge} {identity.model}, rubric {identity.rubric}, prompt {identity.prompt or 'none'}"
    if form == "markdown":
        rows = [f"| {name} | {figure} |" for name, figure in figures.items()]
        return "\n".join([who, "", "| Figure | Value [95 %] |", "|---|---|", *rows]) + "\n"
    width = max((len(it) for it in figures), default=0)
    return "\n".join([who, *(f"  {name:<{width}}  {figure}" for name, figure in figures.items())]) + "\n"


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
