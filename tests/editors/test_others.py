"""What `editors/` offers for Emacs, Helix and Kate shows findings in the real program."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from editors.terminal import terminal
from editors.tools import HELIX, HERE, PATIENCE, ROOT, need, server_script

pytestmark = [pytest.mark.timeout(300)]

SHOTS = os.environ.get("REPORTLENS_SHOTS")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "repository" / "reports" / "README.md"
    shutil.copytree(HERE / "report", path.parent)
    (tmp_path / "repository" / ".git").mkdir()
    return path


def path_with_server() -> str:
    return f"{server_script().parent}:{os.environ['PATH']}"


def test_emacs(report: Path, tmp_path: Path) -> None:
    need("emacs")
    variables = {
        **os.environ,
        "HOME": str(tmp_path),
        "PATH": path_with_server(),
        "REPORTLENS_REPORT": str(report),
        "REPORTLENS_EL": str(ROOT / "editors" / "emacs" / "reportlens.el"),
        "LC_ALL": "C.UTF-8",
    }
    reply = subprocess.run(
        ["emacs", "--batch", "-q", "-l", HERE / "probe.el"],
        env=variables,
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE,
        check=False,
    )
    assert reply.returncode == 0, reply.stderr
    # The words under the finding: right only if columns are, behind letters of several bytes.
    assert re.search(
        r'"!?\[a figure\]\(figures/pipeline\.png\)" .*RL2|"figures/pipeline\.png" .*RL2', reply.stdout
    ), reply.stdout


def test_helix(report: Path, tmp_path: Path) -> None:
    need(HELIX, "tmux")
    settings = tmp_path / "c" / "helix"
    settings.mkdir(parents=True)
    shutil.copy(ROOT / "editors" / "helix" / "languages.toml", settings)
    (settings / "config.toml").write_text('[editor]\nend-of-line-diagnostics = "hint"\n')
    variables = {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "c"),
        "XDG_CACHE_HOME": str(tmp_path / "k"),
        "PATH": path_with_server(),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
    }
    with terminal(
        tmp_path, f"{HELIX.parents[2]}/bin/hx {report} 2>{tmp_path}/err; sleep 300", variables, (160, 40)
    ) as it:
        screen = it.wait_for(lambda screen: screen.count("●") > 1)
        if SHOTS:
            it.shot(Path(SHOTS) / "helix.png")
        marked = [line for line in screen.splitlines() if "●" in line]
        assert any("Put the program" in line for line in marked)
        assert any("a figure" in line and "figures/other.png" in line for line in marked)


def test_kate(report: Path, tmp_path: Path) -> None:
    need("kate", "xvfb-run", "dbus-run-session", "import")
    settings = tmp_path / ".config" / "kate" / "lspclient"
    settings.mkdir(parents=True)
    command = server_script()
    log = tmp_path / "wire"
    log.touch()
    # What goes to the editor is kept, to see that it is what stands on the screen.
    wrapper = tmp_path / "reportlens-server"
    wrapper.write_text(f"#!/bin/sh\n{command} | tee {log}\n")
    wrapper.chmod(0o755)
    offered = json.loads((ROOT / "editors" / "kate" / "settings.json").read_text())
    offered["servers"]["markdown"]["command"] = [
        str(wrapper)
    ]  # Kate asks before it starts what is not on its list
    (settings / "settings.json").write_text(json.dumps(offered))
    (tmp_path / ".config" / "katerc").write_text(
        "[General]\nShow welcome view for new window=false\n[Kate Plugins]\nlspclientplugin=true\ncmakeprojectplugin=false\n"
        f"[lspclient]\nAllowedServerCommandLines={wrapper}\nDiagnosticsMark=true\nServerConfiguration=file://{settings}/settings.json\n"
    )
    (tmp_path / "run").mkdir(mode=0o700)
    variables = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "XDG_CONFIG_HOME": str(tmp_path / ".config"),
        "LC_ALL": "C.UTF-8",
    }
    shown, enough = tmp_path / "kate.png", tmp_path / "enough"
    inner = (
        f"kate -b -n {report} > {tmp_path}/kate.log 2>&1 & K=$!; "
        f"until [ -e {enough} ]; do sleep 0.5; import -window root {tmp_path}/new.png && mv {tmp_path}/new.png {shown}; done; "
        "kill $K; wait $K"
    )
    command = ["xvfb-run", "-a", "-s", "-screen 0 1200x800x24", "dbus-run-session", "--", "bash", "-c", inner]
    with subprocess.Popen(
        command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            end = time.monotonic() + PATIENCE
            # Kate tints a line with a warning: a band as wide as the window, in a colour that is there for nothing else.
            while not shown.exists() or "RL102" not in log.read_text() or _tinted(shown) < 5_000:
                assert time.monotonic() < end, "no line is marked"
                time.sleep(0.3)
        finally:
            enough.touch()
            process.wait(PATIENCE)
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        shutil.copy(shown, Path(SHOTS) / "kate.png")


def _tinted(picture: Path) -> int:
    """Count the pixels in the tint of warnings."""
    tint = "#e5ffe5"
    reply = subprocess.run(
        [
            "convert",
            picture,
            "-fuzz",
            "2%",
            "-fill",
            "black",
            "+opaque",
            tint,
            "-fill",
            "white",
            "-opaque",
            tint,
            "-colorspace",
            "gray",
            "-format",
            "%[fx:w*h*mean]",
            "info:",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(float(reply.stdout))
