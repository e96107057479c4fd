"""What the reader knows of BibTeX and BibLaTeX, as tables: entry types, fields, languages, addresses.

Entry types and fields follow the BibLaTeX manual 3.20, sections 2.1 and 2.2; CSL types and variables follow
https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
"""

from __future__ import annotations

ENTRY_TYPES: dict[str, str] = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "bibnote": "document",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "book",
    "commentary": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "book",
    "mastersthesis": "thesis",
    "misc": "document",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review",
    "set": "document",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "www": "webpage",
    "xdata": "document",
}
"""BibLaTeX's and BibTeX's types, with the CSL type of each."""

VENDOR_TYPES: dict[str, str] = {
    "bill": "legislation",
    "blog": "online",
    "blog_post": "online",
    "book_section": "incollection",
    "case": "jurisdiction",
    "code": "software",
    "computer_program": "software",
    "conference_paper": "inproceedings",
    "conference_proceedings": "proceedings",
    "data": "dataset",
    "encyclopedia_article": "inreference",
    "film": "movie",
    "generic": "misc",
    "hearing": "jurisdiction",
    "internet": "online",
    "journal": "article",
    "journal_article": "article",
    "magazine_article": "article",
    "newspaper_article": "article",
    "presentation": "unpublished",
    "statute": "legislation",
    "talk": "unpublished",
    "web_page": "online",
    "webpage": "online",
    "website": "online",
    "working_paper": "report",
    "workingpaper": "report",
}
"""Types that reference managers write though no manual knows them, with the BibLaTeX type that they mean."""

ARTICLE_SUBTYPES: dict[str, str] = {
    "newspaper": "article-newspaper",
    "newspaper_article": "article-newspaper",
    "magazine": "article-magazine",
    "magazine_article": "article-magazine",
}
"""``entrysubtype`` of an article, or the vendor's type, with the CSL type."""

FIELD_ALIASES: dict[str, str] = {
    "address": "location",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "journal": "journaltitle",
    "primaryclass": "eprintclass",
    "school": "institution",
    "key": "sortkey",
    "language_id": "langid",
    "hyphenation": "langid",
    "lastchecked": "urldate",
    "accessed": "urldate",
    "archivedurl": "archiveurl",
    "archiveddate": "archivedate",
}
"""BibTeX's and programs' names of fields, with BibLaTeX's; the BibLaTeX field wins where both are given."""

NAME_FIELDS = (
    "author", "editor", "editora", "editorb", "editorc", "translator", "bookauthor", "annotator", "commentator",
    "introduction", "foreword", "afterword", "holder",
)  # fmt: skip

CASED_FIELDS = frozenset({
    "title", "subtitle", "shorttitle", "booktitle", "booksubtitle", "maintitle", "mainsubtitle", "origtitle",
})  # fmt: skip
"""Titles whose case a style may change; braces protect words in them."""

TEXT_FIELDS = frozenset({
    "addendum", "booktitleaddon", "chapter", "edition", "eid", "eventtitle", "eventtitleaddon", "howpublished",
    "institution", "issue", "issuesubtitle", "issuetitle", "journalsubtitle", "journaltitle", "library", "location",
    "maintitleaddon", "nameaddon", "note", "number", "organization", "origlocation", "origpublisher", "pages",
    "pagetotal", "part", "publisher", "pubstate", "series", "shortjournal", "shortseries", "titleaddon", "type",
    "venue", "version", "volume", "volumes",
})  # fmt: skip
CODE_FIELDS = frozenset({
    "archivedate", "archiveurl", "bookpagination", "crossref", "date", "day", "doi", "editoratype", "editorbtype",
    "editorctype", "editortype", "entrysubtype", "eprint", "eprintclass", "eprinttype", "eventdate", "ids", "isan",
    "isbn", "ismn", "isrn", "issn", "iswc", "langid", "language", "month", "origdate", "origlanguage", "pagination",
    "pmcid", "pmid", "same_as", "url", "urldate", "xdata", "xref", "year",
})  # fmt: skip
HOUSE_FIELDS: dict[str, str] = {
    "translatedtitle": "translated_title",
    "transtitle": "translated_title",
    "titletranslation": "translated_title",
    "romanisedtitle": "romanised_title",
    "romanizedtitle": "romanised_title",
    "transliteratedtitle": "romanised_title",
    "romanisedauthor": "romanised_author",
    "romanizedauthor": "romanised_author",
    "transliteratedauthor": "romanised_author",
    "shortauthor": "shortauthor",
    "shorteditor": "shorteditor",
}
"""Fields that CSL has no variable for, with their place under ``custom`` in the CSL item.

``custom`` holds: ``translated_title`` (a title in the library's language, without brackets), ``romanised_title``,
``romanised_author``, ``shortauthor``, ``shorteditor`` (lists of CSL names) and ``archive_url`` (an archived copy).
``title`` and ``author`` are always as the author of the .bib wrote them.
"""

PUBLIC_FIELDS = frozenset({*NAME_FIELDS, *CASED_FIELDS, *TEXT_FIELDS, *CODE_FIELDS, *HOUSE_FIELDS})
"""The only fields that ever leave the .bib: no ``annotation``, ``file``, ``abstract`` or ``keywords``."""

LANGUAGES: dict[str, str] = {
    "afrikaans": "af", "albanian": "sq", "american": "en-US", "arabic": "ar", "armenian": "hy", "australian": "en-AU",
    "austrian": "de-AT", "basque": "eu", "belarusian": "be", "bengali": "bn", "bosnian": "bs", "brazil": "pt-BR",
    "brazilian": "pt-BR", "breton": "br", "british": "en-GB", "bulgarian": "bg", "canadian": "en-CA",
    "canadien": "fr-CA", "catalan": "ca", "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da",
    "dutch": "nl", "english": "en", "esperanto": "eo", "estonian": "et", "farsi": "fa", "finnish": "fi",
    "francais": "fr", "french": "fr", "galician": "gl", "georgian": "ka", "german": "de", "germanb": "de",
    "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "icelandic": "is", "indonesian": "id",
    "irish": "ga", "italian": "it", "japanese": "ja", "kazakh": "kk", "korean": "ko", "latin": "la", "latvian": "lv",
    "lithuanian": "lt", "macedonian": "mk", "malay": "ms", "mongolian": "mn", "naustrian": "de-AT",
    "newzealand": "en-NZ", "ngerman": "de", "norsk": "nb", "norwegian": "nb", "nswissgerman": "de-CH", "nynorsk": "nn",
    "persian": "fa", "polish": "pl", "polutonikogreek": "el", "portuges": "pt", "portuguese": "pt", "romanian": "ro",
    "russian": "ru", "scottish": "gd", "serbian": "sr", "serbianc": "sr-Cyrl", "simplifiedchinese": "zh-Hans",
    "slovak": "sk", "slovene": "sl", "slovenian": "sl", "spanish": "es", "swedish": "sv", "swissgerman": "de-CH",
    "thai": "th", "traditionalchinese": "zh-Hant", "turkish": "tr", "ukenglish": "en-GB", "ukrainian": "uk",
    "urdu": "ur", "usenglish": "en-US", "uzbek": "uz", "vietnamese": "vi", "welsh": "cy",
    "afr": "af", "alb": "sq", "sqi": "sq", "ara": "ar", "arm": "hy", "hye": "hy", "baq": "eu", "eus": "eu", "bel": "be",
    "ben": "bn", "bos": "bs", "bre": "br", "bul": "bg", "cat": "ca", "chi": "zh", "zho": "zh", "hrv": "hr", "cze": "cs",
    "ces": "cs", "dan": "da", "dut": "nl", "nld": "nl", "eng": "en", "epo": "eo", "est": "et", "per": "fa", "fas": "fa",
    "fin": "fi", "fre": "fr", "fra": "fr", "glg": "gl", "geo": "ka", "kat": "ka", "ger": "de", "deu": "de", "gre": "el",
    "ell": "el", "heb": "he", "hin": "hi", "hun": "hu", "ice": "is", "isl": "is", "ind": "id", "gle": "ga", "ita": "it",
    "jpn": "ja", "kaz": "kk", "kor": "ko", "lat": "la", "lav": "lv", "lit": "lt", "mac": "mk", "mkd": "mk", "may": "ms",
    "msa": "ms", "mon": "mn", "nob": "nb", "nor": "nb", "nno": "nn", "pol": "pl", "por": "pt", "rum": "ro", "ron": "ro",
    "rus": "ru", "gla": "gd", "srp": "sr", "slo": "sk", "slk": "sk", "slv": "sl", "spa": "es", "swe": "sv", "tha": "th",
    "tur": "tr", "ukr": "uk", "urd": "ur", "uzb": "uz", "vie": "vi", "wel": "cy", "cym": "cy",
}  # fmt: skip
"""Names of babel and polyglossia, and the codes of ISO 639-2 that libraries write, with BCP 47 tags."""

SCRIPTS: tuple[tuple[str, str], ...] = (
    (r"[\u3040-\u30ff]", "ja"),
    (r"[\uac00-\ud7af]", "ko"),
    (r"[\u3400-\u9fff\U00020000-\U0003ffff]", "zh"),
    (r"[іїєґІЇЄҐ]", "uk"),
    (r"[\u0400-\u04ff]", "ru"),
    (r"[\u0370-\u03ff]{2}", "el"),
    (r"[\u0590-\u05ff]", "he"),
    (r"[\u0600-\u06ff]", "ar"),
    (r"[\u0e00-\u0e7f]", "th"),
    (r"[\u0900-\u097f]", "hi"),
    (r"[\u10a0-\u10ff]", "ka"),
    (r"[\u0530-\u058f]", "hy"),
)
"""Letters of a script, with the language that is meant when ``langid`` says nothing; the first match counts."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH_WORDS = _words("a an and are as at between by for from how in into is its of on or the to what with")
FUNCTION_WORDS = ENGLISH_WORDS | _words(
    "but nor not so yet about above across after against along among amid around because before behind below beneath beside besides beyond "
    "despite down during except inside like near off onto out outside over past per since than that their this those "
    "through throughout till toward towards under until upon versus via when where while within without"
)
"""Words that title case may leave small, whatever their length."""
ENGLISH_NAMES = _words(
    "january february april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday english french german russian chinese"
)
"""Words that English always capitalises."""
SMALL_WORDS = _words("of the and for in on at to by de la le du des der die das und für van")
"""Words that are small within names, too."""
GENERIC_TITLES = _words("report transcript statement introduction editorial review interview commentary correction")
"""What stands before a colon in such a title is no short title."""
FOREIGN_WORDS = _words(
    "aus das dem den der des die ein eine für im mit nach und von zu zum zur la le les du et dans sur une un pour aux "
    "el los las del y en una por il lo gli della delle dei e di nel per het van een voor och att som för om na w z i o "
    "do się os da dos das no em"
)
"""Function words by which a title without ``langid`` shows that sentence case would spoil it."""

TEXT_COMMANDS = _words(
    "emph textit textbf textsc textsl textup textrm textsf texttt textmd textnormal textsuperscript textsubscript "
    "underline uline enquote mkbibquote mkbibemph mkbibbold mkbibitalic mkbibparens mkbibbrackets MakeUppercase "
    "MakeLowercase uppercase lowercase MakeSentenceCase MakeTitleCase url href foreignlanguage "
    "footnote cite textcolor textgreek textcyr char"
)
"""Commands whose argument pandoc handles; of any other it would drop the argument, so the command alone is dropped."""

SEASONS: dict[str, int] = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}

SERIES: dict[str, str] = {"newseries": "new series", "oldseries": "old series"}
"""BibLaTeX's words for the series of a journal."""

EDITOR_TYPES: dict[str, str] = {
    "editor": "editor",
    "compiler": "compiler",
    "director": "director",
    "producer": "producer",
    "organizer": "organizer",
    "series": "collection-editor",
    "serieseditor": "collection-editor",
    "curator": "curator",
    "narrator": "narrator",
    "performer": "performer",
    "host": "host",
    "guest": "guest",
    "illustrator": "illustrator",
}
"""``editortype``, with the CSL name variable."""

EPRINTS: dict[str, str] = {
    "arxiv": "https://arxiv.org/abs/{}",
    "jstor": "https://www.jstor.org/stable/{}",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
    "hdl": "https://hdl.handle.net/{}",
    "handle": "https://hdl.handle.net/{}",
    "googlebooks": "https://books.google.com/books?id={}",
}
"""``eprinttype``, with the address that an ``eprint`` stands for."""

IDENTIFIERS: dict[str, str] = {"isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID"}
