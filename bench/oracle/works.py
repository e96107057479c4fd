"""Sixty invented works of every CSL type, in several scripts, with the names, dates and titles that trip up engines."""

from __future__ import annotations

from typing import Any

Item = dict[str, Any]

LATIN = [
    {"family": "Aldous", "given": "Mary Ann"},
    {"family": "Berg", "given": "Jean-Luc", "non-dropping-particle": "van den"},
    {"family": "Castro", "given": "Inés"},
    {"family": "Dvořák", "given": "Šimon"},
    {"family": "Ekman", "given": "Åsa"},
    {"family": "La Fontaine", "given": "Paul", "dropping-particle": "de"},
    {"family": "Gray", "given": "T. J.", "suffix": "Jr."},
    {"family": "Humboldt", "given": "Karl", "dropping-particle": "von"},
    {"family": "O’Neil", "given": "Siobhán"},
    {"family": "Ørsted", "given": "Nils"},
    {"family": "Aldous", "given": "Peter"},
    {"family": "Zieliński", "given": "Łukasz"},
    {"family": "Moreau", "given": "Élodie"},
    {"family": "Smith", "given": "J. R. R."},
    {"family": "Smith", "given": "Jane"},
    {"family": "Ibn Tariq", "given": "Salma"},
    {"family": "Kőrösi", "given": "Béla"},
    {"family": "Silva", "given": "Ana Paula"},
    {"family": "Öztürk", "given": "Ayşe"},
    {"family": "Lindqvist", "given": "Per-Olof"},
    {"family": "MacDonald", "given": "Iain"},
    {"family": "Nakamura", "given": "Hana"},
    {"family": "Popescu", "given": "Ioana"},
    {"family": "Quist", "given": "Mette"},
    {"family": "Roux", "given": "Anne-Marie", "dropping-particle": "de"},
]
CYRILLIC = [
    {"family": "Иванов", "given": "Пётр Сергеевич"},
    {"family": "Щукина", "given": "Анна"},
    {"family": "Ёлкин", "given": "Лев"},
]
HAN = [{"family": "王", "given": "小明"}, {"family": "李", "given": "华"}, {"family": "张", "given": "伟民"}]
BODIES = [
    {"literal": "Ministry of Examples"},
    {"literal": "United Nations Office for Samples"},
    {"literal": "Institute of Specimens"},
    {"literal": "Committee for the Study of Models"},
    {"literal": "European Union"},
    {"literal": "Agency for Weights and Measures"},
]
CYRILLIC_BODY = {"literal": "Министерство примеров"}
HAN_BODY = {"literal": "中国样本研究所"}

SUBJECTS = [
    "the limits of verification",
    "missiles and their makers",
    "what the inspectors saw",
    "a short history of counting",
    "notes for a treaty",
    "why freezes fail",
    "the politics of range",
    "trust, but measure",
    "silence as a method",
    "how to read a treaty",
    "two decades of doubt",
    "the engineer’s view",
    "an archive of errors",
]
SUBTITLES = [
    "",
    "",
    "",
    ": evidence from two archives",
    ': the case of "Project X"',
    ": 1987–2019",
    "? A reply to critics",
]
CYRILLIC_TITLES = [
    "О пределах проверки",
    "Ракеты: история вопроса",
    "Заявление о моратории",
    "Счёт",
    "Архив",
    "Ещё раз о счёте",
]
HAN_TITLES = ["核查的界限", "中程导弹史", "关于示例的工作文件", "样本研究", "档案与记忆", "论信任"]

FIELDS: dict[str, Item] = {
    "article": {"publisher": "arXiv", "number": "2301.00001", "URL": "https://example.org/preprint"},
    "article-journal": {"container-title": "Journal of Examples", "volume": "12", "issue": "3", "page": "101-119"},
    "article-magazine": {"container-title": "The Weekly Sample", "page": "12-15"},
    "article-newspaper": {"container-title": "The Daily Specimen", "page": "A4", "section": "World"},
    "bill": {"number": "H.R. 112", "container-title": "Congressional Record", "authority": "House of Examples"},
    "book": {"publisher": "Old Press", "publisher-place": "Oxford", "edition": "2", "ISBN": "978-0-00-000000-2"},
    "broadcast": {"container-title": "The Evening Programme", "publisher": "Example Radio", "number": "14"},
    "chapter": {"container-title": "Handbook of Samples", "publisher": "New Press", "publisher-place": "Leiden", "page": "33-58"},
    "classic": {"publisher": "Old Press", "volume": "1"},
    "collection": {"publisher": "City Archive", "publisher-place": "Geneva"},
    "dataset": {"publisher": "Data House", "version": "2.1", "DOI": "10.1000/data.1"},
    "document": {"publisher": "City Archive", "archive": "City Archive", "archive_location": "Box 4, folder 2"},
    "entry": {"container-title": "Lexicon of Samples", "publisher": "Old Press"},
    "entry-dictionary": {"container-title": "Dictionary of Specimens", "publisher": "Old Press", "page": "44"},
    "entry-encyclopedia": {"container-title": "Encyclopaedia of Models", "volume": "3", "publisher": "New Press"},
    "event": {"event-place": "Vienna", "publisher": "Example Society"},
    "figure": {"container-title": "Atlas of Examples", "publisher": "New Press"},
    "graphic": {"medium": "Photograph", "archive": "Museum of Samples"},
    "hearing": {"authority": "Committee on Examples", "publisher-place": "Washington"},
    "interview": {"medium": "Audio", "URL": "https://example.org/interview"},
    "legal_case": {"authority": "Court of Samples", "container-title": "Sample Reports", "volume": "5", "page": "77"},
    "legislation": {"container-title": "Statutes of Examples", "volume": "2", "number": "14", "section": "3"},
    "manuscript": {"genre": "Typescript", "archive": "City Archive", "publisher-place": "Geneva"},
    "map": {"publisher": "Survey of Samples", "scale": "1:50 000"},
    "motion_picture": {"publisher": "Example Films", "medium": "Film"},
    "musical_score": {"publisher": "Score House", "publisher-place": "Leipzig"},
    "pamphlet": {"publisher": "Example Society", "publisher-place": "Geneva"},
    "paper-conference": {"container-title": "Proceedings of the Sample Conference", "event-title": "Sample Conference", "event-place": "Vienna", "page": "1-9", "publisher": "Old Press"},
    "patent": {"number": "US 1,234,567", "authority": "Patent Office of Examples"},
    "performance": {"event-place": "Leiden", "publisher": "Example Theatre"},
    "periodical": {"publisher": "New Press", "ISSN": "0000-0000"},
    "personal_communication": {"genre": "Letter"},
    "post": {"container-title": "Sample Forum", "URL": "https://example.org/post/1"},
    "post-weblog": {"container-title": "The Sample Blog", "URL": "https://example.org/blog/1"},
    "regulation": {"container-title": "Register of Rules", "number": "77", "authority": "Agency of Examples"},
    "report": {"publisher": "Institute of Specimens", "publisher-place": "London", "number": "17", "genre": "Research Paper"},
    "review": {"container-title": "Review of Reviews", "volume": "8", "page": "5-7", "reviewed-title": "An Earlier Book"},
    "review-book": {"container-title": "Journal of Examples", "volume": "9", "issue": "1", "page": "88-90", "reviewed-title": "Counting"},
    "software": {"version": "3.0.1", "publisher": "Code House", "URL": "https://example.org/code"},
    "song": {"container-title": "Songs of Samples", "publisher": "Record House"},
    "speech": {"event-title": "Conference on Examples", "event-place": "Geneva", "genre": "Keynote"},
    "standard": {"number": "ISO 00000", "publisher": "Standards House"},
    "thesis": {"genre": "PhD diss.", "publisher": "University of Samples", "publisher-place": "Uppsala"},
    "treaty": {"container-title": "Treaty Series of Examples", "volume": "1657", "page": "2"},
    "webpage": {"container-title": "Examples Online", "URL": "https://example.org/page"},
}  # fmt: skip
"""Every item type of CSL 1.0.2 that styles know, with the variables that go with it."""

ADDED = (
    ["article-journal"] * 5 + ["book"] * 4 + ["chapter"] * 2 + ["report"] * 2 + ["webpage"] * 1 + ["article-newspaper"] * 1
)  # fmt: skip
"""Types that reports cite most come more than once, to sixty works in all."""


def works() -> list[Item]:
    """Return the sixty works; the same ones every time."""
    types = [*FIELDS, *ADDED]
    return [_work(number, type_) for number, type_ in enumerate(types)]


def _work(number: int, type_: str) -> Item:
    script = {3: "ru", 7: "zh"}.get(number % 10, "en")
    item: Item = {"id": f"w{number:02d}", "type": type_, "title": _title(number, script), **FIELDS[type_]}
    item["issued"] = _date(number)
    if author := _author(number, script):
        item["author"] = author
    if type_ in {"chapter", "entry-encyclopedia", "paper-conference", "entry"}:
        people = _people(script)
        item["editor"] = [people[(number + 5) % len(people)], people[(number + 7) % len(people)]][: 1 + number % 2]
    if number % 6 == 0 and type_ in {"book", "chapter", "report"}:
        item["translator"] = [_people(script)[(number + 3) % len(_people(script))]]
    if number % 4 == 1 and "URL" not in item and type_ in {"article-journal", "report", "article-newspaper", "speech"}:
        item["DOI" if type_ == "article-journal" else "URL"] = (
            f"10.1000/x{number}" if type_ == "article-journal" else f"https://example.org/{number}"
        )
    if "URL" in item:
        item["accessed"] = {"date-parts": [[2026, 10, 5]]}
    if type_ in {"interview"}:
        item["interviewer"] = [LATIN[(number + 2) % len(LATIN)]]
    if type_ in {"personal_communication"}:
        item["recipient"] = [LATIN[(number + 2) % len(LATIN)]]
    if script != "en":
        item["language"] = {"ru": "ru-RU", "zh": "zh-CN"}[script]
    return item


def _title(number: int, script: str) -> str:
    if script == "ru":
        return CYRILLIC_TITLES[number // 10]
    if script == "zh":
        return HAN_TITLES[number // 10]
    subject = SUBJECTS[number % len(SUBJECTS)]
    return subject[0].upper() + subject[1:] + SUBTITLES[number % len(SUBTITLES)]


def _author(number: int, script: str) -> list[Item]:
    if number % 9 == 8:
        return []
    if number % 5 == 4:
        return [{"ru": CYRILLIC_BODY, "zh": HAN_BODY}.get(script, BODIES[number // 5 % len(BODIES)])]
    people = _people(script)
    count = (1, 1, 2, 1, 3, 1, 2, 5)[number % 8]
    return [people[(number * 7 // 2 + step) % len(people)] for step in range(min(count, len(people)))]


def _people(script: str) -> list[Item]:
    return {"ru": CYRILLIC, "zh": HAN}.get(script, LATIN)


def _date(number: int) -> Item:
    year = 2000 + (number * 11 + number // 20) % 23
    shapes: list[Item] = [
        {"date-parts": [[year]]},
        {"date-parts": [[year, 1 + number % 12]]},
        {"date-parts": [[year, 1 + number % 12, 1 + number % 28]]},
        {"date-parts": [[year], [year + 1]]},
        {"date-parts": [[year]], "circa": True},
    ]
    return shapes[number % len(shapes)]
