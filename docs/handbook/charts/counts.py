"""Bar chart of the invented counts."""

import csv

from matplotlib.figure import Figure


def draw(data):
    with data[0].open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["count"] != "0"]
    sites, counts = [row["site"] for row in rows], [int(row["count"]) for row in rows]
    figure = Figure(figsize=(6.3, 2.2))
    axes = figure.add_subplot()
    bars = axes.barh(sites, counts, color="#cddbe8", edgecolor="#1f4e79", hatch="//")
    axes.bar_label(bars, padding=4)
    axes.invert_yaxis()
    axes.set_xlabel("Count")
    return figure
