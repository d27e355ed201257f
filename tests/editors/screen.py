"""The screen of a terminal as a picture: its cells and colours become a page, the browser draws it."""

from __future__ import annotations

import html
import re
import subprocess
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CELL = (9, 19)
"""Pixels of one cell: width, height."""
FOREGROUND, BACKGROUND = "#e0e2ea", "#14161b"
COLOURS = (
    *("#14161b", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#dcdfe4"),
    *("#5c6370", "#ff8b92", "#b5e08f", "#ffdb8f", "#89c8ff", "#de95f0", "#7bd5e0", "#ffffff"),
)
FLAGS = {
    1: "font-weight:bold",
    2: "opacity:.7",
    3: "font-style:italic",
    4: "text-decoration:underline",
    9: "text-decoration:line-through",
}
STYLE = (
    f"body{{margin:0;background:{BACKGROUND};color:{FOREGROUND}}}"
    f"pre{{margin:8px;font:14.95px/{CELL[1]}px 'DejaVu Sans Mono',monospace}}"
    f"span{{display:inline-block;height:{CELL[1]}px;vertical-align:top;white-space:pre}}"
)


def draw(screen: str, file: Path) -> None:
    """Write what `tmux capture-pane -e` told as a PNG."""
    lines = screen.rstrip("\n").split("\n")
    columns = max(sum(width for _, width in _cells(re.sub(r"\x1b\[[\d;:]*m", "", it))) for it in lines)
    size = f"{columns * CELL[0] + 16},{len(lines) * CELL[1] + 16}"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "screen.html"
        page.write_text(f"<meta charset=utf-8><style>{STYLE}</style><pre>{_markup(screen)}</pre>")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        subprocess.run(
            [*command, f"--user-data-dir={folder}/p", f"--window-size={size}", f"--screenshot={file}", page],
            check=True,
            capture_output=True,
            timeout=120,
        )


def _markup(screen: str) -> str:
    style: dict[str, str] = {}
    out = []
    for piece in re.split(r"(\x1b\[[\d;:]*m)", screen.rstrip("\n")):
        if piece.startswith("\x1b["):
            style = _changed(style, piece[2:-1])
        elif piece:
            css = ";".join(_css(style))
            for words, width in _runs(piece):
                box = f"width:{width * CELL[0]}px;{css}"
                out.append("\n" if words == "\n" else f'<span style="{box}">{html.escape(words)}</span>')
    return "".join(out)


def _cells(text: str) -> Iterator[tuple[str, int]]:
    for sign in text:
        yield (
            sign,
            0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1,
        )


def _runs(text: str) -> Iterator[tuple[str, int]]:
    """Cut a text into line ends, single wide signs, and runs of plain ones."""
    for run in re.findall(r"\n|[ -~]+|[^\n -~]", text):
        yield run, sum(width for _, width in _cells(run))


def _changed(style: dict[str, str], codes: str) -> dict[str, str]:
    """Return the style after one sequence of codes."""
    style = dict(style)
    # A colon binds a value to its code: `4:3` is a kind of underline.
    numbers = iter([int(it.partition(":")[0] or 0) for it in codes.split(";")])
    for code in numbers:
        if code == 0:
            style = {}
        elif code in FLAGS:
            style[f"flag {code}"] = FLAGS[code]
        elif code == 7:
            style["turned"] = "yes"
        elif 22 <= code <= 29:
            gone = {22: ("flag 1", "flag 2"), 27: ("turned",)}.get(code, (f"flag {code - 20}",))
            style = {key: it for key, it in style.items() if key not in gone}
        elif code in {38, 48, 58}:
            style[str(code)] = _colour(numbers)
        elif code in {39, 49, 59}:
            style.pop(str(code - 1), None)
        elif code // 10 in {3, 4, 9, 10}:
            style["38" if code // 10 in {3, 9} else "48"] = COLOURS[code % 10 + (8 if code >= 90 else 0)]
    return style


def _colour(numbers: Iterator[int]) -> str:
    if next(numbers) == 2:
        return f"rgb({next(numbers)},{next(numbers)},{next(numbers)})"
    number = next(numbers)
    if number < 16:
        return COLOURS[number]
    if number >= 232:
        grey = (number - 232) * 10 + 8
        return f"rgb({grey},{grey},{grey})"
    steps = (0, 95, 135, 175, 215, 255)
    return "rgb({},{},{})".format(
        *(steps[(number - 16) // 36], steps[(number - 16) // 6 % 6], steps[(number - 16) % 6])
    )


def _css(style: dict[str, str]) -> Iterator[str]:
    front, back = style.get("38", FOREGROUND), style.get("48", "")
    if "turned" in style:
        front, back = back or BACKGROUND, front
    yield f"color:{front}"
    if back:
        yield f"background:{back}"
    if "58" in style:
        yield f"text-decoration-color:{style['58']}"
    yield from (it for key, it in style.items() if key.startswith("flag"))
