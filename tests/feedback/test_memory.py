"""Verdicts that are remembered: what is kept, what is stale, what is bounded."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import closing

import pytest

from fakes import reports
from fakes.endpoint import FakeEndpoint, answers, fails, judged
from reportlens.errors import JudgeError
from reportlens.feedback import memory as module
from reportlens.feedback.budget import Budget, Caps, count, estimate
from reportlens.feedback.consent import Consents
from reportlens.feedback.endpoint import endpoint
from reportlens.feedback.feedback import Giver
from reportlens.feedback.findings import findings
from reportlens.feedback.memory import Memory
from reportlens.feedback.openai_judge import OpenAIJudge
from reportlens.feedback.prompts import load
from reportlens.feedback.verdict import Verdict


@pytest.fixture
def file(tmp_path):
    return tmp_path / "deep" / "feedback.sqlite3"


async def give(server, prompts, memory, text=None, model="small", numbers=(4,), budget=None):
    place = endpoint(server.url)
    giver = Giver(OpenAIJudge(place, model, prompts), memory=memory, origin=place.origin, budget=budget)
    given = await giver.give(reports.report(text), list(numbers), path="a/README.md")
    await giver.aclose()
    return given, giver


async def test_the_same_answer_is_judged_once(prompts, file):
    async with FakeEndpoint(answers(judged)) as server:
        first, _ = await give(server, prompts, Memory(file))
        again, _ = await give(server, prompts, Memory(file))
        assert len(server.calls) == 1
    assert again.questions[0].cached
    assert not first.questions[0].cached
    assert [it.evidence for it in again.questions[0].judgements] == [
        it.evidence for it in first.questions[0].judgements
    ]


async def test_another_answer_model_or_prompt_is_judged_anew(prompts, file, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "judge.repair.md").write_text(
        "---\nname: judge.repair\nvariables: problem\n---\nAgain: $problem\n"
    )
    async with FakeEndpoint(answers(judged)) as server:
        await give(server, prompts, Memory(file))
        await give(server, prompts, Memory(file), {4: "We use poetry, and its lock file, for every package."})
        await give(server, prompts, Memory(file), model="large")
        await give(server, load(own), Memory(file))
        assert len(server.calls) == 4


async def test_a_name_that_is_redacted_alike_does_not_matter(prompts, file):
    async with FakeEndpoint(answers(judged)) as server:
        await give(server, prompts, Memory(file), {4: "We use uv; ask s111111 for it."})
        again, _ = await give(server, prompts, Memory(file), {4: "We use uv; ask s222222 for it."})
        assert len(server.calls) == 1
    assert again.questions[0].judgements[0].evidence[0].quote.count("s222222") == 1


async def test_feedback_on_an_answer_that_changed_is_stale_and_stands_at_its_words(prompts, file):
    async with FakeEndpoint(answers(judged)) as server:
        _, giver = await give(server, prompts, Memory(file))
        moved = reports.report(
            {4: "First a new sentence. We keep every package in `pyproject.toml` with uv. And more."}
        )
        stale = giver.remembered(moved, "a/README.md").questions[0]
        gone = giver.remembered(
            reports.report({4: "Something else altogether now."}), "a/README.md"
        ).questions[0]
        elsewhere = giver.remembered(moved, "b/README.md").questions
    assert stale.stale
    assert [it.quote for it in stale.judgements[0].evidence] == [
        "We keep every package in `pyproject.toml` with uv."
    ]
    assert {it.verdict for it in gone.judgements} == {Verdict.UNVERIFIED}
    assert elsewhere == ()
    told = findings(
        moved, giver.remembered(reports.report({4: "Something else altogether now."}), "a/README.md")
    )
    assert all("changed since" in it.message for it in told)


async def test_a_failure_is_not_remembered(prompts, file):
    async with FakeEndpoint(fails(401)) as server:
        await give(server, prompts, Memory(file))
        await give(server, prompts, Memory(file))
        assert len(server.calls) == 2


async def test_what_is_tampered_with_is_not_believed(prompts, file):
    async with FakeEndpoint(answers(judged)) as server:
        await give(server, prompts, Memory(file))
        base = sqlite3.connect(file)
        base.execute("update verdicts set value = replace(value, 'pyproject', 'package')")
        base.commit()
        base.close()
        await give(server, prompts, Memory(file))
        assert len(server.calls) == 2


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4000]
)
async def test_a_broken_file_is_begun_anew(prompts, file, content):
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    async with FakeEndpoint(answers(judged)) as server:
        await give(server, prompts, Memory(file))
        again, _ = await give(server, prompts, Memory(file))
    assert again.questions[0].cached


async def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(prompts, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x")
    async with FakeEndpoint(answers(judged)) as server:
        given, _ = await give(server, prompts, Memory(blocked / "m.sqlite3"))
    assert not given.questions[0].failure


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")
async def test_nobody_else_can_read_it_and_it_holds_no_answer(prompts, file):
    os.umask(0)
    async with FakeEndpoint(answers(judged)) as server:
        await give(server, prompts, Memory(file), numbers=(31,))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    raw = file.read_bytes()
    for secret in (b"Lovelace", b"s123456", b"README", b"judge of", b"sk-"):
        assert secret not in raw


def rows_in(file):
    with closing(sqlite3.connect(file)) as base:
        return base.execute("select count(*) from verdicts").fetchone()[0]


async def test_it_stays_small(prompts, file, monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    ticks = iter(range(1000))
    memory = Memory(file, clock=lambda: float(next(ticks)))
    async with FakeEndpoint(answers(judged)) as server:
        for n in range(8):
            await give(server, prompts, memory, {4: f"We use uv in version {n} for all packages."})
    assert rows_in(file) <= 4
    memory.forget()
    assert rows_in(file) == 0


async def test_what_is_spent_is_counted_over_sessions(prompts, file):
    async with FakeEndpoint(answers(judged)) as server:
        memory = Memory(file)
        await give(server, prompts, memory, budget=Budget())
    assert Memory(file).spent_today() > 1000


@pytest.mark.parametrize(
    ("caps", "what"), [(Caps(request=10), "request"), (Caps(report=10), "report"), (Caps(day=10), "day")]
)
async def test_nothing_is_sent_beyond_a_cap(prompts, caps, what):
    async with FakeEndpoint(answers(judged)) as server:
        given, _ = await give(server, prompts, None, budget=Budget(caps))
    assert f"allowed per {what}" in given.questions[0].failure
    assert server.connections == 0


def test_a_new_day_begins_at_nothing():
    now = [100_000.0]
    budget = Budget(Caps(day=50), clock=lambda: now[0])
    budget.take(40)
    with pytest.raises(JudgeError):
        budget.take(20)
    now[0] += 86_400
    budget.take(20)
    budget.settle(20, 5)
    assert budget.today == 5


async def test_a_count_that_cannot_be_had_is_an_estimate(monkeypatch, tmp_path):
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    messages = [{"role": "user", "content": "word " * 100 + "\ud800<|endoftext|>" + " " * 2_000_000}]
    counted = await count(messages, "gpt-5-nano")
    assert not counted.exact
    assert str(counted).startswith("~")
    assert counted.tokens == estimate(messages)


async def test_an_estimate_is_from_above(shared):
    text = (shared / "reports" / "Lachrynier__mlops-project" / "README.md").read_text("utf-8")
    assert estimate([{"role": "user", "content": text}]) > len(text.encode()) / 4.4


def test_consent_is_for_one_folder_endpoint_and_model(tmp_path):
    file = tmp_path / "s" / "consents.json"
    consents = Consents(file)
    consents.remember("/here", "https://a:443", "m")
    assert Consents(file).given("/here", "https://a:443", "m")
    for other in (
        ("/else", "https://a:443", "m"),
        ("/here", "https://b:443", "m"),
        ("/here", "https://a:443", "n"),
    ):
        assert not Consents(file).given(*other)
    assert "/here" not in file.read_text()
    consents.withdraw()
    assert not Consents(file).given("/here", "https://a:443", "m")
    file.write_text("{broken")
    assert not Consents(file).given("/here", "https://a:443", "m")
