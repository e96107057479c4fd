-- Formats the citations of one document after the other: each comes as a line with the number of its bytes, and the bytes.
-- An answer is "ok" or "no", the number of its bytes, and the document's JSON or what is wrong.
-- An empty line ends it: a pandoc that is killed leaves a file behind where temporary files are.
for size in io.stdin:lines() do
  if size == '' then break end
  local source = io.stdin:read(tonumber(size))
  local ok, answer = pcall(function()
    local document = pandoc.utils.citeproc(pandoc.read(source, 'json'))
    document.meta = {} -- style and items, which who asks has
    return pandoc.write(document, 'json')
  end)
  answer = tostring(answer)
  io.stdout:write(ok and 'ok ' or 'no ', #answer, '\n', answer)
  io.stdout:flush()
end
