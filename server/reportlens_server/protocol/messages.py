"""What a decoded frame is: a request, a notification, a reply, or none of them."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from cattrs import Converter, transform_error
from lsprotocol import converters

MsgId = int | str


class Request(NamedTuple):
    """Wants an answer."""

    id: MsgId
    method: str
    raw: dict[str, Any]


class Notification(NamedTuple):
    """Wants none."""

    method: str
    raw: dict[str, Any]


class Reply(NamedTuple):
    """Answers a request of the server."""

    id: MsgId
    raw: dict[str, Any]


class Invalid(NamedTuple):
    """Follows no rule of JSON-RPC; `id` is that of the request it may have been."""

    id: MsgId | None
    why: str


def classify(data: object) -> Request | Notification | Reply | Invalid:
    """Tell what a decoded body is."""
    if not isinstance(data, dict):
        return Invalid(None, "not an object")
    number, method = data.get("id"), data.get("method")
    if isinstance(number, bool) or not isinstance(number, int | str | None):
        return Invalid(None, "an id that is neither number nor text")
    if data.get("jsonrpc") != "2.0":
        return Invalid(number, "not JSON-RPC 2.0")
    if isinstance(method, str):
        return _call(method, data)
    if method is None and number is not None and ("result" in data or "error" in data):
        return Reply(number, data)
    return Invalid(number, "neither request nor reply")


def _call(method: str, data: dict[str, Any]) -> Request | Notification | Invalid:
    if "id" not in data:
        return Notification(method, data)
    number = data["id"]
    return Invalid(None, "a request without an id") if number is None else Request(number, method, data)


class NotUnderstoodError(Exception):
    """Params that do not fit the method; the text names the places, never the values."""


def decoded(converter: Converter, raw: dict[str, Any], kind: type | None) -> Any:
    """Return the params as the method's own type, or as they are if the protocol knows no such method.

    Raise `NotUnderstoodError` where they do not fit.
    """
    if kind is None:
        return raw.get("params")
    try:
        return converter.structure(raw, kind).params
    except Exception:  # noqa: BLE001  # whatever the value made the converter raise
        raise NotUnderstoodError(_places(raw, kind)) from None


def quick_converter() -> Converter:
    """Return a converter that does not keep account of where it is: `initialize` is decoded in half the time."""
    return converters.get_converter(Converter(detailed_validation=False))


_careful_converter = cache(converters.get_converter)


def _places(raw: dict[str, Any], kind: type) -> str:
    """Decode once more, with care, and tell which places do not fit."""

    def describe(fault: BaseException, _: type | None) -> str:
        return "missing" if isinstance(fault, KeyError) else "unexpected"

    try:
        _careful_converter().structure(raw, kind)
    except Exception as error:  # noqa: BLE001  # as above
        found = transform_error(error, format_exception=describe)
    else:
        found = []
    return "; ".join(it.replace("$.", "") for it in found[:3]) or "unexpected shape"
