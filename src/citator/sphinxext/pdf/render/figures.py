"""Images and figures; a figure without alternative text is told, and described by its caption meanwhile."""

from __future__ import annotations

from docutils import nodes

from citator.diagnostics import Code
from citator.sphinxext.pdf.images import typst_length
from citator.sphinxext.pdf.numbers import figure_number
from citator.sphinxext.pdf.table import renders
from citator.sphinxext.pdf.writer import Writer
from citator.typst.markup import Raw, Value, call, code_call, content, string

_ALIGN = ("left", "center", "right")


@renders(nodes.figure)
def figure(writer: Writer, node: nodes.figure) -> str:
    """Write a figure with caption, number and source line; figures within it stand side by side."""
    names = writer.anchors(node)
    caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
    legends = [child for child in node.children if isinstance(child, nodes.legend)]
    rest = [child for child in node.children if child is not caption and child not in legends]
    inner = [child for child in rest if isinstance(child, nodes.figure)]
    body = _side_by_side(writer, inner) if len(inner) > 1 else "".join(_content(writer, child) for child in rest)
    options: dict[str, Value] = {"anchors": list(names)} if names else {}
    if caption is not None:
        options["caption"] = content(writer.inline(caption))
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


def _side_by_side(writer: Writer, figures: list[nodes.figure]) -> str:
    parts = "".join(f"[{writer.render(item).strip()}\n], " for item in figures)
    return f"#subfigures(columns: {min(len(figures), 3)}, {parts});"


def picture(writer: Writer, node: nodes.image) -> str:
    """Return the call that draws an image, or nothing when there is no image to draw."""
    uri = node["uri"]
    if "://" in uri or uri.startswith("data:"):
        writer.tell(Code.REMOTE_IMAGE, f"image {uri} is on the web; save it beside the chapter", node)
        return ""
    path = writer.images.add(uri)
    if path is None:
        writer.tell(Code.MISSING_FILE, f"cannot find the image {uri}, or it is not SVG, PNG, JPEG or PDF", node)
        return ""
    sizes: dict[str, Value] = {
        name: Raw(length) for name in ("width", "height") if (length := typst_length(node.get(name)))
    }
    if "width" not in sizes and node.get("scale"):
        sizes["width"] = Raw(f"{int(node['scale'])}%")
    decorative = "decorative" in node.get("classes", ())
    sizes["alt"] = None if decorative else _alternative(writer, node, uri)
    # the image stands in the main file, so that Typst's errors have the author's place
    drawn = f"image({string(path)}, {code_call('', **sizes)[1:]}"
    options: dict[str, Value] = {"sized": True} if len(sizes) > 1 else {}
    if node.get("align") in _ALIGN:
        options["align"] = Raw(node["align"])
    code = code_call("picture", **options)[:-1] + (", " if options else "") + f"{drawn})"
    return f"decoration({code})" if decorative else code


def _alternative(writer: Writer, node: nodes.image, uri: str) -> str:
    alt = str(node.get("alt") or "").strip()
    if alt:
        return alt
    name = uri.rpartition("/")[2]
    writer.tell(Code.MISSING_ALT, f"figure '{name}' has no alternative text; add :alt:, or :decorative:", node)
    figure = node.parent
    caption = next((child for child in figure.children if isinstance(child, nodes.caption)), None)
    return caption.astext() if caption is not None else name
