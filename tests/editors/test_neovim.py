"""The main path in a real Neovim: with the plugin, with an older Neovim, and with no plugin at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from editors.neovim import PLUGIN, neovim
from editors.tools import EXTENSION, NVIM, OLD_NVIM, lacking, need
from reportlens.checking import check
from reportlens.report.parse import parse

SHOTS = os.environ.get("REPORTLENS_SHOTS")
pytestmark = [pytest.mark.timeout(300)]

WITH_PLUGIN = f"vim.opt.runtimepath:append('{PLUGIN}')\nvim.diagnostic.config({{ virtual_text = true }})\n"
BY_HAND = """
vim.lsp.config('reportlens', { cmd = { 'reportlens-server' }, filetypes = { 'markdown' }, root_markers = { '.git' } })
vim.lsp.enable('reportlens')
"""
BY_HAND_BEFORE_0_11 = """
vim.api.nvim_create_autocmd('FileType', { pattern = 'markdown', callback = function(event)
  vim.lsp.start({ name = 'reportlens', cmd = { 'reportlens-server' }, root_dir = vim.fs.root(event.buf, { '.git' }) })
end })
"""


@pytest.fixture(autouse=True)
def tools() -> None:
    need(NVIM, OLD_NVIM)


needs_feedback = pytest.mark.skipif(
    "reportlens/feedback" in lacking(), reason="the server gives no feedback yet"
)


def place_of(nvim, words: str) -> tuple[int, int]:
    """Find words: line, and column in bytes, from 0."""
    for number, line in enumerate(nvim.lines()):
        if words in line:
            return number, len(line[: line.index(words)].encode())
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("init", "program"),
    [
        (WITH_PLUGIN, NVIM),
        (WITH_PLUGIN, OLD_NVIM),
        (BY_HAND, NVIM),
        (BY_HAND_BEFORE_0_11, OLD_NVIM),
    ],
    ids=["plugin", "plugin on 0.10", "no plugin", "no plugin on 0.10"],
)
def test_findings_stand_at_their_bytes(tmp_path, init, program) -> None:
    with neovim(tmp_path, init, program=program) as nvim:
        found = nvim.diagnostics(about="figures/pipeline.png")
        line, column = place_of(nvim, "![a figure](")
        assert column > nvim.lines()[line].index("![a figure]"), (
            "the fault stands behind letters of several bytes"
        )
        figure = next(it for it in found if "figures/pipeline.png" in it["message"])
        assert figure["lnum"] == line
        assert column <= figure["col"] <= column + len(b"![a figure](")
        assert figure["code"].startswith("RL2")
        assert figure["source"] == "reportlens"


def test_it_follows_the_typing(tmp_path) -> None:
    with neovim(tmp_path, WITH_PLUGIN) as nvim:
        nvim.diagnostics()
        assert any(it["code"] == "RL102" for it in nvim.diagnostics())
        line, _ = place_of(nvim, "We write é😀")
        nvim.lua(f"vim.api.nvim_buf_set_lines(0, {line}, {line + 1}, false, {{ ('word '):rep(120) }})")
        nvim.until(
            "return #vim.tbl_filter(function(it) return it.code == 'RL102' end, vim.diagnostic.get(0)) == 0"
        )


def test_a_fix_ticks_a_box(tmp_path) -> None:
    with neovim(tmp_path, WITH_PLUGIN) as nvim:
        nvim.diagnostics()
        line, _ = place_of(nvim, "Watch the program")
        nvim.lua(f"vim.api.nvim_win_set_cursor(0, {{ {line + 1}, 3 }})")
        nvim.lua(
            "vim.lsp.buf.code_action({ apply = true, filter = function(it) return it.title:match('[Tt]ick') end })"
        )
        nvim.until(f"return vim.api.nvim_buf_get_lines(0, {line}, {line + 1}, false)[1]:match('%[x%]')")


def test_a_figure_that_comes_clears_its_finding(tmp_path) -> None:
    with neovim(tmp_path, WITH_PLUGIN) as nvim:
        count = (
            "#vim.tbl_filter(function(it) return it.message:match('pipeline.png') end, vim.diagnostic.get(0))"
        )
        nvim.until(f"return {count} == 1")
        (nvim.report.parent / "figures").mkdir()
        shutil.copy(EXTENSION / "media" / "icon.png", nvim.report.parent / "figures" / "pipeline.png")
        nvim.lua("vim.cmd.write()")
        nvim.until(f"return {count} == 0")


def test_a_real_report(tmp_path, shared_reports) -> None:
    checked = [(it, check(parse(it.read_text(encoding="utf-8")))) for it in shared_reports]
    path, found = next((path, found) for path, found in checked if any(it.code == "RL204" for it in found))
    with neovim(tmp_path, WITH_PLUGIN, source=path.parent) as nvim:
        shown = {it["code"] for it in nvim.diagnostics(about="a link to an image")}
        assert shown >= {it.code for it in found}

        link = next(it for it in nvim.diagnostics() if it["code"] == "RL204")
        line = link["lnum"]
        nvim.lua(f"vim.api.nvim_win_set_cursor(0, {{ {line + 1}, {link['col']} }})")
        nvim.lua(
            "vim.lsp.buf.code_action({ apply = true, filter = function(it) return it.title:match('Show the image') end })"
        )
        nvim.until(f"return vim.api.nvim_buf_get_lines(0, {line}, {line + 1}, false)[1]:find('![', 1, true)")

        heading, _ = place_of(nvim, "### Question 4")
        nvim.lua(f"vim.api.nvim_win_set_cursor(0, {{ {heading + 1}, 5 }})")
        # Apart: told in the same breath, a busy Neovim moves the cursor after it has shown the hover, and closes it.
        nvim.lua("vim.lsp.buf.hover()")
        nvim.until(
            "return vim.iter(vim.api.nvim_list_wins()):any(function(it)"
            " return vim.api.nvim_win_get_config(it).relative ~= '' and table.concat("
            "vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(it), 0, -1, false)):find('official count') ~= nil end)"
        )
        lenses = nvim.lua(
            "local got = vim.lsp.buf_request_sync(0, 'textDocument/codeLens',"
            " { textDocument = { uri = vim.uri_from_bufnr(0) } }, 10000)"
            " return vim.tbl_map(function(it) return it.command.title end, vim.tbl_values(got)[1].result)"
        )
        assert sum("words" in it for it in lenses) >= len(parse("\n".join(nvim.lines())).questions) - 2


def test_the_screen(tmp_path) -> None:
    with neovim(
        tmp_path,
        WITH_PLUGIN
        + "vim.diagnostic.config({ virtual_text = false, virtual_lines = true })\nvim.o.laststatus = 2\n"
        "vim.o.statusline = \"%f %{v:lua.require'reportlens'.statusline()}\"\n",
        tui=True,
    ) as nvim:
        assert nvim.terminal
        nvim.diagnostics()
        nvim.terminal.wait_for(lambda screen: "pass" in screen and "boxes" in screen)
        nvim.terminal.keys("/Question 2", "Enter", "z", "z")
        nvim.terminal.wait_for("12 / 100\u2013200 words")
        nvim.terminal.wait_for("where 100 to 200 are recommended")
        nvim.terminal.keys("K")
        nvim.terminal.wait_for(lambda screen: "imit" in screen and "prompt" in screen)
        if SHOTS:
            nvim.terminal.shot(Path(SHOTS) / "neovim.png")


def test_overview_and_explanations(tmp_path) -> None:
    with neovim(tmp_path, WITH_PLUGIN) as nvim:
        nvim.diagnostics()
        words = nvim.until("local it = require('reportlens').statusline(); return it ~= '' and it")
        assert "boxes" in words
        nvim.lua("vim.cmd('Reportlens overview')")
        items = nvim.lua("return vim.tbl_map(function(it) return it.text end, vim.fn.getloclist(0))")
        assert len(items) == 3
        assert any("Question 2" in it and "12 / 100\u2013200 words" in it for it in items)
        nvim.lua("vim.cmd.lclose()")
        nvim.lua("vim.cmd('Reportlens explain RL102')")
        nvim.until(
            "local b = vim.fn.bufnr('reportlens://rule'); "
            "return b > 0 and table.concat(vim.api.nvim_buf_get_lines(b, 0, -1, false), '\\n'):match('Why')"
        )


@needs_feedback
def test_feedback_on_the_answer_at_the_cursor(tmp_path) -> None:
    with neovim(tmp_path, WITH_PLUGIN) as nvim:
        nvim.diagnostics()
        nvim.until("return require('reportlens').statusline() ~= ''")
        line, _ = place_of(nvim, "### Question 3")
        nvim.lua(f"vim.api.nvim_win_set_cursor(0, {{ {line + 2}, 0 }}); vim.cmd('Reportlens feedback')")
        text = nvim.until(
            "local b = vim.fn.bufnr('reportlens://feedback'); "
            "return b > 0 and table.concat(vim.api.nvim_buf_get_lines(b, 0, -1, false), '\\n')"
        )
        assert "not found" in text


@pytest.mark.parametrize(
    ("init", "program"),
    [(BY_HAND, NVIM), (BY_HAND_BEFORE_0_11, OLD_NVIM)],
    ids=["today", "0.10"],
)
def test_the_action_of_the_server_shows_feedback_without_a_plugin(tmp_path, init, program) -> None:
    with neovim(tmp_path, init, program=program) as nvim:
        nvim.diagnostics()
        line, _ = place_of(nvim, "Our code has a folder")
        nvim.lua(f"vim.api.nvim_win_set_cursor(0, {{ {line + 1}, 3 }})")
        nvim.lua(
            "report = vim.api.nvim_get_current_buf(); vim.lsp.buf.code_action({ apply = true, "
            "filter = function(it) return it.title == 'Check completeness of question 3' end })"
        )
        found = nvim.until(
            "local d = vim.tbl_filter(function(it) return it.code == 'RL501' end, vim.diagnostic.get(report)); "
            "return #d > 0 and { d[1].lnum, d[1].message }"
        )
        assert found[0] == line
        assert "Why was it chosen?" in found[1]
        name, text, readonly = nvim.until(
            "for _, w in ipairs(vim.api.nvim_list_wins()) do local b = vim.api.nvim_win_get_buf(w); "
            "local n = vim.api.nvim_buf_get_name(b); if n:match('shown/feedback') then return "
            "{ n, table.concat(vim.api.nvim_buf_get_lines(b, 0, -1, false), '\\n'), vim.bo[b].readonly } end end"
        )
        assert name.startswith(str(tmp_path / "home" / "k"))
        assert "| 3 |" in text
        assert readonly


@needs_feedback
@pytest.mark.parametrize("program", [NVIM, OLD_NVIM], ids=["today", "0.10"])
def test_a_model_is_lent_after_a_question_only(tmp_path, program) -> None:
    init = (
        WITH_PLUGIN
        + """
asked = 0
questions = {}
vim.ui.select = function(items, options, done) table.insert(questions, options.prompt); done(items[answer or 1]) end
require('reportlens').setup({ settings = { judge = 'editor' }, llm_name = 'Hand Model', llm = function(request, done)
  asked = asked + 1
  assert(request.messages[1].content)
  local words = vim.tbl_map(function(it) return it.content end, request.messages)
  local ids = table.concat(words, ' '):match('by the answer alone: ([^\\n]+)%.\\n')
  local missing = vim.tbl_map(function(id)
    return { id = vim.trim(id), evidence = {}, verdict = 'missing', gap = 'no_explanation' }
  end, vim.split(ids, ','))
  local reply = vim.json.encode({ criteria = missing, question_back = '' }):gsub('"evidence":{}', '"evidence":[]')
  vim.defer_fn(function() done(reply, 'hand-1') end, 700)
end })
"""
    )
    with neovim(tmp_path, init, program=program) as nvim:
        nvim.diagnostics()
        nvim.lua("answer = 3; vim.cmd('Reportlens feedback 3'); vim.wait(500)")
        assert nvim.lua("return asked") == 0
        nvim.lua("answer = 1; vim.cmd('Reportlens feedback 3')")
        nvim.until("return vim.fn.bufnr('reportlens://feedback') > 0")
        assert nvim.lua("return asked") >= 1
        assert nvim.lua("return questions")[0] == "Send question 3 to Hand Model?"


def test_health_says_what_runs_and_what_is_missing(tmp_path) -> None:
    with neovim(tmp_path, WITH_PLUGIN) as nvim:
        nvim.diagnostics()
        report = "vim.cmd('checkhealth reportlens'); return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')"
        text = nvim.lua(report)
        assert "reportlens-server: " in text
        assert "running for 1 buffer(s)" in text
        assert "ERROR" not in text
        nvim.lua("require('reportlens').setup({ cmd = { '/nowhere/reportlens-server' } })")
        assert "/nowhere/reportlens-server: there is no such program" in nvim.lua(report)


def test_other_markdown_starts_nothing(tmp_path) -> None:
    with neovim(tmp_path, WITH_PLUGIN, text="# Notes\n\nNothing to see.\n") as nvim:
        nvim.until("return vim.bo.filetype == 'markdown'")
        nvim.lua("vim.wait(500)")
        assert nvim.lua("return #vim.lsp.get_clients()") == 0
        nvim.lua(
            "vim.api.nvim_buf_set_lines(0, -1, -1, false, { '### Question 1', '', '> Answer:', '', '### Question 2', '', '> Answer:' })"
        )
        nvim.lua("vim.cmd.write()")
        nvim.until("return #vim.lsp.get_clients() == 1")


def test_restart(tmp_path) -> None:
    with neovim(tmp_path, WITH_PLUGIN) as nvim:
        nvim.diagnostics()
        first = nvim.lua("return vim.lsp.get_clients()[1].id")
        nvim.lua("vim.cmd('Reportlens restart')")
        nvim.until(f"local it = vim.lsp.get_clients()[1]; return it and it.id ~= {first}")
        nvim.diagnostics()
