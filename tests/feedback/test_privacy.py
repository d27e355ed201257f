"""Nothing that leaves names a person or an account."""

from __future__ import annotations

import asyncio
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import reports
from fakes.endpoint import FakeEndpoint, answers, judged
from reportlens.feedback.endpoint import endpoint
from reportlens.feedback.feedback import Giver, tasks
from reportlens.feedback.messages import request
from reportlens.feedback.openai_judge import OpenAIJudge
from reportlens.feedback.people import names
from reportlens.feedback.plan import requests
from reportlens.feedback.prompts import load
from reportlens.feedback.redact import Redactor, redactor
from reportlens.report.parse import parse
from reportlens.text import Span


def outgoing(report):
    return "\n".join(
        json.dumps([it.messages, it.schema], ensure_ascii=False) for _, it in requests(report, None, load())
    )


@pytest.mark.parametrize(
    ("secret", "frame"),
    [
        ("s123456", "Student {} did it."),
        ("S123456", "({})"),
        ("ada@dtu.dk", "Write to {}."),
        ("a.b+c@student.dtu.dk", "<{}>"),
        ("ada-l", "See https://github.com/{}/repo/blob/main/x.py"),
        ("ada-l", "git clone git@github.com:{}/repo.git"),
        ("ada-l", "https://wandb.ai/{}/runs"),
        ("my-proj-447914", "gcloud config set project {}"),
        ("my-proj-447914", "europe-west1-docker.pkg.dev/{}/repo/image"),
        ("secret-bucket", "gsutil cp gs://{}/data ."),
        ("34.79.157.188", "curl http://{}:5000/health"),
        ("api-752599873459", "https://{}.us-central1.run.app/predict"),
        ("sk-proj-abcdefghijklmnop1234", "export OPENAI_API_KEY={}"),
        ("@adalove", "Thanks to {} for help."),
        ("+45 12 34 56 78", "Call {}."),
        ("Ada Lovelace", "So said {} to us."),
        ("Lovelace", "So said {}'s cat."),
        ("GRACE", "So said {}."),
    ],
)
def test_what_names_somebody_is_replaced_and_comes_back(secret, frame):
    redact = redactor(reports.report())
    text = frame.format(secret)
    redacted = redact(text)
    assert secret not in redacted.text
    assert redact.restored(redacted.text) == text


def test_the_same_name_is_the_same_token():
    redact = Redactor(("Ada",))
    one, two = redact("Ada and ada"), redact("Then Ada.")
    assert one.text == "[PERSON-1] and [PERSON-1]"
    assert two.text == "Then [PERSON-1]."


@pytest.mark.parametrize(
    "text",
    [
        "uses: actions/checkout@v3",
        "from torch.nn import Module",
        "curl -F file=@image.png localhost:8000",
        "@pytest.fixture decorators",
        "version 1.2.3 of 2024-01-01",
        "lr=0.001 batch_size=32",
        "We used Docker, Hydra and FastAPI with PyTorch Lightning.",
    ],
)
def test_words_of_the_trade_stay(text):
    assert redactor(reports.report())(text).text == text


@given(st.text(alphabet="abs123456@. /-\n[]ADA", max_size=120), st.integers(0, 130), st.integers(0, 130))
def test_every_stretch_leads_back_into_the_original(text, one, other):
    redacted = Redactor(("Ada",))(text)
    start, end = sorted((min(one, len(redacted.text)), min(other, len(redacted.text))))
    back = redacted.back(Span(start, end))
    assert 0 <= back.start <= back.end <= len(text)
    assert redacted.back(Span(0, len(redacted.text))) == Span(0, len(text))


@given(
    st.lists(st.from_regex(r"[a-z ,.]{0,20}", fullmatch=True), min_size=1, max_size=6),
    st.integers(100000, 999999),
)
def test_a_quote_of_the_redacted_text_is_the_same_words_of_the_original(pieces, number):
    text = f" s{number} ".join(pieces)
    redacted = Redactor(("ada",))(text)
    for match in re.finditer(r"[a-z]{3,}", redacted.text):
        back = redacted.back(Span(*match.span()))
        assert text[back.start : back.end] == match.group()


@given(
    st.from_regex(r"s\d{6}", fullmatch=True),
    st.from_regex(r"[a-z]{2,8}\.[a-z]{2,8}@[a-z]{2,8}\.(dk|com)", fullmatch=True),
    st.sampled_from(
        ["Søren Ågård", "Mary-Ann O'Neil", "Émile Dubois", "Bo Li", "Anna Maria von Trapp", "Xu Wei"]
    ),
    st.sampled_from(
        [
            "Student {student} ({name}) made the model. Mail: {mail}.",
            "- **{name} ({student})**: data, {mail}",
            "{name} was in charge of the cloud ({student}, {mail}).",
            "{student}, {name}: tests. {mail}",
            "{student} - {name} - docker; {mail}",
            "Student {name} {student} worked on it. {mail}",
        ]
    ),
)
def test_no_member_stands_in_any_outgoing_byte(student, mail, name, frame):
    line = frame.format(student=student, name=name, mail=mail)
    report = reports.report(
        {
            2: student,
            4: f"We use uv; ask {name} or {mail}, or {name.split()[0]}.",
            31: line + " We used no generative AI.",
        }
    )
    sent = outgoing(report)
    assert student not in sent
    assert mail not in sent
    for part in name.split():
        if len(part) > 2 and part[0].isupper():
            assert not re.search(rf"(?<!\w){re.escape(part)}(?!\w)", sent), part


def test_no_person_of_the_shared_reports_stands_in_any_outgoing_byte(shared):
    people = 0
    for file in sorted((shared / "reports").glob("*/README.md")):
        report = parse(file.read_text("utf-8"))
        sent = outgoing(report)
        assert not re.findall(r"(?<![A-Za-z0-9])[sS]\d{6}(?!\d)", sent), file.parent.name
        assert not re.findall(r"[\w.+-]+@[\w-]+\.[a-z]{2,}\b(?<!\.git)", sent), file.parent.name
        owner = file.parent.name.split("__")[0]
        assert f"github.com/{owner}" not in sent
        for name in names(report):
            people += 1
            assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sent, re.IGNORECASE), (
                file.parent.name,
                name,
            )
    assert people > 20


def test_questions_1_and_2_are_never_tasks():
    report = reports.report({1: "group 42", 2: "s123456", 4: "We use uv."})
    assert not {1, 2} & {it.question.number for it in tasks(report)}
    assert "42" not in {it for asked in requests(report, [1, 2], load()) for it in asked}


def test_evidence_in_a_redacted_answer_is_shown_in_its_own_words(prompts):
    async def ask():
        async with FakeEndpoint(answers(judged)) as server:
            giver = Giver(OpenAIJudge(endpoint(server.url), "small", prompts))
            given = await giver.give(reports.report(), [31])
            await giver.aclose()
            return given.questions[0], server.calls[0].raw

    question, raw = asyncio.run(ask())
    assert question.judgements[0].evidence[0].quote == (
        "Ada Lovelace (s123456) built the model, and Grace Hopper (s654321) the cloud."
    )
    assert b"Lovelace" not in raw
    assert b"s123456" not in raw


def test_the_request_is_made_of_the_same_bytes_but_for_the_fence(prompts):
    report = reports.report()
    task = tasks(report, [4])[0]
    assert request(task, prompts, lambda _: 0) == request(task, prompts, lambda _: 0)
    assert request(task, prompts) != request(task, prompts)
