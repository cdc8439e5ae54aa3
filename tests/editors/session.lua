-- Drives a real Neovim: opens the post in $KOUETSU_POST, writes what it shows as JSON into
-- $KOUETSU_RESULT, makes the one safe repair and writes the post back.
local function wait_for(is_so)
  if not vim.wait(20000, is_so, 20) then
    error("nothing came of it within 20 seconds")
  end
end

local function main()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.KOUETSU_POST))
  wait_for(function()
    return #vim.diagnostic.get(0) > 0
  end)
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, each.lnum, each.lnum + 1, true)[1]
    vim.api.nvim_win_set_cursor(0, { each.lnum + 1, each.col })
    table.insert(found, {
      rule = each.code or (each.user_data and each.user_data.lsp.code),
      line = each.lnum + 1,
      text = line:sub(each.col + 1, each.end_col),
      virtual_column = vim.fn.virtcol("."),
    })
  end
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {}, only = { "source.fixAll.kouetsu" } }
  local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 20000)
  local titles = {}
  for _, answer in pairs(answers) do
    for _, action in ipairs(answer.result or {}) do
      table.insert(titles, action.title)
    end
  end
  -- The way a person takes: asks for the actions, and chooses the first.
  vim.ui.select = function(items, _, choose)
    choose(items[1], 1)
  end
  vim.lsp.buf.code_action(params.context)
  wait_for(function()
    return vim.bo.modified
  end)
  wait_for(function()
    return #vim.diagnostic.get(0) < #found
  end)
  vim.cmd("write")
  local result = { found = found, titles = titles, left = #vim.diagnostic.get(0) }
  vim.fn.writefile({ vim.fn.json_encode(result) }, vim.env.KOUETSU_RESULT)
end

local is_done, problem = pcall(main)
if not is_done then
  vim.fn.writefile({ vim.fn.json_encode({ problem = tostring(problem) }) }, vim.env.KOUETSU_RESULT)
end
vim.cmd("qall!")
