"""Images and figures; one without alternative text, of which the author was told, is described by its caption."""

from __future__ import annotations

from docutils import nodes

from citator.diagnostics import Code
from citator.sphinxext.pdf.images import absolute_points, typst_length
from citator.sphinxext.pdf.numbers import figure_number
from citator.sphinxext.pdf.render import restated
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.markup import Raw, Value, call, code_call, content, string

LIMITS = {"width": 362, "height": 552}
"""Points that a picture may take of a page: the measure of the text, and most of its height."""
_ALIGN = ("left", "center", "right")


@renders(nodes.figure)
def figure(writer: Writer, node: nodes.figure) -> str:
    """Write a figure with caption, number and source line; figures within it stand side by side."""
    names = writer.anchors(node)
    caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
    legends = [child for child in node.children if isinstance(child, nodes.legend)]
    rest = [child for child in node.children if child is not caption and child not in legends]
    parts = [child for child in rest if "citator-subfigure" in getattr(child, "attributes", {}).get("classes", ())]
    body = _side_by_side(writer, parts) if parts else "".join(_content(writer, child) for child in rest)
    options: dict[str, Value] = {"anchors": list(names)} if names else {}
    if caption is not None:
        options["caption"] = content(restated.caption(writer, caption))
        names = writer.anchors(caption)
    if number := figure_number(writer.env, writer.docname, "figure", node["ids"]):
        options["number"] = number
    if legends:
        options["legend"] = content("".join(map(writer.children, legends)).strip() + "\n")
    return writer.block(node, call("fig", body.strip() + "\n", **options))


def _content(writer: Writer, node: nodes.Node) -> str:
    if isinstance(node, nodes.reference):  # an image that is a link
        return "".join(_content(writer, child) for child in node.children)
    if isinstance(node, nodes.image):
        code = picture(writer, node)
        return f"#{code};" if code else ""
    return writer.render(node)


def _side_by_side(writer: Writer, parts: list[nodes.Node]) -> str:
    columns = "".join(f"[{writer.render(part).strip()}\n], " for part in parts)
    return f"#subfigures(columns: {min(len(parts), 3)}, {columns});"


def picture(writer: Writer, node: nodes.image) -> str:
    """Return the call that draws an image, or nothing when there is no image to draw."""
    uri = node["uri"]
    path = writer.images.add(uri)
    if path is None:
        writer.tell(Code.MISSING_FILE, f"cannot find the image {uri}, or it is not SVG, PNG, JPEG or PDF", node)
        return ""
    options: dict[str, Value] = {}
    sizes: dict[str, Value] = {
        name: Raw(length) for name in ("width", "height") if (length := typst_length(node.get(name)))
    }
    if "width" not in sizes and node.get("scale"):
        sizes["width"] = Raw(f"{int(node['scale'])}%")
    if sizes := _fitting(writer, node, sizes):
        options["sized"] = True
    decorative = "decorative" in node.get("classes", ())
    sizes["alt"] = None if decorative else _alternative(node, uri)
    # the image stands in the main file, so that Typst's errors have the author's place
    drawn = f"image({string(path)}, {code_call('', **sizes)[1:]}"
    if node.get("align") in _ALIGN:
        options["align"] = Raw(node["align"])
    code = code_call("picture", **options)[:-1] + (", " if options else "") + f"{drawn})"
    return f"decoration({code})" if decorative else code


def _fitting(writer: Writer, node: nodes.image, sizes: dict[str, Value]) -> dict[str, Value]:
    """Return the sizes that an author gave, or the whole measure where they exceed the page, and tell so."""
    for name, limit in LIMITS.items():
        if absolute_points(node.get(name)) > limit:
            _tell_of_size(writer, node, f"a {name} of {node[name]}")
            return {name: Raw(f"{limit}pt")}
    width = sizes.get("width")
    if isinstance(width, Raw) and width.code.endswith("%") and float(width.code[:-1]) > 100:
        _tell_of_size(writer, node, f"a width of {width.code}")
        return {"width": Raw("100%")}
    return sizes


def _tell_of_size(writer: Writer, node: nodes.image, size: str) -> None:
    image = str(node["uri"]).rpartition("/")[2]
    message = f"image '{image}' has {size}, more than a page holds; it is made to fit: write :width: 100%"
    writer.tell(Code.PDF_SIZE, message, node)


def _alternative(node: nodes.image, uri: str) -> str:
    """Return what describes an image; the author has been told where that is not the author's own words."""
    if alt := str(node.get("alt") or "").strip():
        return alt
    caption = next((child for child in node.parent.children if isinstance(child, nodes.caption)), None)
    return caption.astext() if caption is not None else uri.rpartition("/")[2]
