"""The geometry of charts: numbers in, positions out, as integers in the units of a drawing.

Nothing here knows of articles, addresses, words or colours. `views/charts.py` fills in what a chart
is about, and the theme draws it (`_chart.html`).
"""
