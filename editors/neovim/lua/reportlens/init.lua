--- reportlens: reads an exam report while it is being written.
local M = {}

--- Options; each may be left out. See |reportlens-options|.
---@class reportlens.Options
---@field cmd? string[] the command line of the server
---@field settings? table the settings of the server, as `{ judge = 'openai' }`
---@field llm? fun(request: table, done: fun(text: string?, model_or_error: string?)) lends a model to the server
---@field llm_name? string what the question before sending calls that model
---@field lens? boolean whether counters are shown above or behind the headings; true if left out
M.options = {}

--- Set options. Needed only to change something; to be called before a report is opened.
---@param options? reportlens.Options
function M.setup(options)
  M.options = vim.tbl_extend('force', M.options, options or {})
  if vim.lsp.config and vim.g.loaded_reportlens then
    vim.lsp.config('reportlens', require('reportlens.client').config())
  end
end

--- "27/31 pass · 44/53 boxes" for the statusline; empty where there is no report.
---@param buffer? integer
---@return string
function M.statusline(buffer)
  return require('reportlens.overview').words(buffer or vim.api.nvim_get_current_buf())
end

return M
