--- How the server is started, asked and answered.
local M = {}

local NAME = 'reportlens'
local MARKERS = { 'reportlens.toml', 'pyproject.toml', '.git' }

--- Whether a buffer looks like a report: two numbered question headings. The server looks closer.
---@param buffer integer
---@return boolean
function M.looks_like_report(buffer)
  local count = 0
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    if line:lower():match('^ ? ? ?#+%s+%W*question%W*%d') then
      count = count + 1
      if count == 2 then
        return true
      end
    end
  end
  return false
end

--- The command line of the server: the user's, the installed script, or the module.
---@return string[]
function M.command()
  local options = require('reportlens').options
  if options.cmd then
    return options.cmd
  end
  if vim.fn.executable('reportlens-server') == 1 then
    return { 'reportlens-server' }
  end
  return { vim.fn.executable('python3') == 1 and 'python3' or 'python', '-P', '-m', 'reportlens_server' }
end

--- The configuration for `vim.lsp.config` and for `vim.lsp.start`.
function M.config()
  local options = require('reportlens').options
  local handlers = {
    ['reportlens/overviewChanged'] = function(_, params)
      require('reportlens.overview').refresh(vim.uri_to_bufnr(params.uri))
    end,
  }
  if options.llm then
    handlers['reportlens/llm/complete'] = require('reportlens.llm').complete
  end
  return {
    name = NAME,
    cmd = M.command(),
    filetypes = { 'markdown' },
    root_dir = function(buffer, found)
      if M.looks_like_report(buffer) then
        found(vim.fs.root(buffer, MARKERS) or vim.fs.dirname(vim.api.nvim_buf_get_name(buffer)))
      end
    end,
    -- The settings are those of the user's own Lua, whatever the folder says.
    init_options = { overview = true, editorModel = options.llm ~= nil, trustedSettings = true },
    settings = { reportlens = options.settings or vim.empty_dict() },
    handlers = handlers,
    on_attach = M.attached,
  }
end

--- Start the server for this and every later report.
function M.enable()
  local group = vim.api.nvim_create_augroup(NAME, {})
  vim.api.nvim_create_autocmd('BufWritePost', {
    group = group,
    callback = function(event)
      -- A report that was only begun when it was opened.
      if vim.bo[event.buf].filetype == 'markdown' and not M.of(event.buf) then
        M.start(event.buf)
      end
    end,
  })
  if vim.lsp.enable then
    return vim.lsp.enable(NAME)
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = 'markdown',
    callback = function(event)
      M.start(event.buf)
    end,
  })
end

--- Start the server for one buffer, without `vim.lsp.enable`.
---@param buffer integer
function M.start(buffer)
  local config = M.config()
  local choose = config.root_dir
  choose(buffer, function(root)
    config.root_dir = root
    vim.lsp.start(config, { bufnr = buffer })
  end)
end

--- Show the counters, whichever way the server offers them.
function M.attached(client, buffer)
  vim.lsp.commands['reportlens.feedback'] = function(command)
    local _, questions = unpack(command.arguments or {})
    local all = questions == nil or questions == vim.NIL
    require('reportlens.feedback').ask(buffer, not all and (type(questions) == 'table' and questions or { questions }) or nil)
  end
  require('reportlens.overview').refresh(buffer)
  if require('reportlens').options.lens == false then
    return
  end
  if client.server_capabilities.inlayHintProvider then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
  if client.server_capabilities.codeLensProvider then
    if vim.fn.has('nvim-0.12') == 1 then
      vim.lsp.codelens.enable(true, { bufnr = buffer })
    else
      vim.lsp.codelens.refresh({ bufnr = buffer })
      vim.api.nvim_create_autocmd({ 'TextChanged', 'InsertLeave' }, {
        buffer = buffer,
        group = vim.api.nvim_create_augroup('reportlens-lens-' .. buffer, {}),
        callback = function()
          vim.lsp.codelens.refresh({ bufnr = buffer })
        end,
      })
    end
  end
end

--- The running server of a buffer.
---@param buffer integer
function M.of(buffer)
  return vim.lsp.get_clients({ name = NAME, bufnr = buffer })[1]
end

--- Ask the server; nothing happens where there is none. Returns what ends the request.
---@param buffer integer
---@param method string
---@param params table
---@param answered fun(result: any, failure: string?)
function M.request(buffer, method, params, answered)
  local client = M.of(buffer)
  if not client then
    return
  end
  local function handler(failure, result)
    answered(result ~= vim.NIL and result or nil, failure and failure.message)
  end
  if vim.fn.has('nvim-0.11') == 1 then
    local _, id = client:request(method, params, handler, buffer)
    return function()
      client:cancel_request(id)
    end
  end
  local _, id = client.request(method, params, handler, buffer)
  return function()
    client.cancel_request(id)
  end
end

return M
