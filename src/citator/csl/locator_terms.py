"""Words for parts of a work that the locales of CSL have in English only, in the languages that a library's pages speak.

The locales of German, Spanish, Russian and Canadian French hold the English words for these labels to be translated one
day, that of France the one for a supplement: https://github.com/citation-style-language/locales

They are the words of the cards wherever those have them, see ``site.languages``.
"""

from __future__ import annotations

from collections.abc import Mapping

# language → label → singular and plural, then both as they are abbreviated
# fmt: off
LOCATOR_TERMS: Mapping[str, Mapping[str, tuple[str, str, str, str]]] = {
    "de": {
        "act": ("Akt", "Akte", "Akt", "Akte"),
        "appendix": ("Anhang", "Anhänge", "Anhang", "Anhänge"),
        "article-locator": ("Artikel", "Artikel", "Art.", "Art."),
        "canon": ("Kanon", "Kanones", "Kanon", "Kanones"),
        "elocation": ("Position", "Positionen", "Pos.", "Pos."),
        "equation": ("Gleichung", "Gleichungen", "Gl.", "Gln."),
        "rule": ("Regel", "Regeln", "Regel", "Regeln"),
        "scene": ("Szene", "Szenen", "Szene", "Szenen"),
        "supplement": ("Beilage", "Beilagen", "Beil.", "Beil."),
        "table": ("Tabelle", "Tabellen", "Tab.", "Tab."),
        "title-locator": ("Titel", "Titel", "Tit.", "Tit."),
    },
    "es": {
        "act": ("acto", "actos", "acto", "actos"),
        "appendix": ("apéndice", "apéndices", "apéndice", "apéndices"),
        "article-locator": ("artículo", "artículos", "art.", "arts."),
        "canon": ("canon", "cánones", "canon", "cánones"),
        "elocation": ("ubicación", "ubicaciones", "ubic.", "ubic."),
        "equation": ("ecuación", "ecuaciones", "ec.", "ecs."),
        "rule": ("regla", "reglas", "regla", "reglas"),
        "scene": ("escena", "escenas", "escena", "escenas"),
        "supplement": ("suplemento", "suplementos", "supl.", "supl."),
        "table": ("tabla", "tablas", "tabla", "tablas"),
        "title-locator": ("título", "títulos", "tít.", "títs."),
    },
    "fr": {
        "act": ("acte", "actes", "acte", "actes"),
        "appendix": ("appendice", "appendices", "append.", "append."),
        "article-locator": ("article", "articles", "art.", "art."),
        "canon": ("canon", "canons", "canon", "canons"),
        "elocation": ("emplacement", "emplacements", "emplact", "emplact"),
        "equation": ("équation", "équations", "eq.", "eq."),
        "rule": ("règle", "règles", "règle", "règles"),
        "scene": ("scène", "scènes", "sc.", "sc."),
        "supplement": ("supplément", "suppléments", "suppl.", "suppl."),
        "table": ("tableau", "tableaux", "tab.", "tab."),
        "title-locator": ("titre", "titres", "tit.", "tit."),
    },
    "ru": {
        "act": ("действие", "действия", "действие", "действия"),
        "appendix": ("приложение", "приложения", "прил.", "прил."),
        "article-locator": ("статья", "статьи", "ст.", "ст."),
        "canon": ("канон", "каноны", "канон", "каноны"),
        "elocation": ("позиция", "позиции", "поз.", "поз."),
        "equation": ("формула", "формулы", "ф-ла", "ф-лы"),
        "rule": ("правило", "правила", "правило", "правила"),
        "scene": ("сцена", "сцены", "сцена", "сцены"),
        "supplement": ("приложение", "приложения", "прил.", "прил."),
        "table": ("таблица", "таблицы", "табл.", "табл."),
        "title-locator": ("раздел", "разделы", "разд.", "разд."),
    },
}
# fmt: on
