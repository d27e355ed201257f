-- What `vim.lsp.enable('reportlens')` starts (Neovim 0.11 and newer).
return require('reportlens.client').config()
