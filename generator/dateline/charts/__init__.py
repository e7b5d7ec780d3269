"""The geometry of charts: numbers in, positions out, as integers in the units of a drawing.

Nothing here knows of articles, addresses, words or colours. the views fill in what a chart is
about, and the theme draws it (`_chart.html`).
"""
