"""Figures come and go on disk, and the report is told, however its editor can be told."""

from __future__ import annotations

import subprocess

import pytest

from server.desk import CAPABLE, desk, with_watching

PNG = b"\x89PNG\r\n\x1a\n" + bytes(500)


def messages(diagnostics):
    return {it["code"]: it["message"] for it in diagnostics}


def missing(name):
    return lambda found: messages(found).get("RL203", "").startswith(f"no file figures/{name}")


def there(found):
    return "RL203" not in messages(found)


@pytest.mark.parametrize("relative", [True, False])
def test_a_client_that_watches_is_asked_to_watch_the_linked_folders(report, relative):
    with desk(with_watching(CAPABLE, relative=relative)) as it:
        uri = it.open(report)
        it.shown(uri, missing("Soil.png"))
        asked = it.client.wait_for(
            "client/registerCapability",
            lambda params: "figures" in str(params["registrations"][0]["registerOptions"]),
        )
        (registration,) = asked["registrations"]
        assert registration["method"] == "workspace/didChangeWatchedFiles"
        (watcher,) = registration["registerOptions"]["watchers"]
        folder = report.parent / "figures"
        wanted = {"baseUri": folder.as_uri(), "pattern": "*"} if relative else "**/figures/*"
        assert watcher["globPattern"] == wanted
        (folder / "Soil.png").write_bytes(PNG)
        it.client.notify(
            "workspace/didChangeWatchedFiles",
            {"changes": [{"uri": (folder / "Soil.png").as_uri(), "type": 1}]},
        )
        it.shown(uri, there)


def test_another_client_has_the_files_looked_at_now_and_then(report):
    with desk() as it:
        uri = it.open(report)
        it.shown(uri, missing("Soil.png"))
        (report.parent / "figures" / "Soil.png").write_bytes(PNG)
        it.shown(uri, there)
        it.client.forget()
        (report.parent / "figures" / "Soil.png").unlink()
        it.shown(uri, missing("Soil.png"))


def test_a_save_looks_at_once(report):
    with desk(with_watching(CAPABLE)) as it:
        uri = it.open(report)
        it.shown(uri, missing("Soil.png"))
        (report.parent / "figures" / "Soil.png").write_bytes(PNG)
        it.client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        it.shown(uri, there)


def test_a_figure_that_is_typed_is_looked_up(report):
    with desk() as it:
        uri = it.open(report)
        it.shown(uri, missing("Soil.png"))
        it.write(uri, it.texts[uri].replace("Soil.png", "nothing.png"))
        it.shown(uri, missing("nothing.png"))
        it.write(uri, it.texts[uri].replace("nothing.png", "soil.png"))
        it.shown(uri, there)


def test_what_git_learns_later_is_noticed(report):
    root = report.parent.parent
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], cwd=root, check=True)
    subprocess.run([*git, "add", "reports/README.md"], cwd=root, check=True)
    with desk(with_watching(CAPABLE)) as it:
        uri = it.open(report)
        it.shown(uri, lambda found: messages(found).get("RL210") == "not yet added to git")
        subprocess.run([*git, "add", "."], cwd=root, check=True)
        it.shown(uri, lambda found: "RL210" not in messages(found))


def test_a_document_that_is_no_file_is_checked_without_its_figures(report):
    with desk() as it:
        uri = it.open("untitled:Untitled-1", report.read_text())
        found = messages(it.shown(uri))
        assert "RL301" in found
        assert "RL203" not in found
