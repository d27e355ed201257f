"""A real Neovim, asked and driven over its own socket while it shows its screen in a terminal, or none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editors.terminal import Terminal, terminal
from editors.tools import HERE, NVIM, PATIENCE, ROOT, server_script

if TYPE_CHECKING:
    from collections.abc import Iterator

PLUGIN = ROOT / "editors" / "neovim"


class Neovim:
    """One running Neovim."""

    def __init__(self, program: Path, socket: Path, report: Path) -> None:
        self._program, self._socket, self.report = program, socket, report
        self.terminal: Terminal | None = None

    def lua(self, code: str) -> Any:
        """Run Lua inside and return its value."""
        wrapped = f"vim.json.encode((function() {code} end)() or vim.NIL)"
        expression = (
            f"luaeval({json.dumps(wrapped)})"
            if "\\" not in wrapped
            else f"luaeval('{wrapped.replace(chr(39), chr(39) * 2)}')"
        )
        command = [
            self._program,
            "--clean",
            "--headless",
            "--server",
            self._socket,
            "--remote-expr",
            expression,
        ]
        reply = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
        text = reply.stdout or reply.stderr
        assert reply.returncode == 0, text
        assert not text.startswith("E"), text
        return json.loads(text)

    def until(self, code: str, timeout: float = PATIENCE) -> Any:
        """Run Lua inside until its value is true."""
        end = time.monotonic() + timeout
        while not (value := self.lua(code)):
            assert time.monotonic() < end, f"not true in time: {code}\n" + str(
                self.lua("return vim.fn.execute('messages')")
            )
            time.sleep(0.1)
        return value

    def diagnostics(self, about: str = "") -> list[dict[str, Any]]:
        """Wait for findings, one of them with these words: what needs a look at the disk comes a moment later."""
        return self.until(
            "local d = vim.diagnostic.get(0);"
            f" local hit = vim.iter(d):any(function(it) return it.message:find({about!r}, 1, true) ~= nil end);"
            " return hit and vim.tbl_map(function(it) return "
            "{lnum=it.lnum, col=it.col, end_col=it.end_col, code=it.code, message=it.message, source=it.source} end, d)"
        )

    def lines(self) -> list[str]:
        return list(self.lua("return vim.api.nvim_buf_get_lines(0, 0, -1, false)"))


@contextmanager
def neovim(
    folder: Path,
    init: str,
    *,
    program: Path = NVIM,
    tui: bool = False,
    text: str | None = None,
    source: Path = HERE / "report",
) -> Iterator[Neovim]:
    """Open a copy of a report, which is for tests if none is named, in a Neovim with this init.lua."""
    home = folder / "home"
    report = folder / "repository" / "reports" / "README.md"
    shutil.copytree(source, report.parent)
    (report.parent.parent / ".git").mkdir()
    if text is not None:
        report.write_text(text)
    home.mkdir()
    (home / "init.lua").write_text(init)
    socket = folder / "nvim"
    variables = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": f"{home}/c",
        "XDG_DATA_HOME": f"{home}/d",
        "XDG_STATE_HOME": f"{home}/s",
        "XDG_CACHE_HOME": f"{home}/k",
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "PATH": f"{server_script().parent}:{os.environ['PATH']}",
    }
    words = [str(program), "--clean", "-n", "-u", f"{home}/init.lua", "--listen", str(socket)]
    it = Neovim(program, socket, report)
    if tui:
        with terminal(folder, " ".join([*words, str(report)]) + f" 2>{folder}/err", variables) as it.terminal:
            _listening(socket)
            yield it
        return
    # A pipe as stdin would be read as a script.
    with subprocess.Popen(
        [*words, "--headless", str(report)],
        env={**os.environ, **variables},
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _listening(socket)
            yield it
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _listening(socket: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not socket.exists():
        assert time.monotonic() < end, "Neovim does not start"
        time.sleep(0.02)
