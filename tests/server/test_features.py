"""Features and commands as the table has them: loaded when called, and harmless when they fail."""

from __future__ import annotations

import importlib
import sys
import types as python
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from reportlens_server import features
from reportlens_server.features import Command, Feature
from reportlens_server.server import create_server


@pytest.fixture
def module(monkeypatch):
    """Return a function that makes a module of features with that `handle`."""

    def make(name, handle):
        made = python.ModuleType(name)
        made.handle = handle
        monkeypatch.setitem(sys.modules, f"reportlens_server.features.{name}", made)

    return make


def registered(monkeypatch, *, of=(), commands=()):
    monkeypatch.setattr(features, "FEATURES", of)
    monkeypatch.setattr(features, "COMMANDS", commands)
    server = create_server()
    features.register(server)
    return server


def test_a_feature_is_loaded_when_it_is_called(monkeypatch, module):
    server = registered(monkeypatch, of=(Feature(types.TEXT_DOCUMENT_HOVER, "later"),))
    module("later", lambda ls, params: (ls, params))
    assert server.protocol.fm.features[types.TEXT_DOCUMENT_HOVER]("where") == (server, "where")


def test_a_feature_that_fails_answers_its_empty_value(monkeypatch, caplog):
    server = registered(monkeypatch, of=(Feature(types.TEXT_DOCUMENT_CODE_ACTION, "missing", empty=()),))
    assert server.protocol.fm.features[types.TEXT_DOCUMENT_CODE_ACTION]("where") == ()
    assert "textDocument/codeAction failed: ModuleNotFoundError" in caplog.text


def test_a_feature_is_for_the_clients_that_can_use_it(monkeypatch):
    hints = Feature(types.TEXT_DOCUMENT_INLAY_HINT, "x", when=lambda can: can.inlay_hint)
    hover = Feature(types.TEXT_DOCUMENT_HOVER, "x", when=lambda can: not can.inlay_hint)
    server = registered(monkeypatch, of=(hints, hover))
    assert set(server.protocol.fm.features) - {types.INITIALIZE} == {types.TEXT_DOCUMENT_HOVER}


def test_options_are_announced(monkeypatch):
    kinds = (types.CodeActionKind.QuickFix,)
    options = Feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        "x",
        options=lambda _: types.CodeActionOptions(code_action_kinds=kinds),
    )
    server = registered(monkeypatch, of=(options,))
    assert server.protocol.fm.feature_options[types.TEXT_DOCUMENT_CODE_ACTION].code_action_kinds == kinds


def test_a_command_takes_its_arguments_and_no_others(monkeypatch, module):
    server = registered(monkeypatch, commands=(Command("reportlens.x", "x"),))
    module("x", lambda _, one, two=2: [one, two])
    run = server.protocol.fm.commands["reportlens.x"]
    assert run(1) == [1, 2]
    with pytest.raises(JsonRpcInvalidParams, match=r"reportlens\.x does not take 3 arguments"):
        run(1, 2, 3)


def test_every_listed_module_is_there():
    for name in features.modules():
        assert callable(importlib.import_module(name).handle)


def test_every_method_is_listed_once():
    methods = [it.method for it in features.FEATURES]
    assert len(methods) == len(set(methods))


def test_the_readme_says_of_every_method_what_it_shows():
    table = (Path(__file__).parents[2] / "server" / "README.md").read_text(encoding="utf-8")
    asked = [it.method for it in features.FEATURES if "/did" not in it.method and "/" in it.method]
    assert [it for it in asked if f"`{it}`" not in table] == []
