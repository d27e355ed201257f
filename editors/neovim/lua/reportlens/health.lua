--- :checkhealth reportlens
local M = {}

local health = vim.health

local function editor()
  if vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim ' .. tostring(vim.version()))
  elseif vim.fn.has('nvim-0.10') == 1 then
    health.ok('Neovim ' .. tostring(vim.version()) .. ' (the server is started by vim.lsp.start)')
  else
    health.error('Neovim ' .. tostring(vim.version()), 'Neovim 0.10 or newer is needed')
  end
end

local function server()
  local command = require('reportlens.client').command()
  local words = table.concat(command, ' ')
  if vim.fn.executable(command[1]) == 0 then
    return health.error(words .. ': there is no such program', {
      'pip install reportlens (Python 3.11 or newer)',
      "or require('reportlens').setup({ cmd = { '/path/to/reportlens-server' } })",
    })
  end
  local reply = vim.system(vim.list_extend(vim.list_slice(command), { '--version' }), { text = true, timeout = 5000 }):wait()
  if reply.code == 0 then
    health.ok(words .. ': ' .. vim.trim(reply.stdout))
  else
    health.error(words .. ' fails: ' .. vim.trim(reply.stderr or ''), ':Reportlens log')
  end
end

local function running()
  local clients = vim.lsp.get_clients({ name = 'reportlens' })
  if #clients == 0 then
    return health.info('not running: no report is open')
  end
  for _, client in ipairs(clients) do
    health.ok(('running for %d buffer(s) in %s, columns in %s'):format(
      vim.tbl_count(client.attached_buffers), client.root_dir or client.config.root_dir or '?', client.offset_encoding
    ))
  end
end

function M.check()
  health.start('reportlens')
  editor()
  server()
  running()
  local options = require('reportlens').options
  health.info(options.llm and 'a model is lent to the server (opts.llm)' or 'no model is lent to the server (opts.llm)')
end

return M
