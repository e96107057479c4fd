"""Dot chart: published ranges of ground-launched missiles against the limits of the INF Treaty."""

import csv
from pathlib import Path

from matplotlib.figure import Figure

MILLIMETRE = 1 / 25.4
LIMITS = (500, 5500)
GROUND = "#eef1f4"  # between the limits
PLATE = {"facecolor": GROUND, "edgecolor": "none", "pad": 0.8}  # under words, so that no line crosses them
GROUPS = {
    "Eliminated under the treaty": {"colour": "#5b6770", "marker": "s"},
    "In dispute before its end": {"colour": "#c1440e", "marker": "D"},
    "Fielded, tested or planned today": {"colour": "#1f4e79", "marker": "o"},
}
SHORT = {
    "Medium-range ballistic types (DF-17, DF-21 and others)": "DF-17, DF-21 and others",
    "UK-German deep precision strike": "Deep precision strike",
    "LRHW Dark Eagle": "Dark Eagle",
    "Tomahawk (Typhon)": "Tomahawk on Typhon",
    "9M729 (SSC-8)": "9M729 or SSC-8",
    "Type-12 (upgraded)": "Type-12, upgraded",
}
OWNERS = {
    "United States (and West Germany)": "US, W. Germany", "United States": "US", "Soviet Union": "USSR",
    "United Kingdom and Germany": "UK, Germany", "France, Germany, Italy, Poland and others": "European group",
}  # fmt: skip
# What the file says in words only (its column range_text): whose figure each end of the disputed interval is.
CLAIMS_9M729 = ((480, "480 km:\nRussia"), (2500, "2,500 km: CSIS\n(via Reuters)"))


def draw(data: list[Path]) -> Figure:
    """Draw a mark, an interval or an open arrow for each system that has a figure, on a logarithmic axis."""
    with data[0].open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["range_km_min"]]
    figure = Figure(figsize=(160 * MILLIMETRE, 118 * MILLIMETRE), layout="constrained")
    axes = figure.add_subplot()
    draw_limits(axes)
    place = 0.0
    ticks, names = [], []
    for group, look in GROUPS.items():
        axes.text(
            -0.012, place, group, transform=axes.get_yaxis_transform(),
            fontsize=8, fontweight="bold", color=look["colour"], ha="right", va="center",
        )  # fmt: skip
        place += 1
        for row in (row for row in rows if group_of(row) == group):
            draw_system(axes, place, row, look)
            ticks.append(place)
            names.append(f"{SHORT.get(row['system'], row['system'])} ({OWNERS.get(row['owner'], row['owner'])})")
            place += 1.5 if group_of(row) == "In dispute before its end" else 1
        place += 0.25
    finish(axes, ticks, names, place)
    return figure


def group_of(row):
    if row["status"].startswith("eliminated"):
        return "Eliminated under the treaty"
    return "In dispute before its end" if row["treaty_class"] == "disputed" else "Fielded, tested or planned today"


def draw_limits(axes):
    axes.axvspan(*LIMITS, color=GROUND, zorder=0)
    for limit in LIMITS:
        axes.axvline(limit, color="black", linewidth=1.1, zorder=1)
        axes.text(limit, -0.75, f"{limit:,} km", ha="center", va="bottom", fontsize=8, fontweight="bold")
    axes.text(1658, -0.75, "range class of the INF Treaty", ha="center", va="bottom", fontsize=8, style="italic")
    axes.axvline(1000, color="#8a949c", linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)


def draw_system(axes, place, row, look):
    low = float(row["range_km_min"])
    high = float(row["range_km_max"] or low)
    colour, marker = look["colour"], look["marker"]
    words = f"{low:,.0f}" if high == low else f"{low:,.0f}–{high:,.0f}"
    if high > low:
        axes.plot([low, high], [place, place], color=colour, linewidth=3.2, solid_capstyle="butt", zorder=2)
    axes.plot(
        sorted({low, high}),
        [place] * len({low, high}),
        marker,
        color=colour,
        markersize=5.2,
        zorder=3,
        linestyle="none",
    )
    edge = high * 1.06
    if not row["range_km_max"]:
        words = f"{low:,.0f} or more"
        edge = low * 1.42
        axes.annotate(
            "", xy=(low * 1.34, place), xytext=(low, place),
            arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
    if row["system"] == "SS-23":
        axes.text(520, place, "400 by its designers, banned all the same", va="center", fontsize=7.5, bbox=PLATE)
    elif row["system"].startswith("9M729"):
        draw_claims(axes, place, colour)
    else:
        # Near the upper limit the words stand before the mark, so that the line does not cross them.
        before = edge > 4800
        axes.text(
            low * 0.93 if before else edge, place, words,
            ha="right" if before else "left", va="center", fontsize=7.5, bbox=PLATE,
        )  # fmt: skip


def draw_claims(axes, place, colour):
    (low, low_words), (high, high_words) = CLAIMS_9M729
    axes.text(low * 0.95, place, low_words, ha="right", va="center", fontsize=7, linespacing=0.95)
    axes.text(high * 1.07, place, high_words, ha="left", va="center", fontsize=7, linespacing=0.95)
    axes.plot([2350], [place], "D", markersize=5.2, color="white", markeredgecolor=colour, zorder=4)
    axes.text(2300, place + 0.66, "2,350 km: German paper", va="center", ha="right", fontsize=7)


def finish(axes, ticks, names, bottom):
    axes.set_xscale("log")
    axes.set_xlim(300, 7800)
    axes.set_ylim(bottom - 0.3, -0.9)
    marks = [300, 500, 1000, 2000, 3000, 4000, 5500]
    axes.set_xticks(marks, [f"{mark:,}" for mark in marks], fontsize=8)
    axes.set_xticks([], minor=True)
    axes.set_xlabel("Range in km, as published or claimed (logarithmic scale)", fontsize=8)
    axes.set_yticks(ticks, names, fontsize=7.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", color="#dfe3e6", linewidth=0.5)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
