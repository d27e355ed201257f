"""The judge behind an endpoint against a server that somebody else wrote."""

from __future__ import annotations

import asyncio
import json

import pytest

from fakes import aimock, reports
from reportlens.feedback.endpoint import endpoint
from reportlens.feedback.feedback import Giver
from reportlens.feedback.openai_judge import OpenAIJudge

pytestmark = pytest.mark.skipif(bool(aimock.missing()), reason=aimock.missing() or "it is there")

QUOTE = "We keep every package in `pyproject.toml` with uv."
IDS = ("q04-tool", "q04-list", "q04-new-member")


def reply(quote=QUOTE):
    table = [
        {"id": it, "evidence": [{"sentence": 1, "quote": quote}], "verdict": "covered", "gap": "none"}
        for it in IDS
    ]
    return {"criteria": table, "question_back": ""}


USAGE = {"usage": {"prompt_tokens": 1400, "completion_tokens": 180, "total_tokens": 1580}}
FIXTURES = [
    {"match": {"model": "good"}, "response": {"content": json.dumps(reply()), **USAGE}},
    {
        "match": {"model": "invents"},
        "response": {"content": json.dumps(reply("We use poetry and nix for it.")), **USAGE},
    },
    {
        "match": {"model": "tool"},
        "response": {"toolCalls": [{"name": "judgement", "arguments": json.dumps(reply())}], **USAGE},
    },
    {
        "match": {"model": "short"},
        "response": {"content": '{"criteria": [', "finishReason": "length", **USAGE},
    },
    {"match": {"model": "words"}, "response": {"content": "All of it is covered.", **USAGE}},
    {
        "match": {"model": "limit"},
        "response": {"error": {"message": "slow", "type": "rate_limit_error"}, "status": 429},
    },
    {
        "match": {"model": "broken"},
        "response": {"error": {"message": "oops", "type": "server_error"}, "status": 500},
    },
    {"match": {"model": "key"}, "response": {"error": {"message": "no", "type": "auth"}, "status": 401}},
    {
        "match": {"model": "cut"},
        "response": {"content": json.dumps(reply()), **USAGE},
        "truncateAfterChunks": 3,
    },
    {"match": {"model": "slow"}, "response": {"content": json.dumps(reply()), **USAGE}, "latency": 2000},
]


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with aimock.running(FIXTURES, tmp_path_factory.mktemp("aimock")) as address:
        yield address


async def ask(url, prompts, model, **more):
    giver = Giver(OpenAIJudge(endpoint(url), model, prompts, **more))
    given = await giver.give(reports.report(), [4])
    await giver.aclose()
    return given.questions[0]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("model", ["good", "tool"])
async def test_a_good_reply_is_read(url, prompts, model, stream):
    question = await ask(url, prompts, model, stream=stream)
    assert not question.failure
    assert {it.verdict.value for it in question.judgements} == {"covered"}
    assert question.judgements[0].evidence[0].quote == QUOTE


@pytest.mark.parametrize("stream", [False, True])
async def test_what_is_tallied_is_what_the_server_counts(url, prompts, stream):
    question = await ask(url, prompts, "good", stream=stream)
    assert question.tokens[:2] == (1400, 180) or (stream and question.tokens.estimated)


@pytest.mark.parametrize("stream", [False, True])
async def test_an_invented_quote_is_not_believed(url, prompts, stream):
    question = await ask(url, prompts, "invents", stream=stream)
    assert {it.verdict.value for it in question.judgements} == {"unverified"}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("short", "cut off twice"),
        ("words", "cannot be read"),
        ("limit", "no more requests"),
        ("broken", "failed (500)"),
        ("key", "(401)"),
        ("nobody knows it", "404"),
    ],
)
async def test_faults_are_told(url, prompts, model, told, stream):
    question = await ask(url, prompts, model, stream=stream)
    assert told in question.failure or (model == "nobody knows it" and question.failure)
    assert {it.verdict.value for it in question.judgements} == {"undecided"}


async def test_a_stream_that_is_cut_is_told(url, prompts):
    question = await ask(url, prompts, "cut", stream=True)
    assert question.failure
    assert {it.verdict.value for it in question.judgements} == {"undecided"}


async def test_a_slow_stream_is_left_at_the_deadline(url, prompts):
    question = await ask(url, prompts, "slow", stream=True, deadline=1.0)
    assert "within 1 s" in question.failure


async def test_cancelling_ends_at_once(url, prompts):
    running = asyncio.ensure_future(ask(url, prompts, "slow", stream=True))
    await asyncio.sleep(1.0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(running, 1)
