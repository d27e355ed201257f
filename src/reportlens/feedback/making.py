"""Make the judge that was chosen: by name, with what it needs from the user's own surroundings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from reportlens.errors import JudgeError
from reportlens.feedback.endpoint import PRESETS, endpoint
from reportlens.feedback.offline import OfflineJudge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from reportlens.feedback.endpoint import Endpoint
    from reportlens.feedback.judge import Judge

ENDPOINT, MODEL = "REPORTLENS_ENDPOINT", "REPORTLENS_MODEL"
"""The user's own environment may name both; no file of a workspace can."""
LONGEST_MODEL = 120


class Choice(NamedTuple):
    """What the user chose; none of it may come from a workspace."""

    judge: str = "offline"
    endpoint: str = ""
    """A preset's name or an address; empty: the environment's, else `openai`."""
    model: str = ""
    prompts: Path | None = None
    stream: bool = False
    trust_environment: bool = False
    """Whether proxies of the environment are used."""
    sends: bool = True
    """Whether anything will be sent; else no key is needed."""


class Made(NamedTuple):
    """A judge, ready to be asked."""

    judge: Judge
    place: Endpoint | None
    """Where it sends to; nothing if nowhere."""


def make(
    choice: Choice,
    *,
    environment: Mapping[str, str] | None = None,
    ask: Callable[[str], str | None] | None = None,
) -> Made:
    """Return the judge; raises `JudgeError` if something that it needs is missing. Sends nothing."""
    if choice.judge == "offline":
        return Made(OfflineJudge(), None)
    if choice.judge != "openai":
        raise JudgeError(f"there is no judge {choice.judge!r} here; choose offline or openai")
    surroundings = os.environ if environment is None else environment
    named = choice.endpoint or surroundings.get(ENDPOINT, "") or "openai"
    preset = PRESETS.get(named)
    url = (preset.url if preset else named) or _given(named, surroundings)
    place = endpoint(url)
    model = (choice.model or surroundings.get(MODEL, "")).strip()
    if not model or len(model) > LONGEST_MODEL or not model.isprintable():
        raise JudgeError(f"no model is named; give --model or set {MODEL}")
    try:
        from reportlens.feedback.keys import key  # noqa: PLC0415  # only for a judge that needs them
        from reportlens.feedback.openai_judge import OpenAIJudge  # noqa: PLC0415
        from reportlens.feedback.prompts import load  # noqa: PLC0415
    except ImportError:
        raise JudgeError("the packages for this judge are not installed; install reportlens[ai]") from None
    found = key(place, environment=surroundings, ask=ask)
    if found is None and choice.sends and not place.local:
        raise JudgeError(_no_key(place.origin))
    modern = preset.modern if preset else place.origin == endpoint(PRESETS["openai"].url).origin
    judge = OpenAIJudge(
        place,
        model,
        load(choice.prompts),
        found,
        modern=modern or ".openai.azure.com:" in place.origin,
        stream=choice.stream,
        trust_environment=choice.trust_environment,
    )
    return Made(judge, place)


def _given(name: str, surroundings: Mapping[str, str]) -> str:
    azure = surroundings.get("AZURE_OPENAI_ENDPOINT", "").rstrip("/") if name == "azure" else ""
    if not azure:
        raise JudgeError(
            f"the preset {name!r} has no address of its own; give it, as in --endpoint https://host/v1"
        )
    return azure if azure.endswith("/openai/v1") else f"{azure}/openai/v1"


def _no_key(origin: str) -> str:
    if origin.startswith("https://api.openai.com"):
        return f"no key for {origin}; set OPENAI_API_KEY, or put one into the keyring (service reportlens, user {origin})"
    return (
        f"no key for {origin}; set REPORTLENS_API_KEY together with REPORTLENS_API_ORIGIN={origin}, "
        f"or put one into the keyring (service reportlens, user {origin})"
    )
