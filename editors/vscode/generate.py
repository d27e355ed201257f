"""Writes the settings of the extension's package.json from those of the server, so that they never differ.

    python generate.py           rewrite package.json
    python generate.py --check   only say whether it is up to date

Names are the server's in camel case. What only a user may set is kept out of every workspace: `application` here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "src")]

from reportlens.settings import DEFAULTS, SEVERITIES, choices, options  # noqa: E402 - the path comes first

FILE = HERE / "package.json"
COMMAND_LINE_ONLY = ("fail_on", "reports")
SCOPES = {"project": "resource", "editor": "resource", "user": "application"}
# What only the extension reads.
OWN = {
    "interpreter": {
        "type": "string",
        "default": "",
        "scope": "machine-overridable",
        "markdownDescription": "The Python (3.11 or newer) that runs the server. If empty: the one that the Python extension "
        "has selected, else the first that fits on the `PATH`.",
    },
}
RESTRICTED = ("interpreter",)


def camel(name: str) -> str:
    """Return `max_cost` as `maxCost`."""
    head, *tail = name.split("_")
    return head + "".join(it.capitalize() for it in tail)


def properties() -> dict[str, dict[str, Any]]:
    """Return the schema of every setting, in the server's order."""
    found: dict[str, dict[str, Any]] = {}
    for option in options():
        if option.name in COMMAND_LINE_ONLY:
            continue
        default = getattr(DEFAULTS, option.name)
        schema = _schema(option.name, default)
        found[option.name] = {
            **schema,
            "default": list(default) if isinstance(default, tuple) else default,
            "scope": SCOPES[option.scope],
            "markdownDescription": option.text,
        }
    return {f"reportlens.{camel(name)}": it for name, it in {**OWN, **found}.items()}


def restricted() -> list[str]:
    """Return the settings that an untrusted folder must not set."""
    users = [it.name for it in options("user")]
    return [f"reportlens.{camel(it)}" for it in (*RESTRICTED, *users)]


def _schema(name: str, default: object) -> dict[str, Any]:
    if name == "severity":
        return {"type": "object", "additionalProperties": {"type": "string", "enum": list(SEVERITIES)}}
    if words := choices(name):
        return {"type": "string", "enum": list(words)}
    if isinstance(default, tuple):
        return {"type": "array", "items": {"type": "string"}}
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string"}
    return {
        "type": kinds.get(type(default), "object"),
        **({"minimum": 0} if type(default) in {int, float} else {}),
    }


def generated(text: str) -> str:
    """Return the package.json with the settings as they are to be."""
    package = json.loads(text)
    package["contributes"]["configuration"] = {"title": "Reportlens", "properties": properties()}
    package["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"] = restricted()
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Do what the command line says."""
    before = FILE.read_text(encoding="utf-8")
    after = generated(before)
    if "--check" in sys.argv[1:]:
        return int(before != after)
    FILE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
