"""Makes the pictures of the READMEs from the real editors and the example report, so that they never go stale.

    python tests/editors/pictures.py        writes editors/pictures

Needs what `.ci/editors` brings, and no network. Look at the result before it is committed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from editors.neovim import PLUGIN, neovim  # noqa: E402 - the path comes first
from editors.tools import CACHE, common  # noqa: E402
from editors.workbench import play, workbench  # noqa: E402

PICTURES = ROOT / "editors" / "pictures"
SHRINK = """
import sys
from pathlib import Path
from PIL import Image
source, target = map(Path, sys.argv[1:])
for path in sorted(source.glob("picture-*.png")):
    picture = Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    picture.save(target / path.name.removeprefix("picture-"), optimize=True)
frames = [Image.open(it).convert("RGB").resize((696, 578), Image.LANCZOS) for it in sorted(source.glob("frame-*.png"))]
palette = frames[-1].quantize(96, dither=Image.Dither.NONE)
frames = [it.quantize(palette=palette, dither=Image.Dither.NONE) for it in frames]
frames[0].save(target / "writing.gif", save_all=True, append_images=frames[1:], duration=120, loop=0, optimize=False)
"""

NEOVIM = f"""
vim.opt.runtimepath:append('{PLUGIN}')
vim.o.termguicolors, vim.o.number, vim.o.laststatus, vim.o.wrap, vim.o.linebreak = true, true, 2, true, true
vim.o.statusline = " %f  %{{v:lua.require'reportlens'.statusline()}}%=%l:%c "
vim.diagnostic.config({{ virtual_lines = {{ current_line = true }} }})
vim.o.showmode, vim.o.ruler = false, false
"""


def neovim_picture(file: Path) -> None:
    """Take the picture of Neovim: findings, counters, the status line."""
    with (
        tempfile.TemporaryDirectory() as folder,
        neovim(Path(folder), NEOVIM, tui=True, source=ROOT / "tests" / "example" / "reports") as nvim,
    ):
        assert nvim.terminal
        nvim.diagnostics()
        nvim.terminal.wait_for(lambda screen: "pass" in screen and "boxes" in screen)
        nvim.lua("vim.fn.search('### Question 3'); vim.fn.winrestview({ topline = vim.fn.line('.') - 5 })")
        nvim.terminal.wait_for("are recommended")
        nvim.terminal.shot(file)


def main() -> int:
    """Take the pictures; 1 if a step of the scene failed."""
    folder = Path(tempfile.mkdtemp(dir=common()))
    repository = folder / "plant-robot"
    shutil.copytree(ROOT / "tests" / "example", repository)
    shots = folder / "shots"
    with workbench(
        settings={"editor.fontSize": 13, "explorer.compactFolders": False}, log=shots / "extension.log"
    ) as window:
        results = play("pictures", window, repository, shots=shots)
    for name, step in results.items():
        print("ok    " if step.ok else "FAILED", name, step.detail)
    neovim_picture(shots / "picture-neovim.png")
    PICTURES.mkdir(exist_ok=True)
    subprocess.run([CACHE / "tools" / "bin" / "python", "-c", SHRINK, shots, PICTURES], check=True)
    animation = PICTURES / "writing.gif"
    subprocess.run(["gifsicle", "--batch", "-O3", "--lossy=30", animation], check=True)
    for name in (
        "window.png",
        "writing.gif",
    ):  # what the extension's own page shows has to lie in the extension
        shutil.copy(PICTURES / name, ROOT / "editors" / "vscode" / "media")
    for path in sorted(PICTURES.iterdir()):
        print(f"{path.stat().st_size / 1000:6.0f} kB  {path.name}")
    return 0 if all(it.ok for it in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
