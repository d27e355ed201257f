"""Keys of endpoints: from the environment, the keyring or the editor; each for one origin alone.

Never from a file of the workspace, a setting or the command line; never shown, logged or remembered.
"""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, NoReturn

from reportlens.errors import JudgeError
from reportlens.feedback.endpoint import PRESETS, endpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportlens.feedback.endpoint import Endpoint

SERVICE = "reportlens"
"""The name in the keyring; the user name there is the origin."""
ORIGIN = "REPORTLENS_API_ORIGIN"
"""Names the origin that `REPORTLENS_API_KEY` is for."""
AZURE = "AZURE_OPENAI_ENDPOINT"


class Key:
    """A key and the origin it belongs to. Shows itself nowhere."""

    __slots__ = ("_value", "origin")

    def __init__(self, value: str, origin: str) -> None:
        """Bind the key to an origin."""
        if not value.isascii() or not value.isprintable() or " " in value:
            raise JudgeError("the key holds characters that no key has; set it again")
        self._value = value
        self.origin = origin

    def reveal(self, origin: str) -> str:
        """Return the key, to its own origin alone; raises `JudgeError` for another."""
        if origin != self.origin:
            raise JudgeError(f"the key belongs to {self.origin} and is not sent to {origin}")
        return self._value

    def __repr__(self) -> str:
        """Show whose key it is, and not the key."""
        return f"Key(origin={self.origin!r})"

    def __reduce__(self) -> NoReturn:
        """Refuse to be written anywhere."""
        raise TypeError("a key is not written anywhere")


def key(
    place: Endpoint,
    *,
    environment: Mapping[str, str] | None = None,
    ask: Callable[[str], str | None] | None = None,
) -> Key | None:
    """Return the key of an endpoint; nothing if there is none.

    `ask` is called with the origin, and asks the editor's store of secrets.
    """
    if ask is not None:
        given = ask(place.origin)
        if given:
            return Key(given, place.origin)
    found = _from_environment(place, os.environ if environment is None else environment)
    return found or _from_keyring(place)


def _from_environment(place: Endpoint, environment: Mapping[str, str]) -> Key | None:
    owners = {
        PRESETS["openai"].key: PRESETS["openai"].url,
        PRESETS["azure"].key: environment.get(AZURE, ""),
        PRESETS["custom"].key: environment.get(ORIGIN, ""),
    }
    for name, url in owners.items():
        value = environment.get(name, "").strip()
        if value and url and _origin(url) == place.origin:
            return Key(value, place.origin)
    return None


def _origin(url: str) -> str:
    try:
        return endpoint(url).origin
    except JudgeError:
        return ""


def _from_keyring(place: Endpoint) -> Key | None:
    try:
        keyring = importlib.import_module("keyring")
        value = keyring.get_password(SERVICE, place.origin)
    except Exception:  # noqa: BLE001  # a keyring fails in as many ways as there are desktops; none is ours
        return None
    return Key(value, place.origin) if value else None
