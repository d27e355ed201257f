"""An independently written server of the chat completions API (npm package @copilotkit/aimock), started by tests.

`python tests/fakes/aimock.py` installs it into the project's `.cache` (which is not kept in the repository);
`REPORTLENS_AIMOCK` names another folder that holds its `node_modules`.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "@copilotkit/aimock@1.43.0"
FOLDER = Path(os.environ.get("REPORTLENS_AIMOCK") or Path(__file__).parents[2] / ".cache" / "aimock")
PROGRAM = FOLDER / "node_modules" / "@copilotkit" / "aimock" / "dist" / "cli.js"


def missing() -> str:
    """Say why the server cannot be started; nothing if it can."""
    if shutil.which("node") is None:
        return "node is not installed"
    return "" if PROGRAM.is_file() else f"{PACKAGE} is not installed (python tests/fakes/aimock.py)"


def install() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is not installed")
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), PACKAGE], check=True)


@contextmanager
def running(fixtures: list[dict[str, Any]], folder: Path) -> Iterator[str]:
    """Start the server with fixtures; give its address, which ends in /v1."""
    file = folder / "fixtures.json"
    file.write_text(json.dumps({"fixtures": fixtures}))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["node", str(PROGRAM), "-p", str(port), "-f", str(file), "--strict", "--log-level", "warn"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).close()
        except urllib.error.HTTPError as answered:
            answered.close()
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")


if __name__ == "__main__":
    install()
