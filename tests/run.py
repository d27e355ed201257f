"""Set up what the tests need, and run them all: format, lint, types, then every test.

    python3 tests/run.py                everything
    python3 tests/run.py -k official    only the tests whose name says so (arguments go to pytest)
    python3 tests/run.py --set-up-only  what needs a network; what runs after it needs none

Needs Python 3.11 or newer with venv and pip, and nothing else. Tests that need a real editor, a browser or the
real reports are skipped with a reason where those are absent (`.ci/run` sees to it that they are there).
"""

import os
import signal
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".venv"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def main(arguments: list[str]) -> int:
    """Return the exit code of the first step that fails, or 0."""
    if sys.version_info < (3, 11):
        print("reportlens needs Python 3.11 or newer; this is", sys.version.split()[0])
        return 2
    # A shell that starts this in the background has interrupts ignored, and what the tests start would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if code := set_up():
        return code
    return 0 if arguments == ["--set-up-only"] else run(arguments)


def set_up() -> int:
    """Make the environment and install into it, unless it is as it has to be; return an exit code."""
    if not PYTHON.exists():
        print(f"setting up {HOME.name} ...", flush=True)
        venv.create(HOME, with_pip=True)
    stamp = HOME / "installed"
    wanted = (ROOT / "pyproject.toml").read_bytes()
    if not stamp.exists() or stamp.read_bytes() != wanted:
        print("installing what the tests need ...", flush=True)
        install = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", f"{ROOT}[dev]"]
        if code := subprocess.run(install, check=False).returncode:
            return code
        stamp.write_bytes(wanted)
    return 0


def run(arguments: list[str]) -> int:
    """Take the steps one after the other; return the exit code of the first that fails, or 0."""
    steps = (
        []
        if arguments
        else [["ruff", "format", "--check", "-q", "."], ["ruff", "check", "-q", "."], ["mypy"]]
    )
    steps.append(["pytest", *(arguments or ["-n", "auto", "--dist", "worksteal", "-q"])])
    for step in steps:
        print("$", *step, flush=True)
        if code := subprocess.run([PYTHON, "-m", *step], cwd=ROOT, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
