"""Bar chart: the missiles eliminated under the INF Treaty, by party, class and system."""

import csv
from itertools import groupby
from pathlib import Path

from matplotlib.figure import Figure

MILLIMETRE = 1 / 25.4
# Dark and light, plain and hatched: the classes stay apart in grey print and for colour-blind readers.
LOOKS = {
    "intermediate-range": {"facecolor": "#1f4e79", "hatch": "", "text": "white"},
    "shorter-range": {"facecolor": "#f2c879", "hatch": "////", "text": "black"},
}
SHORT = {"other intermediate-range types": "other types", "shorter-range types together": "all types"}


def draw(data: list[Path]) -> Figure:
    """Draw one bar for each party and class, divided by system, with every number written out."""
    with data[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    figure = Figure(figsize=(160 * MILLIMETRE, 78 * MILLIMETRE), layout="constrained")
    axes = figure.add_subplot()
    names = []
    for place, ((party, kind), systems) in enumerate(groupby(rows, key=lambda row: (row["party"], row["class"]))):
        names.append(f"{party}\n{kind}")
        draw_bar(axes, place, kind, list(systems))
    finish(axes, names)
    return figure


def draw_bar(axes, place, kind, systems):
    look = LOOKS[kind]
    total = 0
    for row in systems:
        count = int(row["eliminated"])
        axes.barh(
            place, count, left=total, height=0.62,
            facecolor=look["facecolor"], hatch=look["hatch"], edgecolor="#8a6d2f" if look["hatch"] else "white", linewidth=1.0,
        )  # fmt: skip
        axes.text(
            total + count / 2, place, f"{SHORT.get(row['system'], row['system'].replace(' (GLCM)', ''))}\n{count}",
            ha="center", va="center", fontsize=7.5, color=look["text"], linespacing=0.95,
            bbox={"facecolor": look["facecolor"], "edgecolor": "none", "boxstyle": "square,pad=0.1"},
        )  # fmt: skip
        total += count
    axes.text(total + 12, place, f"{total:,}", va="center", fontweight="bold", fontsize=9)


def finish(axes, names):
    axes.set_yticks(range(len(names)), names, fontsize=8, linespacing=1.0)
    axes.invert_yaxis()
    axes.set_xlim(0, 1060)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_xlabel("Missiles eliminated", fontsize=8)
    axes.tick_params(axis="x", labelsize=8)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#d0d0d0", linewidth=0.5)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
