"""The judge behind an endpoint, over real HTTP, against a server that misbehaves."""

from __future__ import annotations

import asyncio
import json
import time

import pytest

from fakes import reports
from fakes.endpoint import (
    FakeEndpoint,
    answers,
    begin_stream,
    chunk,
    completion,
    cut,
    dripping,
    endless_stream,
    fails,
    huge,
    in_turn,
    judged,
    packed,
    send,
    silent,
)
from reportlens.errors import JudgeError
from reportlens.feedback.endpoint import endpoint
from reportlens.feedback.feedback import Giver, tasks
from reportlens.feedback.keys import Key
from reportlens.feedback.openai_judge import OpenAIJudge
from reportlens.feedback.verdict import Verdict

KEY = "sk-CANARY-0123456789abcdefgh"


def made(server, prompts, **more):
    place = endpoint(server.url)
    return OpenAIJudge(place, more.pop("model", "small"), prompts, Key(KEY, place.origin), **more)


async def ask(scenario, prompts, number=4, answers_=None, **more):
    """Judge one question; return its feedback and the server."""
    async with FakeEndpoint(scenario) as server:
        giver = Giver(made(server, prompts, **more))
        given = await giver.give(reports.report(answers_), [number])
        await giver.aclose()
        return given.questions[0], server


def verdicts(question):
    return {it.criterion.id: it.verdict.value for it in question.judgements}


@pytest.mark.parametrize("stream", [False, True])
async def test_a_good_reply_becomes_grounded_verdicts(prompts, stream):
    question, server = await ask(answers(judged), prompts, stream=stream)
    assert set(verdicts(question).values()) == {"covered"}
    assert [it.quote for it in question.judgements[0].evidence] == [
        "We keep every package in `pyproject.toml` with uv."
    ]
    assert question.tokens[:2] == (1500, 200)
    assert len(server.calls) == 1
    assert server.calls[0].path == "/v1/chat/completions"
    assert server.calls[0].headers["authorization"] == f"Bearer {KEY}"


async def test_nothing_but_what_is_needed_stands_in_the_headers(prompts, monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-secret")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Secret: yes")
    _, server = await ask(answers(judged), prompts)
    assert set(server.calls[0].headers) == {
        "host",
        "authorization",
        "content-type",
        "content-length",
        "accept",
        "accept-encoding",
        "connection",
        "user-agent",
    } - ({"connection"} if "connection" not in server.calls[0].headers else set())
    assert server.calls[0].headers["user-agent"] == "reportlens"


SENTENCES = {
    "wrong key": (fails(401, f"Incorrect API key provided: {KEY[:12]}"), "key was not accepted"),
    "forbidden": (fails(403), "does not allow this"),
    "no such model": (fails(404, "The model does not exist", "model_not_found"), "model_not_found"),
    "too large": (fails(413), "too large"),
    "limit": (fails(429, "slow down", retry_after="0"), "takes no more requests"),
    "long limit": (fails(429, "slow down", retry_after="3600"), "3600 s"),
    "broken": (fails(500, body="oops", retry_after="0"), "failed (500)"),
    "redirect": (fails(307, location="http://127.0.0.1:9/v1"), "points elsewhere"),
    "html": (fails(200, body="<html><body>login</body></html>"), "other than a chat completion"),
    "cut json": (fails(200, body='{"id": "c1", "choices": [{"index'), "other than a chat completion"),
    "empty object": (fails(200, body={}), "other than a chat completion"),
    "no choices": (fails(200, body={**completion(""), "choices": []}), "other than a chat completion"),
    "list": (fails(200, body=[1, 2]), "other than a chat completion"),
    "200 MB": (huge, "larger than 2 MB"),
    "packed": (packed, "larger than 2 MB"),
    "cut": (cut, "broke off"),
    "refusal": (answers(lambda _: None, refusal="I will not"), "refused"),
    "filter": (answers(lambda _: "", reason="content_filter"), "filter"),
    "cut off": (answers(lambda _: '{"criteria": [', reason="length"), "cut off twice"),
    "prose": (answers(lambda _: "All is covered, well done!"), "cannot be read"),
    "empty": (answers(lambda _: ""), "cannot be read"),
    "wrong shape": (
        answers(lambda _: {"criteria": [{"id": "q04-tool", "verdict": "great"}], "question_back": ""}),
        "cannot be read",
    ),
    "too long a reply": (answers(lambda _: " " * 300_000), "cannot be read"),
    "deep": (answers(lambda _: "[" * 100_000), "cannot be read"),
}


@pytest.mark.parametrize("name", SENTENCES)
async def test_each_fault_says_what_happened_and_nothing_is_covered(prompts, name):
    scenario, sentence = SENTENCES[name]
    question, server = await ask(scenario, prompts)
    assert sentence in question.failure
    assert set(verdicts(question).values()) == {"undecided"}
    assert KEY not in question.failure
    assert KEY[:12] not in question.failure
    assert len(server.calls) <= 3


async def test_a_faulty_reply_is_asked_for_once_more(prompts):
    question, server = await ask(in_turn(answers(lambda _: "Sure!"), answers(judged)), prompts)
    assert len(server.calls) == 2
    assert "could not be read" in server.calls[1].body["messages"][-1]["content"]
    assert not question.failure


async def test_a_reply_cut_off_is_given_more_room_once(prompts):
    short = answers(lambda _: '{"criteria": [', reason="length")
    question, server = await ask(in_turn(short, answers(judged)), prompts)
    assert [it.body["max_tokens"] for it in server.calls] == [1500, 3000]
    assert not question.failure


async def test_a_pause_that_the_server_asks_for_is_kept(prompts):
    began = time.monotonic()
    question, server = await ask(in_turn(fails(429, retry_after="0.3"), answers(judged)), prompts)
    assert time.monotonic() - began >= 0.3
    assert len(server.calls) == 2
    assert not question.failure


async def test_a_cut_reply_is_not_asked_for_again(prompts):
    _, server = await ask(cut, prompts)
    assert len(server.calls) == 1


LADDER = {
    "schema": (None, {"response_format"}),
    "tool": (400, {"tools", "tool_choice"}),
    "object": (422, {"response_format"}),
    "text": (404, set()),
}


async def test_the_ladder_goes_down_to_plain_words_and_stays_there(prompts):
    refusals = [
        fails(400, "response_format type json_schema is not supported"),
        fails(422, "tools are not supported by this model"),
        fails(400, "'response_format' must be text"),
    ]

    def thinking(call):
        return f"<think>{{not json}}</think>\nHere it is:\n```json\n{json.dumps(judged(call))}\n```"

    async with FakeEndpoint(in_turn(*refusals, answers(thinking))) as server:
        giver = Giver(made(server, prompts))
        first = await giver.give(reports.report(), [4])
        second = await giver.give(reports.report(), [7])
        await giver.aclose()
    forms = [
        (it.body.get("response_format") or {}).get("type") or ("tools" if "tools" in it.body else "words")
        for it in server.calls
    ]
    assert forms == ["json_schema", "tools", "json_object", "words", "words"]
    assert set(verdicts(first.questions[0]).values()) == {"covered"}
    assert set(verdicts(second.questions[0]).values()) == {"covered"}


async def test_a_tool_call_is_read_as_a_reply(prompts):
    async def scenario(server, call, writer):
        if "tools" not in call.body:
            await fails(400, "json_schema unsupported")(server, call, writer)
            return
        name = call.body["tools"][0]["function"]["name"]
        use = {
            "id": "1",
            "type": "function",
            "function": {"name": name, "arguments": json.dumps(judged(call))},
        }
        await send(writer, 200, completion(None, tool_calls=[use], reason="tool_calls"))

    question, _ = await ask(scenario, prompts)
    assert set(verdicts(question).values()) == {"covered"}


async def test_a_wrong_key_never_leaves_a_rung(prompts):
    _, server = await ask(fails(401, "response_format schema"), prompts)
    assert len(server.calls) == 1


async def test_a_parameter_that_is_not_taken_is_left_out(prompts):
    refusals = [
        fails(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        fails(400, "Unsupported value: 'temperature' does not support 0"),
    ]
    question, server = await ask(in_turn(*refusals, answers(judged)), prompts)
    assert not question.failure
    last = server.calls[-1].body
    assert last["max_completion_tokens"] == 1500
    assert "max_tokens" not in last
    assert "temperature" not in last
    assert last["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize(
    ("model", "modern", "present", "absent"),
    [
        (
            "gpt-5-nano",
            True,
            {"max_completion_tokens", "reasoning_effort"},
            {"temperature", "seed", "max_tokens"},
        ),
        ("gpt-4o-mini", True, {"max_completion_tokens", "temperature"}, {"reasoning_effort"}),
        ("qwen2.5:7b", False, {"max_tokens", "temperature", "seed"}, {"max_completion_tokens"}),
        ("gpt-oss:20b", False, {"max_tokens"}, {"temperature", "reasoning_effort"}),
    ],
)
async def test_each_kind_of_model_gets_its_parameters(prompts, model, modern, present, absent):
    _, server = await ask(answers(judged), prompts, model=model, modern=modern)
    assert present <= set(server.calls[0].body)
    assert not absent & set(server.calls[0].body)


@pytest.mark.parametrize(
    "scenario", [silent, dripping, endless_stream], ids=["silent", "dripping", "endless"]
)
@pytest.mark.parametrize("stream", [False, True])
async def test_a_server_without_end_is_left_at_the_deadline(prompts, scenario, stream):
    question, server = await ask(scenario, prompts, stream=stream, deadline=0.6)
    assert question.failure
    assert set(verdicts(question).values()) == {"undecided"}
    await asyncio.wait_for(server.calls[0].gone.wait(), 5)


@pytest.mark.parametrize("scenario", [silent, endless_stream], ids=["silent", "endless"])
@pytest.mark.parametrize("stream", [False, True])
async def test_cancelling_reaches_the_server_within_200_ms(prompts, scenario, stream):
    async with FakeEndpoint(scenario) as server:
        giver = Giver(made(server, prompts, stream=stream))
        running = asyncio.ensure_future(giver.give(reports.report(), [4]))
        await asyncio.wait_for(server.arrived.wait(), 20)
        stopped = time.monotonic()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await asyncio.wait_for(server.calls[0].gone.wait(), 5)
        assert server.calls[0].gone_at - stopped < 0.2
        await giver.aclose()


async def test_a_stream_cut_in_the_middle_is_told_and_not_repeated(prompts):
    async def scenario(_, __, writer):
        await begin_stream(writer)
        writer.write(chunk({"content": '{"criteria": ['}))

    question, server = await ask(scenario, prompts, stream=True)
    assert "broke off" in question.failure
    assert len(server.calls) == 1


async def test_a_fault_in_the_middle_of_a_stream_is_told(prompts):
    async def scenario(_, __, writer):
        await begin_stream(writer)
        writer.write(b'data: {"error": {"message": "overloaded", "type": "server_error"}}\n\n')

    question, _ = await ask(scenario, prompts, stream=True)
    assert question.failure
    assert set(verdicts(question).values()) == {"undecided"}


async def test_a_server_that_reads_only_part_is_not_believed(prompts):
    async def scenario(_, call, writer):
        told = completion(judged(call))
        told["usage"]["prompt_tokens"] = 200
        await send(writer, 200, told)

    question, _ = await ask(scenario, prompts)
    assert "context length" in question.failure
    assert set(verdicts(question).values()) == {"undecided"}


async def test_ids_that_nobody_asked_for_are_dropped_and_silence_is_undecided(prompts):
    def strange(call):
        table = judged(call)
        table["criteria"] = [it for it in table["criteria"] if it["id"] != "q04-list"]
        table["criteria"].append({"id": "q99-invented", "evidence": [], "verdict": "covered", "gap": "none"})
        return table

    question, _ = await ask(answers(strange), prompts)
    assert verdicts(question) == {"q04-tool": "covered", "q04-list": "undecided", "q04-new-member": "covered"}


async def test_four_questions_fly_at_once_and_no_more(prompts):
    flying = most = 0

    async def scenario(_, call, writer):
        nonlocal flying, most
        flying += 1
        most = max(most, flying)
        await asyncio.sleep(0.05)
        flying -= 1
        await send(writer, 200, completion(judged(call)))

    full = dict.fromkeys(
        reports.PROMPTS, "We did this with care and we say how, because it matters to others."
    )
    async with FakeEndpoint(scenario) as server:
        giver = Giver(made(server, prompts))
        seen = []
        given = await giver.give(reports.report(full), progress=lambda *it: seen.append(it))
        await giver.aclose()
    assert most == 4
    assert len(server.calls) == 26
    assert [it[0] for it in seen] == list(range(1, len(given.questions) + 1))


async def test_the_same_question_asked_twice_at_once_is_sent_once(prompts):
    async def slow(_, call, writer):
        await asyncio.sleep(0.1)
        await send(writer, 200, completion(judged(call)))

    async with FakeEndpoint(slow) as server:
        giver = Giver(made(server, prompts))
        one = asyncio.ensure_future(giver.give(reports.report(), [4]))
        two = asyncio.ensure_future(giver.give(reports.report(), [4]))
        three = asyncio.ensure_future(giver.give(reports.report(), [4]))
        await asyncio.wait_for(server.arrived.wait(), 20)
        three.cancel()
        both = await asyncio.gather(one, two)
        await giver.aclose()
    assert len(server.calls) == 1
    assert all(set(verdicts(it.questions[0]).values()) == {"covered"} for it in both)


async def test_an_empty_answer_and_an_artifact_are_not_sent(prompts):
    async with FakeEndpoint(answers(judged)) as server:
        giver = Giver(made(server, prompts))
        given = await giver.give(
            reports.report({19: "![bucket](figures/bucket.png)", 1: "group 7", 2: "s123456"})
        )
        await giver.aclose()
    assert server.connections == 0
    by_number = {it.number: it for it in given.questions}
    assert verdicts(by_number[19]) == {"q19-images": "covered"}
    assert by_number[4].failure == "the answer is empty"
    assert 1 not in by_number
    assert 2 not in by_number


async def test_an_answer_of_20000_words_is_sent_in_part(prompts):
    question, server = await ask(
        answers(judged), prompts, answers_={4: "We use uv with a lock file for it. " * 2500}
    )
    assert not question.failure
    assert len(server.calls[0].raw) < 60_000


async def test_halves_of_characters_do_not_stop_the_request(prompts):
    question, server = await ask(
        answers(judged), prompts, answers_={4: "We use uv \ud800 and pip \udfff for all packages here."}
    )
    assert len(server.calls) == 1
    assert question.judgements[0].verdict in (Verdict.COVERED, Verdict.UNVERIFIED)


async def test_nobody_listens(prompts):
    async with FakeEndpoint(silent) as server:
        pass
    place = endpoint(server.url)
    judge = OpenAIJudge(place, "small", prompts, None)
    with pytest.raises(JudgeError, match="is the server started"):
        await judge.judge(tasks(reports.report(), [4])[0])
    await judge.aclose()


async def test_no_network(prompts):
    place = endpoint("https://nowhere.invalid/v1")
    judge = OpenAIJudge(place, "small", prompts, Key(KEY, place.origin))
    with pytest.raises(JudgeError, match=r"no connection to https://nowhere\.invalid:443"):
        await judge.judge(tasks(reports.report(), [4])[0])
    await judge.aclose()


async def test_no_private_connection(prompts):
    """A server that speaks no TLS where TLS is wanted."""
    async with FakeEndpoint(answers(judged)) as server:
        place = endpoint(server.url.replace("http://", "https://"))
        judge = OpenAIJudge(place, "small", prompts, Key(KEY, place.origin))
        with pytest.raises(JudgeError, match=r"no (private )?connection"):
            await judge.judge(tasks(reports.report(), [4])[0])
        await judge.aclose()
    assert server.calls == []
