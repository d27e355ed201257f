"""Puts the server and the libraries it stands on into bundled/libs, for the extension to carry.

    python bundle.py                     wheels from pip, then the bundle
    python bundle.py --wheels FOLDER     wheels that are there already; needs no network
    python bundle.py --download FOLDER   the wheels alone

All wheels are pure Python, so unpacking them is all that installing means.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LIBS = HERE / "bundled" / "libs"
OWN = (
    (ROOT / "src" / "reportlens", "reportlens"),
    (ROOT / "server" / "reportlens_server", "reportlens_server"),
    (ROOT / "prompts", "reportlens/prompts"),
)
LEFT_OUT = ("__pycache__", "*.pyc", "*.pyi", "py.typed", ".DS_Store")


def download(folder: Path) -> None:
    """Fetch the wheels of requirements.txt, each checked against its hash."""
    command = [
        *(sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps"),
        *("--require-hashes", "--only-binary=:all:", "-d", str(folder), "-r", str(HERE / "requirements.txt")),
    ]
    subprocess.run(command, check=True)  # noqa: S603 - our own words


def bundle(wheels: Path, libs: Path = LIBS) -> None:
    """Lay out the libraries and our own packages afresh."""
    shutil.rmtree(libs, ignore_errors=True)
    libs.mkdir(parents=True)
    for wheel in sorted(wheels.glob("*.whl")):
        if not wheel.name.endswith("-none-any.whl"):
            raise SystemExit(f"{wheel.name} is not pure Python")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(libs, [it for it in archive.namelist() if _needed(it)])
    for source, name in OWN:
        shutil.copytree(source, libs / name, ignore=shutil.ignore_patterns(*LEFT_OUT), dirs_exist_ok=True)


def _needed(name: str) -> bool:
    if name.endswith((".pyi", "py.typed")) or "/tests/" in name or name.startswith("bin/"):
        return False
    # Of the metadata, the licences and what importlib.metadata reads.
    return ".dist-info/" not in name or "licen" in name.lower() or name.endswith("/METADATA")


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheels", type=Path, metavar="FOLDER")
    parser.add_argument("--download", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    if arguments.download:
        download(arguments.download)
    elif arguments.wheels:
        bundle(arguments.wheels)
    else:
        with tempfile.TemporaryDirectory() as folder:
            download(Path(folder))
            bundle(Path(folder))


if __name__ == "__main__":
    main()
