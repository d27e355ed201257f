"""What went wrong with an endpoint, in one sentence that says what to do.

Never in the server's own words: they may hold parts of a key, or speak to the reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reportlens.feedback import wire

if TYPE_CHECKING:
    from reportlens.feedback.endpoint import Endpoint

_CODE = re.compile(r"[a-z][a-z0-9_]{2,40}")


def retry_after(error: Any) -> float | None:  # noqa: ANN401
    """Return how many seconds the server asks to wait; nothing if it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        seconds = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds < 1e6 else None  # no pause is that long


def sentence(error: Any, status: int, place: Endpoint, model: str, *, given: bool) -> str:  # noqa: ANN401
    """Say what happened and what to do; without the server's own words, which may hold parts of a key."""
    code = str(getattr(error, "code", None) or getattr(error, "type", None) or "")
    known = f" ({code})" if _CODE.fullmatch(code) else ""
    if status:
        return _by_status(status, place, model, known, given=given)
    cause = error
    seen = 0
    while cause is not None and seen < 10:  # a chain of causes is short
        if isinstance(cause, wire.TooLargeError):
            return f"the response is larger than {wire.LARGEST // 1_000_000} MB or packed; is this the right address?"
        if isinstance(cause, wire.ElsewhereError):
            return f"the client was led away from {place.origin}; nothing was sent there"
        if "certificate" in str(cause).casefold() or type(cause).__name__.startswith("SSL"):
            return f"no private connection to {place.origin} (certificate); check the address and this machine's certificates"
        cause = cause.__cause__ or cause.__context__
        seen += 1
    if "Timeout" in type(error).__name__:
        return f"no answer from {place.origin} in time; try again, or a smaller or nearer model"
    start = "; is the server started?" if place.local else "; check the network and the address"
    return f"no connection to {place.origin}, or it broke off{start}"


_BY_STATUS = {
    403: "{origin} does not allow this (403){known}; check the key's rights and the model",
    404: "{origin} knows no model {model!r} or no such path (404){known}; check both",
    413: "the request is too large for {origin} (413){known}",
    429: "{origin} takes no more requests now (429){known}; wait, or check your quota",
}


def _by_status(status: int, place: Endpoint, model: str, known: str, *, given: bool) -> str:
    if status == 401:
        missing = "the key was not accepted" if given else "a key is needed and none was found"
        return f"{missing} by {place.origin} (401){known}; set it in the environment or the keyring"
    if status in _BY_STATUS:
        return _BY_STATUS[status].format(origin=place.origin, model=model, known=known)
    if 300 <= status < 400:
        return f"{place.origin} points elsewhere ({status}), which is not followed; give the final address"
    if status >= 500:
        return f"{place.origin} failed ({status}){known}; try again later"
    return f"{place.origin} did not take the request ({status}){known}; check model and server"
