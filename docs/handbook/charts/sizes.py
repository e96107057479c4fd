"""Lines of cost against library size, one for each step and program, on logarithmic scales."""

import csv

from matplotlib.figure import Figure

STEPS = {
    "plain: cold": ("Plain: everything", "o", "#8a4b08", "-"),
    "plain: one chapter edited": ("Plain: one chapter edited", "s", "#8a4b08", "--"),
    "plain: nothing changed": ("Plain: nothing changed", "^", "#8a4b08", ":"),
    "cold, HTML": ("Citator: everything", "o", "#1f4e79", "-"),
    "one chapter edited, HTML": ("Citator: one chapter edited", "s", "#1f4e79", "--"),
    "nothing changed": ("Citator: nothing changed", "^", "#1f4e79", ":"),
}


def draw(data):
    with data[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    figure = Figure(figsize=(6.3, 3.9))
    axes = figure.add_subplot()
    for step, (label, marker, colour, line) in STEPS.items():
        points = [(int(row["reports"]), float(row["cpu"])) for row in rows if row["step"] == step]
        axes.plot(*zip(*points, strict=True), marker=marker, color=colour, linestyle=line, label=label)
    sizes = sorted({int(row["reports"]) for row in rows})
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(sizes, [str(size) for size in sizes])
    axes.minorticks_off()
    axes.set_yticks([0.1, 1, 10, 100], ["0.1", "1", "10", "100"])
    axes.set_xlabel("Reports in the library")
    axes.set_ylabel("CPU seconds")
    axes.grid(axis="y", color="#dddddd")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False, fontsize=8)
    return figure
