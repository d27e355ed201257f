"""Terminal programs in tmux: real keys in, the real screen out."""

from __future__ import annotations

import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from editors.screen import draw
from editors.tools import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Terminal:
    """One program on one screen."""

    def __init__(self, socket: Path) -> None:
        self._tmux = ["tmux", "-S", str(socket), "-f", "/dev/null"]

    def tmux(self, *words: str) -> str:
        return subprocess.run([*self._tmux, *words], capture_output=True, text=True, check=True).stdout

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p")

    def shot(self, file: Path) -> None:
        """Write the screen as a picture."""
        draw(self.tmux("capture-pane", "-p", "-e"), file)

    def keys(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def wait_for(self, condition: Callable[[str], object] | str, timeout: float = PATIENCE) -> str:
        """Wait until the screen holds a text or meets a condition; return it."""
        met = (lambda screen: condition in screen) if isinstance(condition, str) else condition
        end = time.monotonic() + timeout
        while not met(screen := self.screen()):
            assert time.monotonic() < end, f"not on the screen: {condition}\n{screen}"
            time.sleep(0.1)
        return screen


@contextmanager
def terminal(
    folder: Path, command: str, variables: dict[str, str], size: tuple[int, int] = (120, 36)
) -> Iterator[Terminal]:
    """Run a command in a terminal of its own; it ends with the block."""
    it = Terminal(folder / "tmux")
    given = [f"{key}={value}" for key, value in variables.items()]
    it.tmux(
        "new-session",
        "-d",
        "-x",
        str(size[0]),
        "-y",
        str(size[1]),
        "-c",
        str(folder),
        "env",
        *given,
        "sh",
        "-c",
        command,
    )
    try:
        yield it
    finally:
        it.tmux("kill-server")
