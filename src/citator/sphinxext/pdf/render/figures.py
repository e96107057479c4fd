"""Images and figures; one without alternative text, of which the author was told, is described by its caption."""

from __future__ import annotations

from docutils import nodes

from citator.diagnostics import Code
from citator.sphinxext.pdf.images import absolute_points, typst_length
from citator.sphinxext.pdf.numbers import figure_number
from citator.sphinxext.pdf.render import restated
from citator.sphinxext.pdf.render.inline import link
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.sphinxext.words import caption_words
from citator.typst.markup import UNDESCRIBED, Raw, Value, call, code_call, content, string
from citator.typst.parts import mark_entry
from citator.typst.terms import terms

LIMITS = {"width": 362, "height": 552}
"""Points that a picture may take of a page: the measure of the text, and most of its height."""
_ALIGN = ("left", "center", "right")


@renders(nodes.figure)
def figure(writer: Writer, node: nodes.figure) -> str:
    """Write a figure with caption, number and source line; figures within it stand side by side."""
    caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
    names = (*writer.anchors(node), *(writer.anchors(caption) if caption is not None else ()))
    legends = [child for child in node.children if isinstance(child, nodes.legend)]
    rest = [child for child in node.children if child is not caption and child not in legends]
    parts = [child for child in rest if "citator-subfigure" in getattr(child, "attributes", {}).get("classes", ())]
    body = _side_by_side(writer, parts) if parts else "".join(_content(writer, child) for child in rest)
    options: dict[str, Value] = {"anchors": list(names)} if names else {}
    if caption is not None:
        options["caption"] = content(restated.caption(writer, caption))
    if number := figure_number(writer.env, writer.docname, "figure", node["ids"]):
        options["number"] = number
    if node.get("align") in _ALIGN:
        options["side"] = Raw(node["align"])
    if width := typst_length(node.get("width")):
        options["width"] = Raw(width)
    if legends:
        options["legend"] = content("".join(map(writer.children, legends)).strip() + "\n")
    return writer.block(node, noted(writer, "figure", number, caption) + call("fig", body.strip() + "\n", **options))


def noted(writer: Writer, kind: str, number: str | None, caption: nodes.Element | None) -> str:
    """Return the comment that notes a numbered figure or table for the lists of them."""
    name = (terms(writer.publication.language) | caption_words(writer.env.config))[kind]
    return mark_entry(kind, f"{name} {number} {caption.astext()}") if number and caption is not None else ""


def _content(writer: Writer, node: nodes.Node) -> str:
    if isinstance(node, nodes.reference):  # an image that is a link
        return link(writer, node, "".join(_content(writer, child) for child in node.children))
    if isinstance(node, nodes.image):
        code = picture(writer, node)
        return f"#{code};" if code else ""
    return writer.render(node)


def _side_by_side(writer: Writer, parts: list[nodes.Node]) -> str:
    columns = "".join(f"[{writer.render(part).strip()}\n], " for part in parts)
    return f"#subfigures(columns: {min(len(parts), 3)}, {columns});"


def picture(writer: Writer, node: nodes.image) -> str:
    """Return the call that draws an image, or nothing when there is no image to draw."""
    path, fault = writer.images.add(str(node["uri"]))
    if path is None:
        writer.tell(Code.MISSING_FILE, fault, node)
        return ""
    options: dict[str, Value] = {}
    scale = int(node.get("scale", 100)) / 100
    if sizes := _fitting(writer, node, _sizes(node, scale)):
        options["sized"] = True
    elif scale != 1:
        options["scale"] = scale
    decorative = "decorative" in node.get("classes", ())
    sizes = {**sizes, "alt": None if decorative else _alternative(node)}
    # the image stands in the main file, so that Typst's errors have the author's place
    drawn = f"image({string(path)}, {code_call('', **sizes)[1:]}"
    if (side := _side(node)) in _ALIGN:
        options["align"] = Raw(side)
    code = code_call("picture", **options)[:-1] + (", " if options else "") + f"{drawn})"
    return f"decoration({code})" if decorative else code


def _side(node: nodes.image) -> str:
    """Return the side that an image stands on; docutils notes it at the figure."""
    around = _around(node)
    return str(node.get("align") or (around.get("align", "") if isinstance(around, nodes.figure) else ""))


def _around(node: nodes.image) -> nodes.Element:
    """Return what holds an image: its figure, also where it is a link."""
    outer = node.parent.parent if isinstance(node.parent, nodes.reference) else node.parent
    assert isinstance(outer, nodes.Element)
    return outer


def _sizes(node: nodes.image, scale: float) -> dict[str, str]:
    """Return width and height as an author gave them, scaled; without them ``scale`` applies to the image's own size."""
    given = {name: str(node[name]) for name in ("width", "height") if node.get(name)}
    return {name: length for name, text in given.items() if (length := typst_length(text, scale))}


def _fitting(writer: Writer, node: nodes.image, sizes: dict[str, str]) -> dict[str, Value]:
    """Return the sizes, or the whole measure where they exceed the page, and tell so."""
    for name, limit in LIMITS.items():
        length = sizes.get(name, "")
        wide = name == "width" and length.endswith("%") and float(length[:-1]) > 100
        if wide or absolute_points(length) > limit:
            image = str(node["uri"]).rpartition("/")[2]
            message = f"image '{image}' has a {name} of {node[name]}, more than a page holds; it is made to fit: write :width: 100%"
            writer.tell(Code.PDF_SIZE, message, node)
            return {name: Raw("100%" if wide else f"{limit}pt")}
    return {name: Raw(length) for name, length in sizes.items()}


def _alternative(node: nodes.image) -> Value:
    """Return what describes an image; the author has been told where that is not the author's own words."""
    if alt := str(node.get("alt") or "").strip():
        return alt
    captions = (child for child in _around(node).children if _is_caption(child))
    return next((words for caption in captions if (words := caption.astext().strip())), UNDESCRIBED)


def _is_caption(node: nodes.Node) -> bool:
    return isinstance(node, nodes.caption) or "citator-subcaption" in getattr(node, "attributes", {}).get("classes", ())
