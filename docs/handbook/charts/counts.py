"""Bar chart of the invented counts."""

import csv

from matplotlib.figure import Figure


def draw(data):
    rows = [row for row in csv.DictReader(data[0].open(encoding="utf-8")) if row["count"] != "0"]
    figure = Figure(figsize=(6.3, 2.2), layout="constrained")
    axes = figure.add_subplot()
    bars = axes.barh(
        [row["site"] for row in rows], [int(row["count"]) for row in rows], color="#cddbe8", edgecolor="#1f4e79", hatch="//"
    )
    axes.bar_label(bars, padding=4)
    axes.invert_yaxis()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, 27)
    axes.set_xlabel("Count")
    return figure
