# Reads a JSON list of Markdown texts, writes the list of what kramdown makes of them, as Jekyll
# calls it: the GFM parser with its default options.
require "json"
require "kramdown"
require "kramdown-parser-gfm"

texts = JSON.parse($stdin.read)
puts JSON.generate(texts.map { |text| Kramdown::Document.new(text, input: "GFM", hard_wrap: false).to_html })
