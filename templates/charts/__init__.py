"""Charts of the figures: one struct (`templates.chart_context`), drawn so that nobody is left out.

- `drawing`: an accessible SVG (name, description, French numbers, told without colour).
- `words`: the same thing in words, and the table that stands beside; `blocks`: the chart in a terminal.
- `filters`, `signs`: how a template prints a chart, and how it travels through Markdown.
- `figure`: the chart inside HTML, PDF and DOCX; `picture`: the PNG a word processor needs.

A library was looked for first: pygal writes a script, a remote address and random names into each drawing,
leather has no title, no role and no French number, and plotting libraries weigh more than the program.
"""
