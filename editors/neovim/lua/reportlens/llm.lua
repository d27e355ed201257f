--- Lends the model of `opts.llm` to the server, while somebody waits for feedback and agreed to it.
local M = {}

local PATIENCE = 120000 -- milliseconds

--- Whether the request under way may use the model.
M.lent = false

--- Answer `reportlens/llm/complete`.
function M.complete(_, params)
  if not M.lent then
    return { error = { kind = 'no-permission', message = 'no feedback was asked for' } }
  end
  local answer
  local waiting = coroutine.running()
  require('reportlens').options.llm(params, function(text, more)
    if text then
      answer = { text = text, model = more or 'model' }
    else
      answer = { error = { kind = 'failed', message = tostring(more or 'no answer') } }
    end
    if waiting and coroutine.status(waiting) == 'suspended' then
      coroutine.resume(waiting)
    end
  end)
  -- A model that answers later: the handler runs in a coroutine where Neovim knows how to wait for it.
  if not answer then
    local yielded = waiting and pcall(coroutine.yield)
    if not yielded or not answer then
      vim.wait(PATIENCE, function()
        return answer ~= nil
      end, 50)
    end
  end
  return answer or { error = { kind = 'failed', message = 'no answer in time' } }
end

return M
