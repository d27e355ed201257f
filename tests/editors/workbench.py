"""The workbench of VS Code with the packaged extension, driven through a browser by the scenes in `vscode/`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from editors.tools import (
    CACHE,
    CODE,
    HERE,
    NODE,
    bare_python,
    common,
    free_port,
    lacking,
    need_workbench,
    once,
    vsix,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = {
    "telemetry.telemetryLevel": "off",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "remote.autoForwardPorts": False,
    "extensions.autoUpdate": False,
    "extensions.autoCheckUpdates": False,
    "update.mode": "none",
    "extensions.ignoreRecommendations": True,
    "files.autoSave": "off",
    "chat.disableAIFeatures": True,
    "chat.commandCenter.enabled": False,
    "git.openRepositoryInParentFolders": "never",
    "git.enabled": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "window.commandCenter": False,
    "workbench.reduceMotion": "on",
    "editor.cursorBlinking": "solid",
    "editor.minimap.enabled": False,
    "editor.wordWrap": "on",
    "editor.lightbulb.enabled": "on",
    "security.workspace.trust.untrustedFiles": "open",
}


MACHINE = ("reportlens.interpreter",)


class Window(NamedTuple):
    """A workbench that is served: where, and what a scene has to know about it."""

    url: str
    variables: dict[str, str]
    """For the scene's environment: a mark that only its processes bear, where the fake model writes."""
    machine: Path
    """The file of the settings that belong to the machine."""


class Step(NamedTuple):
    """What came of one step."""

    ok: bool
    detail: str
    lacks: str = ""
    """What the server would have to answer for it."""


def steps_of(scene: str) -> list[str]:
    """Read the names of the steps from the text of a scene."""
    text = (HERE / "vscode" / f"{scene}.mjs").read_text()
    return re.findall(r'^\s*await step\("([^"]+)"', text, re.MULTILINE)


def _extensions(*, model: bool) -> Path:
    """Install the packaged extension once, with or without a model beside it."""
    need_workbench()
    package = vsix()

    def make() -> str:
        folder = common() / ("extensions-with-model" if model else "extensions")
        folder.mkdir()
        command = [
            *(NODE / "node", CODE, "--config", _config(folder)),
            *("--user-data-dir", folder / "user", "--extensions-dir", folder, "--install-extension"),
        ]
        for it in (package, *([_pack(HERE / "fake_model")] if model else [])):
            subprocess.run([*command, it], check=True, capture_output=True)
        return str(folder)

    return Path(once(f"extensions-{model}", make))


def _pack(source: Path) -> Path:
    folder = common() / source.name
    shutil.copytree(source, folder / "it")
    tool = CACHE / "extension" / "node_modules" / "@vscode" / "vsce" / "vsce"
    command = [
        NODE / "node",
        tool,
        "package",
        "--no-dependencies",
        "--skip-license",
        "--allow-missing-repository",
    ]
    subprocess.run([*command, "-o", folder / "it.vsix"], cwd=folder / "it", check=True, capture_output=True)
    return folder / "it.vsix"


def _config(folder: Path) -> Path:
    file = folder / "config.yaml"
    file.touch()
    return file


@contextmanager
def workbench(
    *,
    settings: dict[str, Any],
    trusted: bool = True,
    model: bool = False,
    path: str | None = None,
    log: Path | None = None,
    variables: dict[str, str] | None = None,
) -> Iterator[Window]:
    """Serve a fresh profile on loopback and give its address; the server's processes end with it."""
    extensions = _extensions(model=model)
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="reportlens-code-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        user = folder / "user" / "User"
        user.mkdir(parents=True)
        machine = (
            folder / "user" / "Machine"
        )  # where a workbench that is served looks for what belongs to its machine
        machine.mkdir()
        (machine / "settings.json").write_text(
            json.dumps({key: it for key, it in settings.items() if key in MACHINE})
        )
        (user / "settings.json").write_text(json.dumps({**SETTINGS, **settings}))
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("REPORTLENS")},
            "REPORTLENS_MARK": str(folder),
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "c"),
            "XDG_DATA_HOME": str(folder / "d"),
            "XDG_CACHE_HOME": str(folder / "k"),
            "VSCODE_CLI": "1",  # or the login shell would set PATH anew
            "REPORTLENS_FAKE_MODEL": str(folder / "model.txt"),
            "PATH": path if path is not None else f"{bare_python().parent}:/usr/bin:/bin",
            **(variables or {}),
        }
        command = [
            NODE / "node",
            CODE,
            "--config",
            _config(folder),
            "--user-data-dir",
            folder / "user",
            "--extensions-dir",
            extensions,
            "--auth",
            "none",
            "--bind-addr",
            f"127.0.0.1:{port}",
            "--disable-telemetry",
            "--disable-update-check",
            "--disable-getting-started-override",
            *([] if not trusted else ["--disable-workspace-trust"]),
        ]
        with (
            (folder / "log.txt").open("w") as out,
            subprocess.Popen(command, env=environment, stdout=out, stderr=out) as process,
        ):
            try:
                _wait(f"http://127.0.0.1:{port}/healthz", process)
                variables = {
                    "REPORTLENS_MARK": str(folder),
                    "REPORTLENS_ASKED": str(folder / "model.txt.asked"),
                }
                yield Window(f"http://127.0.0.1:{port}", variables, machine / "settings.json")
            finally:
                process.terminate()
                process.wait(60)
                for it in folder.rglob("*Reportlens.log") if log else ():
                    shutil.copy(it, log)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the workbench does not answer")


def play(
    scene: str,
    window: Window,
    workspace: Path,
    *,
    shots: Path,
    file: str = "reports/README.md",
    timeout: int = 600,
    **more: str,
) -> dict[str, Step]:
    """Run a scene to its end and return what came of each step."""
    shots.mkdir(parents=True, exist_ok=True)
    description = {
        "scene": scene.replace("_", "-"),
        "url": window.url,
        "shots": str(shots),
        "driver": str(CACHE / "driver"),
        "workspace": str(workspace),
        "lacking": lacking(),
        "file": file,
    }
    variables = {**os.environ, "REPORTLENS_SCENE": json.dumps(description), **window.variables, **more}
    log = shots / f"{scene}.log"
    with (
        log.open("w") as out,
        subprocess.Popen(
            [NODE / "node", HERE / "vscode" / f"{scene}.mjs"], env=variables, stdout=out, stderr=out
        ) as process,
    ):
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.terminate()  # the steps that were told count
    told = [json.loads(line) for line in log.read_text().splitlines() if line.startswith('{"step"')]
    if not told:
        raise AssertionError(log.read_text()[-3000:])
    return {it["step"]: Step(it["ok"], it["detail"], it.get("lacks", "")) for it in told}
