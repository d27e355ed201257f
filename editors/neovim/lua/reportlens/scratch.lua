--- Long texts in a read-only window beside the report.
local M = {}

--- Show a text under a name; a window that shows that name already is used again.
---@param name string
---@param filetype string
---@param text string
function M.show(name, filetype, text)
  local full = 'reportlens://' .. name
  local buffer = vim.fn.bufnr('^' .. vim.fn.escape(full, '/:') .. '$')
  if buffer == -1 then
    buffer = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(buffer, full)
  end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(text, '\r?\n'))
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = 'hide'
  vim.bo[buffer].filetype = filetype
  if vim.fn.bufwinid(buffer) == -1 then
    vim.api.nvim_open_win(buffer, false, { split = 'right', win = 0 })
  end
end

return M
