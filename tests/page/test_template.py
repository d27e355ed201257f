"""`reportlens init`: the template comes from where the user says, and nothing is overwritten."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from page_samples import REPORT
from reportlens import template


@contextmanager
def site(answers: dict[str, tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    """A website on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/slow":
                self.send_response(200)
                self.end_headers()
                for _ in range(200):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.05)
                return
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    (tmp_path / "fresh").mkdir()
    return tmp_path / "fresh"


def made(folder: Path) -> set[str]:
    return {it.relative_to(folder).as_posix() for it in folder.rglob("*") if it.is_file()}


@pytest.mark.parametrize("origin", ["reports/README.md", "reports", "."])
def test_a_template_comes_from_a_file_or_a_checkout(
    project: Path, fresh: Path, reportlens: object, origin: str
) -> None:
    done = reportlens("init", project / origin, cwd=fresh)
    assert (done.returncode, done.stderr) == (0, "")
    assert made(fresh) == {"reports/README.md", "reports/figures/.gitkeep", "reportlens.toml"}
    assert (fresh / "reports" / "README.md").read_bytes() == (project / "reports" / "README.md").read_bytes()


def test_a_template_comes_from_an_address(fresh: Path, reportlens: object) -> None:
    text = REPORT.replace("\n", "\r\n").encode()
    with site({"/moved": (302, {"Location": "/README.md"}, b""), "/README.md": (200, {}, text)}) as address:
        done = reportlens("init", f"{address}/moved", cwd=fresh)
    assert (done.returncode, done.stderr) == (0, "")
    assert (fresh / "reports" / "README.md").read_bytes() == text


def test_what_is_set_up_is_understood_by_the_other_commands(
    project: Path, fresh: Path, reportlens: object
) -> None:
    reportlens("init", project, cwd=fresh)
    assert reportlens("inspect", cwd=fresh).returncode == 0
    assert reportlens("html", cwd=fresh).returncode == 0


def test_nothing_that_exists_is_touched(project: Path, fresh: Path, reportlens: object) -> None:
    (fresh / "reports").mkdir()
    (fresh / "reports" / "README.md").write_text("my words", encoding="utf-8")
    (fresh / "reportlens.toml").write_text("ignore = []\n", encoding="utf-8")
    done = reportlens("init", project, cwd=fresh)
    assert done.returncode == 0
    assert "kept reports/README.md" in done.stdout
    assert "kept reportlens.toml" in done.stdout
    assert (fresh / "reports" / "README.md").read_text(encoding="utf-8") == "my words"
    assert (fresh / "reportlens.toml").read_text(encoding="utf-8") == "ignore = []\n"


def test_a_configuration_in_pyproject_is_enough(project: Path, fresh: Path, reportlens: object) -> None:
    (fresh / "pyproject.toml").write_text("[tool.reportlens]\nignore = []\n", encoding="utf-8")
    reportlens("init", project, cwd=fresh)
    assert not (fresh / "reportlens.toml").exists()


def test_a_dangling_link_in_the_way_is_not_written_through(
    project: Path, fresh: Path, tmp_path: Path, reportlens: object
) -> None:
    (fresh / "reports").mkdir()
    (fresh / "reports" / "README.md").symlink_to(tmp_path / "elsewhere.md")
    reportlens("init", project, cwd=fresh)
    assert not (tmp_path / "elsewhere.md").exists()


def test_a_file_where_a_folder_is_needed_is_named(project: Path, fresh: Path, reportlens: object) -> None:
    (fresh / "reports").write_text("", encoding="utf-8")
    done = reportlens("init", project, cwd=fresh)
    assert done.returncode == 2
    assert "reports" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/page", "a web page, not Markdown; the address of the raw file is needed"),
        ("/nothing", "empty"),
        ("/notes", "no template of a report"),
        ("/gone", "the server answers 404"),
        ("/large", "more than 1 MB"),
        ("/image", "binary file"),
        ("/loop", "the server answers 302"),
        ("/away", "neither"),
        ("/cut", "not reached"),
    ],
)
def test_an_address_that_answers_no_template_is_refused_in_one_line(
    fresh: Path, reportlens: object, path: str, message: str
) -> None:
    answers = {
        "/page": (
            200,
            {"Content-Type": "text/html"},
            b"<!-- hello -->\n<!DOCTYPE html><html><body># Question 1</body></html>",
        ),
        "/nothing": (200, {}, b""),
        "/notes": (200, {}, b"# Notes\n\nwords\n"),
        "/large": (200, {}, b"x" * 1_200_000),
        "/image": (200, {}, b"\x89PNG\r\n\0\0"),
        "/loop": (302, {"Location": "/loop"}, b""),
        "/away": (302, {"Location": "file:///etc/passwd"}, b""),
        "/cut": (200, {"Content-Length": "500"}, b"# Question"),
    }
    with site(answers) as address:
        done = reportlens("init", address + path, cwd=fresh)
    assert done.returncode == 2
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1
    assert message in lines[0] or (path == "/away" and "302" in lines[0])
    assert made(fresh) == set()


def test_an_address_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "SECONDS", 0.3)
    with site({}) as address, pytest.raises(template.UnreadableError, match="no end after"):
        template.fetch(f"{address}/slow")


@pytest.mark.parametrize(
    "origin",
    ["http://127.0.0.1:1/README.md", "ftp://example.org/README.md", "file:///etc/hostname", "no/such/path"],
)
def test_an_origin_that_cannot_be_reached_is_named(fresh: Path, reportlens: object, origin: str) -> None:
    done = reportlens("init", origin, cwd=fresh)
    assert done.returncode == 2
    assert origin in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_page_of_a_file_on_github_leads_to_its_raw_file() -> None:
    with pytest.raises(
        template.UnreadableError,
        match=re.escape("https://raw.githubusercontent.com/o/r/main/reports/README.md"),
    ):
        template._template("https://github.com/o/r/blob/main/reports/README.md", "<!doctype html><html>")
