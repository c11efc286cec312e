"""The figures of a service, shown and handed over: ``repere bilan``, its report, and what the screen says.

- ``service``: from what is typed to figures fit to be shown; ``releases``: what was handed out before
- ``told``: numbers in words; ``parts``, ``lines``: charts and tables; ``sentences``: what comments them
- ``report``: the document; ``workbook``: the spreadsheet; ``text``: the terminal; ``as_json``: other programs
- ``out``: what leaves; ``meanings``: the page of definitions; ``waiting``: what is told meanwhile
"""
