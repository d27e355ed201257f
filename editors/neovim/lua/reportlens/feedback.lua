--- Asks a judge because somebody asked, and shows what it said beside the report.
local M = {}

local client = require('reportlens.client')
local scratch = require('reportlens.scratch')
local cancel ---@type fun()?

local function judge()
  return vim.tbl_get(require('reportlens').options, 'settings', 'judge')
end

local function ask(buffer, questions)
  local llm = require('reportlens.llm')
  cancel = client.request(buffer, 'reportlens/feedback', {
    uri = vim.uri_from_bufnr(buffer),
    questions = questions,
    judge = judge(),
    workDoneToken = 'reportlens-feedback-' .. vim.uv.hrtime(),
  }, function(feedback, failure)
    cancel = nil
    llm.lent = false
    if failure then
      return vim.notify('Reportlens: ' .. failure, vim.log.levels.ERROR)
    end
    scratch.show('feedback', 'markdown', feedback.summary)
  end)
  if not cancel then
    llm.lent = false
  end
end

--- Ask about the questions of these numbers, or about all.
---@param buffer integer
---@param questions? integer[]
function M.ask(buffer, questions)
  if cancel then
    return vim.notify('Reportlens: feedback is already on its way (:Reportlens cancel ends it)')
  end
  if judge() ~= 'editor' then
    return ask(buffer, questions)
  end
  local what = questions and 'question ' .. table.concat(questions, ', ') or 'the whole report'
  local name = require('reportlens').options.llm_name or 'your model'
  vim.ui.select({ 'Send once', 'Show what would be sent', 'Send nothing' }, {
    prompt = ('Send %s to %s?'):format(what, name),
  }, function(choice)
    if choice == 'Send once' then
      require('reportlens.llm').lent = true
      ask(buffer, questions)
    elseif choice == 'Show what would be sent' then
      M.show_request(buffer, questions and questions[1])
    end
  end)
end

--- Show the exact words that would be sent; nothing is sent.
function M.show_request(buffer, question)
  client.request(buffer, 'reportlens/showRequest', {
    uri = vim.uri_from_bufnr(buffer),
    question = question,
    judge = judge(),
  }, function(reply, failure)
    if reply then
      scratch.show('request', 'text', reply.text)
    elseif failure then
      vim.notify('Reportlens: ' .. failure, vim.log.levels.ERROR)
    end
  end)
end

function M.cancel()
  if cancel then
    cancel()
  end
end

return M
