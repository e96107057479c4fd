"""Reading CSL as XML: safely, and without what only people read."""

from __future__ import annotations

from lxml import etree

from citator.errors import CitatorError

NAMESPACE = "http://purl.org/net/xbiblio/csl"
CSL = f"{{{NAMESPACE}}}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class StyleError(CitatorError):
    """A style that cannot be used.

    A message that goes on without the style says between ``cause`` and ``remedy`` what it does instead.
    """

    def __init__(self, cause: str, remedy: str) -> None:
        self.cause, self.remedy = cause, remedy
        super().__init__(f"{cause}; {remedy}")


def parse_style(source: bytes, name: str) -> etree._Element:
    """Parse a style without its comments and blank text, which is a fifth of what the engine would read.

    No entity is resolved and nothing is fetched, for a .csl file may come from anywhere.

    Raises:
        StyleError: it is not well-formed XML, or no style of CSL 1.0 or later.
    """
    parser = etree.XMLParser(
        remove_comments=True, remove_pis=True, remove_blank_text=True, resolve_entities=False, no_network=True
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise no_style(
            name, f"it is no XML that can be read ({error.msg})" if source.strip() else "it is empty"
        ) from error
    if root.tag != f"{CSL}style":
        raise no_style(name, f'its root is <{etree.QName(root).localname}>, not <style xmlns="{NAMESPACE}">')
    if next(root.iter(etree.Entity), None) is not None:
        raise no_style(name, "it holds entities, which are not resolved")
    if "version" not in root.attrib:
        raise StyleError(
            f"{name} is no style of CSL 1.0: it gives no version, as those of CSL 0.8",
            "update it, or name one of the CSL repository",
        )
    return root


def no_style(name: str, reason: str) -> StyleError:
    """Return what to raise of a file that is no style."""
    return StyleError(
        f"{name} is no CSL style: {reason}", "fetch the file again, or name a style of the CSL repository"
    )


def element(tag: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    """Make a CSL element; underscores in attribute names stand for hyphens."""
    made = etree.Element(f"{CSL}{tag}", {key.replace("_", "-"): value for key, value in attributes.items()})
    made.text = text
    return made
