"""Where a request may go: to https anywhere public or private, to http only on this machine.

Addresses that hand out secrets of a machine (link-local, metadata services) are refused before anything is sent.
"""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from reportlens.errors import JudgeError

_METADATA = frozenset(
    {"metadata", "metadata.google.internal", "metadata.goog", "instance-data", "metadata.azure.com"}
)
_FORBIDDEN = tuple(
    ipaddress.ip_network(it) for it in ("100.100.100.200/32", "192.0.0.192/32", "fd00:ec2::/32", "0.0.0.0/8")
)
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?", re.IGNORECASE)
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.IGNORECASE)
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?")
LONGEST = 500
_PORTS = {"https": 443, "http": 80}


class Endpoint(NamedTuple):
    """An address of a model that may be used."""

    url: str
    """Without a slash at the end."""
    origin: str
    """Scheme, host and port: what a key is bound to."""
    local: bool
    """Whether it is on this machine."""


class Preset(NamedTuple):
    """A kind of server that is known by name."""

    url: str
    """Empty if the user has to give it."""
    key: str
    """The environment variable of its key; empty if it needs none."""
    modern: bool
    """Whether it takes the newest parameters."""


PRESETS = {
    "openai": Preset("https://api.openai.com/v1", "OPENAI_API_KEY", modern=True),
    "azure": Preset("", "AZURE_OPENAI_API_KEY", modern=True),
    "ollama": Preset("http://localhost:11434/v1", "", modern=False),
    "llama.cpp": Preset("http://localhost:8080/v1", "", modern=False),
    "vllm": Preset("http://localhost:8000/v1", "", modern=False),
    "lm-studio": Preset("http://localhost:1234/v1", "", modern=False),
    "custom": Preset("", "REPORTLENS_API_KEY", modern=False),
}


def endpoint(url: str) -> Endpoint:
    """Return the endpoint of an address; raises `JudgeError` for one that may not be used."""
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or "\\" in url or " " in url:
        raise JudgeError("the endpoint is not a plain address; give one such as https://host/v1")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise JudgeError("the endpoint is not an address; give one such as https://host/v1") from None
    if parts.scheme not in _PORTS:
        raise JudgeError("the endpoint does not begin with https:// (or http:// on this machine)")
    if "@" in parts.netloc:
        raise JudgeError(
            "the endpoint holds a user name or password; keys go into the environment or the keyring"
        )
    if parts.query or parts.fragment or not _PATH.fullmatch(parts.path) or "/.." in parts.path:
        raise JudgeError("the endpoint holds more than a host and a path")
    local = _local(host)
    if parts.scheme == "http" and not local:
        raise JudgeError(f"{host} is not this machine, and http is not private; use https")
    shown = f"[{host}]" if ":" in host else host
    origin = f"{parts.scheme}://{shown}:{port or _PORTS[parts.scheme]}"
    return Endpoint(
        f"{parts.scheme}://{shown}{f':{port}' if port else ''}{parts.path.rstrip('/')}", origin, local
    )


def forbidden(address: str) -> bool:
    """Tell whether nothing may be sent to an IP address."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_link_local or ip.is_multicast or ip.is_unspecified or any(ip in it for it in _FORBIDDEN)


def _local(host: str) -> bool:
    """Tell whether a host is this machine; raises `JudgeError` for one that may not be used at all."""
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        if not _HOST.fullmatch(host) or _NUMERIC.fullmatch(host):
            raise JudgeError("the endpoint's host is not a name or an address in plain form") from None
        if host.lower() in _METADATA:
            raise JudgeError("the endpoint is a metadata service, which is no model") from None
        return host.lower() == "localhost"
    if forbidden(host):
        raise JudgeError(
            "the endpoint is an address that no model may be asked at (link-local, metadata, any)"
        )
    return bool((getattr(ip, "ipv4_mapped", None) or ip).is_loopback)
