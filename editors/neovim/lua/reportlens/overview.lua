--- The figures of a report: for the statusline and as a list to go through.
local M = {}

local client = require('reportlens.client')
local known = {} ---@type table<integer, table>

--- Ask for the figures anew.
---@param buffer integer
function M.refresh(buffer)
  if not vim.api.nvim_buf_is_loaded(buffer) then
    known[buffer] = nil
    return
  end
  client.request(buffer, 'reportlens/overview', { uri = vim.uri_from_bufnr(buffer) }, function(overview)
    known[buffer] = overview
    vim.cmd.redrawstatus({ bang = true })
  end)
end

---@param buffer integer
---@return string
function M.words(buffer)
  local overview = known[buffer]
  if not overview or not client.of(buffer) then
    return ''
  end
  local official, boxes = overview.official, overview.boxes
  local pass = official.outcome == 'refused' and 'refused by the official check' or ('%d/%d pass'):format(official.passed, official.total)
  return boxes.total > 0 and ('%s · %d/%d boxes'):format(pass, boxes.ticked, boxes.total) or pass
end

local function limit(range)
  if not range or range == vim.NIL then
    return ''
  end
  local least, most = range[1], range[2]
  return most == vim.NIL and (' / %d+'):format(least) or (' / %d–%d'):format(least, most)
end

local function state(question)
  if question.status ~= 'answered' then
    return question.status
  end
  return question.passes == false and 'would not pass' or 'passes'
end

--- All questions in the location list: state, words, images.
---@param buffer integer
function M.list(buffer)
  local overview = known[buffer]
  if not overview then
    return vim.notify('Reportlens: this is no report', vim.log.levels.WARN)
  end
  local items = vim.tbl_map(function(question)
    return {
      bufnr = buffer,
      lnum = question.answer.start.line + 1,
      col = 1,
      type = question.status == 'answered' and question.passes ~= false and 'I' or 'W',
      text = ('Question %d: %s, %d%s words, %d%s images'):format(
        question.number, state(question), question.words.official, limit(question.limits.words), question.images, limit(question.limits.images)
      ),
    }
  end, overview.questions)
  vim.fn.setloclist(0, {}, ' ', { title = 'Reportlens: ' .. M.words(buffer), items = items })
  vim.cmd.lopen()
end

--- The number of the question that holds a line, counted from 0.
---@return integer?
function M.question_at(buffer, line)
  for _, question in ipairs((known[buffer] or {}).questions or {}) do
    if question.range.start.line <= line and line < question.range['end'].line then
      return question.number
    end
  end
end

return M
