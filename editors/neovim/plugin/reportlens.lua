-- Starts the server for Markdown files that look like a report, and gives the command :Reportlens.
if vim.g.loaded_reportlens then
  return
end
vim.g.loaded_reportlens = true

vim.api.nvim_create_user_command('Reportlens', function(call)
  require('reportlens.command').run(call.fargs)
end, {
  nargs = '+',
  desc = 'Reportlens: feedback, overview, explanations',
  complete = function(lead, line)
    return require('reportlens.command').complete(lead, line)
  end,
})

if vim.g.reportlens_autostart ~= false then
  require('reportlens.client').enable()
end
