"""What clients can do, from what they really send."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from lsprotocol import types
from lsprotocol.converters import get_converter

from reportlens_server.capabilities import Capabilities, resolve


def recorded(name):
    """Return the capabilities that a client of that name and version was seen to send."""
    text = files("pytest_lsp").joinpath(f"clients/{name}.json").read_text()
    return json.loads(text)["capabilities"]


def resolved(name, encoding="utf-16"):
    raw = get_converter().structure(recorded(name), types.ClientCapabilities)
    return resolve(raw, encoding, name)


def test_a_client_that_claims_nothing_has_nothing():
    assert resolve(types.ClientCapabilities(), "utf-16") == Capabilities()


def test_vs_code_takes_versioned_edits_and_links_of_codes():
    found = resolved("visual_studio_code_v1.65.2")
    assert found.document_changes
    assert found.code_description
    assert found.unnecessary_tag
    assert found.watched_files
    assert found.code_lens_refresh
    assert found.snippets
    assert found.rename_files
    assert found.hierarchical_symbols


def test_neovim_takes_no_versioned_edits_and_watches_nothing_on_linux():
    found = resolved("neovim_v0.11.0")
    assert not found.document_changes
    assert not found.watched_files
    assert not found.pull_diagnostics
    assert found.related_information
    assert found.markdown_hover
    assert found.work_done_progress
    assert found.inlay_hint_refresh


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("visual_studio_code_v1.65.2", "utf-16"),
        ("neovim_v0.10.0", "utf-16"),
        ("neovim_v0.11.0", "utf-8"),
        ("emacs_v29.1", "utf-32"),
    ],
)
def test_the_first_encoding_of_the_client_is_agreed_on(client, name, encoding):
    found = client.initialize(recorded(name))
    assert found["capabilities"].get("positionEncoding", "utf-16") == encoding
    assert client.stop() == 0


def test_every_field_can_be_true():
    """A path that is misspelt would be false for every client."""

    class Yes:
        """Has everything, and everything is true."""

        def __getattr__(self, _):
            return self

        def __contains__(self, _):
            return True

    found = resolve(Yes(), "utf-8", "Visual Studio Code")
    assert all(getattr(found, it) for it in found.__slots__)
