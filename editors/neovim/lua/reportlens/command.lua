--- :Reportlens and its words.
local M = {}

local client = require('reportlens.client')
local feedback = require('reportlens.feedback')
local overview = require('reportlens.overview')

local function here()
  return vim.api.nvim_get_current_buf()
end

-- The number that was said, or that of the question at the cursor.
local function number(word)
  return tonumber(word) or overview.question_at(here(), vim.api.nvim_win_get_cursor(0)[1] - 1)
end

-- The code that was said, or that of the finding at the cursor.
local function rule(word)
  if word then
    return word
  end
  local found = vim.diagnostic.get(here(), { lnum = vim.api.nvim_win_get_cursor(0)[1] - 1 })
  return found[1] and tostring(found[1].code) or ''
end

local words = {
  feedback = function(word)
    local which = number(word)
    if word ~= 'all' and not which then
      return vim.notify('Reportlens: no question at the cursor; give its number, or "all"', vim.log.levels.WARN)
    end
    feedback.ask(here(), word ~= 'all' and { which } or nil)
  end,
  cancel = feedback.cancel,
  request = function(word)
    feedback.show_request(here(), number(word))
  end,
  overview = function()
    overview.list(here())
  end,
  explain = function(word)
    client.request(here(), 'reportlens/explain', { rule = rule(word) }, function(reply)
      if reply then
        require('reportlens.scratch').show('rule', 'markdown', reply.markdown)
      end
    end)
  end,
  preview = function()
    client.request(here(), 'reportlens/page', { uri = vim.uri_from_bufnr(here()) }, function(reply, failure)
      if reply then
        vim.ui.open(reply.url)
      elseif failure then
        vim.notify('Reportlens: ' .. failure, vim.log.levels.ERROR)
      end
    end)
  end,
  restart = function()
    local running = client.of(here())
    if not running then
      return client.start(here())
    end
    local buffers = vim.tbl_keys(running.attached_buffers)
    vim.lsp.stop_client(running.id)
    local function start()
      if not vim.lsp.get_client_by_id(running.id) then
        return vim.tbl_map(client.start, buffers)
      end
      vim.defer_fn(start, 50)
    end
    start()
  end,
  log = function()
    vim.cmd.tabedit((vim.lsp.log and vim.lsp.log.get_filename or vim.lsp.get_log_path)())
  end,
}

function M.run(arguments)
  local act = words[arguments[1]]
  if not act then
    return vim.notify('Reportlens: one of ' .. table.concat(M.complete('', 'Reportlens '), ', '), vim.log.levels.ERROR)
  end
  if arguments[1] ~= 'log' and arguments[1] ~= 'restart' and not client.of(here()) then
    return vim.notify('Reportlens: no server for this buffer (:checkhealth reportlens)', vim.log.levels.WARN)
  end
  act(arguments[2])
end

function M.complete(lead, line)
  if line:match('^%s*Reportlens%s+feedback%s') then
    return { 'all' }
  end
  local found = vim.tbl_filter(function(it)
    return vim.startswith(it, lead)
  end, vim.tbl_keys(words))
  table.sort(found)
  return found
end

return M
