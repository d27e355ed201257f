"""The project's configuration: `reportlens.toml`, or `[tool.reportlens]` in `pyproject.toml`.

The command line and the server read it with these same functions. A mistake is an error that names the place and
the nearest thing that is right.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlens.errors import ConfigurationError
from reportlens.settings import DEFAULTS, SEVERITIES, Settings, choices, options
from reportlens.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reportlens.report.limits import Limits

    NoRule = Callable[[str, bool], str | None]

NAMES = ("reportlens.toml", "pyproject.toml")


class Found(Value):
    """A configuration file."""

    path: Path
    table: Mapping[str, Any]
    text: str


def _any_rule(_word: str, _single: bool) -> str | None:  # noqa: FBT001
    """Hold every word for a rule: who knows the rules says better."""
    return None


def find(start: Path) -> Found | None:
    """Look for the configuration from a folder upwards, to the top of the repository at the most.

    Raises `ConfigurationError` for a file that is not TOML.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        for name in NAMES:
            path = folder / name
            if path.is_file() and (found := load(path)):
                return found
        if (folder / ".git").exists():
            break
    return None


def load(path: Path) -> Found | None:
    """Load one file; `None` if it does not speak of reportlens. Raises `ConfigurationError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read ({error})", None, path, "cannot be read") from error
    if path.name == "pyproject.toml" and "reportlens" not in text:
        return None
    import tomllib  # noqa: PLC0415 - only projects with a configuration pay for it

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ConfigurationError(
            f"{path}: {error}", int(line[1]) - 1 if line else None, path, str(error)
        ) from error
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("reportlens")
    return Found(path=path, table=table, text=text) if table is not None else None


def settings_of(found: Found | None, base: Settings = DEFAULTS, no_rule: NoRule = _any_rule) -> Settings:
    """Return the settings of a configuration file. Raises `ConfigurationError`."""
    if found is None:
        return base
    try:
        return base.replaced(**read(found.table, ("project",), no_rule))
    except ConfigurationError as error:
        key = re.match(r"[\w-]+", str(error))
        line = _line_of(found.text, key[0]) if key else None
        where = f"{found.path}:{line + 1}" if line is not None else str(found.path)
        raise ConfigurationError(f"{where}: {error}", line, found.path, str(error)) from error


def read(table: Mapping[str, Any], scopes: Iterable[str], no_rule: NoRule = _any_rule) -> dict[str, object]:
    """Check the values of a table and return them by field name.

    Keys may be written `fail-on`, `fail_on` or `failOn`.
    `no_rule` says what is wrong with the name of a rule.
    Raises `ConfigurationError` for an unknown key, a wrong value or a key that this place may not set.
    """
    known = {it.name: it for it in options()}
    allowed = tuple(scopes)
    values: dict[str, object] = {}
    for key, value in table.items():
        name = re.sub(r"(?<=[a-z])([A-Z])", r"_\1", key).replace("-", "_").lower()
        if name not in known:
            raise ConfigurationError(f"{key}: no such setting{_nearest(name, known)}")
        scope = known[name].scope
        if scope not in allowed:
            raise ConfigurationError(f"{key}: this can be set in the {scope}'s own settings only, not here")
        values[name] = found = _value(key, name, value)
        for rule in found if name in ("select", "ignore", "severity") else ():
            if wrong := no_rule(rule, name == "severity"):
                raise ConfigurationError(f"{key}: {wrong}")
    return values


def _value(key: str, name: str, value: object) -> Any:  # noqa: ANN401 - whatever the setting is
    default = getattr(DEFAULTS, name)
    words = choices(name)
    if words and value not in words:
        raise ConfigurationError(f"{key}: {value!r} is none of {', '.join(words)}")
    if name == "severity":
        return _severities(key, value)
    if name == "limits":
        return _limits(key, value)
    if isinstance(default, tuple):
        if isinstance(value, str):
            value = [it.strip() for it in value.split(",") if it.strip()]
        if not isinstance(value, (list, tuple)) or not all(isinstance(it, str) for it in value):
            raise ConfigurationError(f"{key}: a list of words is wanted, not {value!r}")
        return tuple(value)
    if isinstance(default, bool) != isinstance(value, bool) or not isinstance(
        value, (type(default), int) if isinstance(default, float) else type(default)
    ):
        raise ConfigurationError(f"{key}: {_kind(default)} is wanted, not {value!r}")
    return edition(key, str(value)) if name == "edition" else value


def _severities(key: str, value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise ConfigurationError(f"{key}: a table of rules and severities is wanted, not {value!r}")
    for rule, word in value.items():
        if word not in SEVERITIES:
            raise ConfigurationError(f"{key}.{rule}: {word!r} is none of {', '.join(SEVERITIES)}")
    return value


def edition(key: str, value: str) -> str:
    """Return the name of an edition, or nothing for none. Raises `ConfigurationError` for a name that is unknown."""
    from reportlens.report.edition import edition_named, facts  # noqa: PLC0415 - few configurations name one

    if value and edition_named(value) is None:
        raise ConfigurationError(f"{key}: {value!r} is none of {', '.join(it.id for it in facts().editions)}")
    return value


def _limits(key: str, value: object) -> Mapping[str, Mapping[str, tuple[int, int]]]:
    if not isinstance(value, dict):
        raise ConfigurationError(f"{key}: a table by question number is wanted, not {value!r}")
    for number, limits in value.items():
        good = str(number).isdigit() and isinstance(limits, dict)
        for what, pair in limits.items() if good else ():
            numbers = (
                isinstance(pair, (list, tuple)) and len(pair) == 2 and all(isinstance(it, int) for it in pair)
            )
            good = good and what in ("words", "images") and numbers and 0 <= pair[0] <= pair[1]
        if not good:
            raise ConfigurationError(
                f"{key}.{number}: `words = [100, 200]` or `images = [1, 3]` is wanted, not {limits!r}"
            )
    return value


def limits_from(settings: Settings) -> dict[int, Limits]:
    """Return the limits that the settings set, by question number."""
    from reportlens.report.limits import Limits  # noqa: PLC0415 - the settings themselves need no report

    return {
        int(number): Limits(_pair(row.get("words")), _pair(row.get("images")), "settings")
        for number, row in settings.limits.items()
    }


def _pair(pair: tuple[int, int] | None) -> tuple[int, int] | None:
    return (pair[0], pair[1]) if pair else None


def _kind(default: object) -> str:
    return {bool: "true or false", int: "a whole number", float: "a number", str: "a word"}[type(default)]


def _nearest(name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - rarely needed, and slow to import

    near = get_close_matches(name, known, 1)
    return (
        f"; did you mean {near[0].replace('_', '-')!r}?"
        if near
        else f"; there are {', '.join(it.replace('_', '-') for it in known)}"
    )


def _line_of(text: str, key: str) -> int | None:
    match = re.search(rf"^[ \t]*(?:\[[\w.\-]*)?[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) if match else None
