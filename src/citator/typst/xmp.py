"""Completes a PDF's XMP metadata with what Typst cannot write: authors and keywords one by one, DOI, licence, series, last change.

See the XMP specification, part 1 and 2, and PRISM 3.0 (http://prismstandard.org/namespaces/basic/3.0/).
"""

from __future__ import annotations

import pikepdf
from lxml import etree

from citator.model.addresses import doi_url
from citator.model.licenses import find_license
from citator.model.publication import Publication
from citator.model.titles import withdrawn_mark
from citator.typst.editions import Edition
from citator.typst.terms import terms

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def complete_metadata(document: pikepdf.Pdf, publication: Publication, edition: Edition) -> None:
    """Complete the metadata of a PDF; the same input gives the same bytes."""
    stream = document.Root.Metadata
    packet = etree.fromstring(stream.read_bytes(), etree.XMLParser(resolve_entities=False, remove_pis=True))
    _complete(packet, publication, edition)
    if publication.keywords:
        document.docinfo["/Keywords"] = _separated(publication)
    document.docinfo["/ModDate"] = f"D:{publication.changed:%Y%m%d}000000Z"
    document.docinfo["/Title"] = _title(str(document.docinfo["/Title"]), publication, edition)
    text = etree.tostring(packet, encoding="unicode")
    stream.write(f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{text}<?xpacket end="r"?>'.encode())


def _complete(packet: etree._Element, publication: Publication, edition: Edition) -> None:
    description = packet.find(".//rdf:Description", _NAMESPACES)
    if description is None:
        return
    _replace_text(description, "xmp:ModifyDate", f"{publication.changed.isoformat()}T00:00:00Z")
    for title in description.findall("dc:title/rdf:Alt/rdf:li", _NAMESPACES):
        title.text = _title(title.text or "", publication, edition)
    _replace_list(description, "dc:creator", "rdf:Seq", [person.name for person in publication.authors])
    _replace_list(description, "dc:subject", "rdf:Bag", list(publication.keywords))
    if publication.keywords:
        _replace_text(description, "pdf:Keywords", _separated(publication))
    _replace_list(description, "dc:publisher", "rdf:Bag", [publication.publisher] if publication.publisher else [])
    if rights := _rights(publication):
        _replace_list(description, "dc:rights", "rdf:Alt", [rights], lang="x-default")
        _add_text(description, "xmpRights:Marked", "True")
    if licence := find_license(publication.license):
        _add_text(description, "xmpRights:WebStatement", licence.url)
    if publication.doi and edition.is_part:
        _replace_list(description, "dc:relation", "rdf:Bag", [doi_url(publication.doi)])
    elif publication.doi:
        _replace_text(description, "dc:identifier", doi_url(publication.doi))
    prism = {
        "doi": None if edition.is_part else publication.doi,
        "isbn": None if edition.is_part else publication.isbn,
        "seriesTitle": publication.series.title if publication.series else None,
        "seriesNumber": publication.series.number if publication.series else None,
        "issn": publication.series.issn if publication.series else None,
        "versionIdentifier": publication.version,
    }
    present = {name: text for name, text in prism.items() if text}
    for name, text in present.items():
        _add_text(description, f"prism:{name}", text)
    _describe_prism(description, tuple(present))


def _title(title: str, publication: Publication, edition: Edition) -> str:
    """Return the title that Typst has written, with what distinguishes the file; a chapter's holds its own already."""
    brief = f"{terms(publication.language)['summary']} – " if edition.name == "brief" else ""
    return f"{withdrawn_mark(publication)}{brief}{title}"


def _separated(publication: Publication) -> str:
    """Return the keywords between semicolons, for one may hold a comma."""
    return "; ".join(publication.keywords)


def _rights(publication: Publication) -> str:
    parts = [f"© {publication.date.year} {publication.copyright}" if publication.copyright else "", publication.license]
    text = ". ".join(part for part in parts if part)
    return f"{text} ({publication.license_note})" if text and publication.license_note else text


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def _add_text(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, _tag(name), nsmap={name.partition(":")[0]: _NAMESPACES[name.partition(":")[0]]})
    element.text = text
    return element


def _replace_text(parent: etree._Element, name: str, text: str) -> None:
    for old in parent.findall(_tag(name)):
        parent.remove(old)
    parent.attrib.pop(_tag(name), "")
    _add_text(parent, name, text)


def _replace_list(parent: etree._Element, name: str, container: str, items: list[str], lang: str = "") -> None:
    """Write an RDF container in place of whatever Typst wrote; nothing when there is nothing to say."""
    if not items:
        return
    _replace_text(parent, name, "")
    element = parent.find(_tag(name))
    assert element is not None  # just written
    element.text = None
    box = etree.SubElement(element, _tag(container))
    for item in items:
        entry = etree.SubElement(box, _tag("rdf:li"))
        entry.text = item
        if lang:
            entry.set("{http://www.w3.org/XML/1998/namespace}lang", lang)


def _describe_prism(description: etree._Element, names: tuple[str, ...]) -> None:
    """Declare the PRISM properties, as PDF/A asks of schemas that it does not know (ISO 19005-3, 6.6.2.3)."""
    if not names:
        return
    holder = description.find("pdfaExtension:schemas", _NAMESPACES)
    if holder is None:
        holder = etree.SubElement(description, _tag("pdfaExtension:schemas"))
    bag = holder.find("rdf:Bag", _NAMESPACES)
    if bag is None:
        bag = etree.SubElement(holder, _tag("rdf:Bag"))
    schema = _resource(bag)
    _add_text(schema, "pdfaSchema:schema", "PRISM Basic Metadata")
    _add_text(schema, "pdfaSchema:namespaceURI", _NAMESPACES["prism"])
    _add_text(schema, "pdfaSchema:prefix", "prism")
    properties = etree.SubElement(etree.SubElement(schema, _tag("pdfaSchema:property")), _tag("rdf:Seq"))
    for name in names:
        entry = _resource(properties)
        _add_text(entry, "pdfaProperty:name", name)
        _add_text(entry, "pdfaProperty:valueType", "Text")
        _add_text(entry, "pdfaProperty:category", "external")
        _add_text(entry, "pdfaProperty:description", f"PRISM {name}")


def _resource(parent: etree._Element) -> etree._Element:
    entry = etree.SubElement(parent, _tag("rdf:li"))
    entry.set(_tag("rdf:parseType"), "Resource")
    return entry
