"""Timeline in lanes: every event of the chronology as a disc that bears its number there."""

import csv
from datetime import date
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.patches import Circle

MILLIMETRE = 1 / 25.4
WIDTH, HEIGHT = 160.0, 147.0  # of the figure, in mm; everything below is drawn in mm, so that discs stay round
LEFT, RIGHT = 27.0, 158.0  # where time begins and ends
RADIUS, GAP, PADDING = 1.95, 0.2, 2.4

# (name of the lane, categories of the file, colour, colour of the number)
EARLY = (
    ("Origins", ("origins",), "#5b6770", "white"),
    ("Treaty", ("treaty",), "#1f4e79", "white"),
)
LATE = (
    ("Dispute", ("dispute",), "#5b6770", "white"),
    ("Proposals:\nRussia", ("proposal-russia",), "#a3320b", "white"),
    ("Proposals:\nUS and NATO", ("proposal-us", "proposal-nato"), "#2f6fa7", "white"),
    ("Proposals:\nChina", ("proposal-china",), "#f2c879", "black"),
    ("Joint steps,\nothers, a report", ("proposal-joint", "proposal-other", "report"), "#dfe3e6", "black"),
    ("Tests and\ndeployments", ("deployment",), "#222222", "white"),
    ("Breaks", ("rupture",), "white", "black"),
)
LANDMARKS = {"1987-12-08": "treaty signed", "2019-08-02": "treaty ends", "2022-02-24": "invasion of Ukraine"}


def draw(data: list[Path]) -> Figure:
    """Draw the years to 2001 above and the years from 2014 below, each with lanes by category."""
    with data[0].open(encoding="utf-8", newline="") as file:
        events = [(number, row) for number, row in enumerate(csv.DictReader(file), start=1)]
    figure = Figure(figsize=(WIDTH * MILLIMETRE, HEIGHT * MILLIMETRE), layout="none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(HEIGHT, 0)
    axes.set_aspect("equal")
    axes.axis("off")
    floor = draw_era(axes, 5.5, (1979, 2002), range(1980, 2002, 2), EARLY, events)
    draw_era(axes, floor + 11.5, (2014, 2026.6), range(2014, 2027), LATE, events)
    return figure


def draw_era(axes, top, span, years, lanes, events):
    """Draw the lanes of an era below ``top`` and return where they end."""
    place = top
    for index, (name, categories, colour, ink) in enumerate(lanes):
        dots = swarm(
            [
                (number, across(row["date"], span))
                for number, row in events
                if row["category"] in categories and inside(row, span)
            ]
        )
        depth = 1 + max(level for _, _, level in dots)
        height = max(depth * (2 * RADIUS + GAP) + PADDING, 8.0)
        if index % 2 == 0:
            axes.axhspan(place, place + height, xmin=0.005, xmax=RIGHT / WIDTH, color="#f3f5f7", zorder=0)
        axes.text(2.0, place + height / 2, name, va="center", fontsize=7.5, linespacing=0.95)
        for number, x, level in dots:
            y = place + height / 2 + ((depth - 1) / 2 - level) * (2 * RADIUS + GAP)
            axes.add_patch(Circle((x, y), RADIUS, facecolor=colour, edgecolor="#222222", linewidth=0.7, zorder=3))
            axes.text(x, y + 0.05, str(number), ha="center", va="center_baseline", fontsize=6.5, color=ink, zorder=4)
        place += height
    draw_years(axes, top, place, span, years)
    draw_landmarks(axes, top, place, span)
    return place


def draw_years(axes, top, bottom, span, years):
    for year in years:
        x = across(str(year), span, middle=False)
        axes.plot([x, x], [top, bottom], color="#c9d0d6", linewidth=0.5, zorder=1)
        axes.plot([x, x], [bottom, bottom + 1.2], color="black", linewidth=0.7)
        axes.text(x, bottom + 1.8, str(year), ha="center", va="top", fontsize=7.5)
    axes.plot([LEFT, RIGHT], [bottom, bottom], color="black", linewidth=0.8)


def draw_landmarks(axes, top, bottom, span):
    for day, words in LANDMARKS.items():
        if inside({"date": day}, span):
            x = across(day, span)
            axes.plot([x, x], [top - 1, bottom], color="black", linewidth=0.9, linestyle=(0, (3, 2)), zorder=2)
            axes.text(x, top - 1.4, words, ha="center", va="bottom", fontsize=7.5, style="italic")


def inside(row, span):
    return span[0] <= float(row["date"][:4]) <= span[1]


def across(day, span, middle=True):
    """Return how far right, in mm, a day stands; a month or a year without a day stands at its middle."""
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 3:
        year = parts[0] + (date(*parts).timetuple().tm_yday - 1) / 365.25
    elif len(parts) == 2:
        year = parts[0] + (parts[1] - 0.5) / 12
    else:
        year = parts[0] + (0.5 if middle else 0)
    return LEFT + (year - span[0]) / (span[1] - span[0]) * (RIGHT - LEFT)


def swarm(dots):
    """Give each (number, x) the lowest level at which its disc touches no earlier one."""
    placed = []
    for number, x in sorted(dots, key=lambda dot: (dot[1], dot[0])):
        taken = {level for _, other, level in placed if abs(other - x) < 2 * RADIUS + GAP}
        placed.append((number, x, next(level for level in range(len(dots)) if level not in taken)))
    return placed
