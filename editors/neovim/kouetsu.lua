-- Neovim 0.7 or newer, without plugins: put this file into ~/.config/nvim/plugin/
local client -- of Neovim 0.7, which has no vim.lsp.start

vim.api.nvim_create_autocmd("FileType", {
  pattern = { "markdown", "markdown.mdx" },
  callback = function(event)
    -- The nearest of these above the post; its folder is the workspace.
    local marks = vim.fs and vim.fs.find({ "kouetsu.toml", ".git" }, { upward = true, path = event.file })
    local root = marks and marks[1] and vim.fs.dirname(marks[1]) or vim.fn.getcwd()
    local settings = { name = "kouetsu", cmd = { "kouetsu", "lsp" }, root_dir = root }
    if vim.lsp.start then
      vim.lsp.start(settings)
      return
    end
    client = client or vim.lsp.start_client(settings)
    if client then -- else Neovim has said that there is no kouetsu
      vim.lsp.buf_attach_client(event.buf, client)
    end
  end,
})
