"""Words that the template and the EPUB print themselves, by language; another language falls back to English.

They are the words of the web pages wherever both print the same thing; a test keeps them so.
"""

from __future__ import annotations

from collections.abc import Mapping

from citator.model.titles import withdrawn

_LANGUAGES = ("en", "de", "fr", "es", "it", "ru", "zh", "ar")
"""The columns of the table."""

# fmt: off
_WORDS: Mapping[str, tuple[str, ...]] = {
    "contents": ("Contents", "Inhalt", "Sommaire", "Contenido", "Indice", "Содержание", "目录", "المحتويات"),
    "figures": ("Figures", "Abbildungen", "Figures", "Figuras", "Figure", "Рисунки", "图目录", "الأشكال"),
    "tables": ("Tables", "Tabellen", "Tableaux", "Tablas", "Tabelle", "Таблицы", "表目录", "الجداول"),
    "figure": ("Figure", "Abbildung", "Figure", "Figura", "Figura", "Рисунок", "图", "الشكل"),
    "table": ("Table", "Tabelle", "Tableau", "Tabla", "Tabella", "Таблица", "表", "الجدول"),
    "listing": ("Listing", "Quelltext", "Code", "Código", "Listato", "Листинг", "代码", "الشفرة"),
    "equation": ("Equation", "Gleichung", "Équation", "Ecuación", "Equazione", "Уравнение", "公式", "المعادلة"),
    "note": ("Note", "Anmerkung", "Note", "Nota", "Nota", "Примечание", "注", "الحاشية"),
    "in-publication": ("{what} in {title}", "{what} in {title}", "{what} dans {title}", "{what} en {title}", "{what} in {title}", "{what} в издании «{title}»", "《{title}》{what}", "{what} في {title}"),
    "quoted": ("“{words}”", "„{words}“", "«\u202f{words}\u202f»", "«{words}»", "«{words}»", "«{words}»", "“{words}”", "«{words}»"),
    "imprint": ("Imprint", "Impressum", "Mentions légales", "Créditos", "Colophon", "Выходные данные", "版权页", "بيانات النشر"),
    "about-authors": ("About the authors", "Zu den Verfassern", "Les auteurs", "Acerca de los autores", "Gli autori", "Об авторах", "作者简介", "عن المؤلفين"),
    "acknowledgements": ("Acknowledgements", "Dank", "Remerciements", "Agradecimientos", "Ringraziamenti", "Благодарности", "致谢", "شكر وتقدير"),
    "summary": ("Summary", "Zusammenfassung", "Résumé", "Resumen", "Sintesi", "Краткое изложение", "摘要", "ملخص"),
    "key-findings": ("Key findings", "Wichtigste Ergebnisse", "Principales conclusions", "Conclusiones principales", "Conclusioni principali", "Основные выводы", "主要结论", "أهم النتائج"),
    "cited-on-page": ("Cited on p.", "Zitiert auf S.", "Cité p.", "Citado en la p.", "Citato a p.", "Цитируется на с.", "引用于第", "مُستشهَد به في ص"),
    "cited-on-pages": ("Cited on pp.", "Zitiert auf S.", "Cité p.", "Citado en las pp.", "Citato alle pp.", "Цитируется на с.", "引用于第", "مُستشهَد به في ص"),
    "link-to-page": ("page", "Seite", "page", "página", "pag.", "с.", "页", "صفحة"),
    "link-to-section": ("Section", "Abschnitt", "Chapitre", "Sección", "Sezione", "Раздел", "小节", "الفصل"),
    "works-cited": ("Works cited", "Zitierte Werke", "Ouvrages cités", "Obras citadas", "Opere citate", "Цитируемые работы", "引用文献", "المراجع المستشهد بها"),
    "references": ("References", "Literaturverzeichnis", "Bibliographie", "Bibliografía", "Bibliografia", "Библиография", "参考文献", "المراجع"),
    "part-of": ("A part of", "Teil von", "Extrait de", "Parte de", "Parte di", "Часть издания", "选自", "جزء من"),
    "brief-sources": ("The notes and the sources of each statement are in the full publication.", "Die Anmerkungen und die Belege jeder Aussage stehen in der vollständigen Publikation.", "Les notes et les sources de chaque affirmation se trouvent dans la publication complète.", "Las notas y las fuentes de cada afirmación están en la publicación completa.", "Le note e le fonti di ogni affermazione si trovano nella pubblicazione completa.", "Примечания и источники каждого утверждения приведены в полной публикации.", "注释及各项论述的来源见完整出版物。", "ترد الحواشي ومصادر كل قول في المنشور الكامل."),
    "version": ("Version", "Fassung", "Version", "Versión", "Versione", "Версия", "版本", "النسخة"),
    "updated": ("Updated", "Geändert", "Mis à jour le", "Actualizado", "Aggiornato", "Обновлено", "更新日期", "حُدِّث في"),
    "research-closed": ("Research closed", "Stand der Recherche", "Recherche arrêtée", "Cierre de la investigación", "Chiusura della ricerca", "Сбор данных завершён", "研究截止", "انتهى البحث في"),
    "suggested-citation": ("Suggested citation", "Zitierweise", "Pour citer", "Cita sugerida", "Citazione consigliata", "Как цитировать", "建议引用格式", "الاستشهاد المقترح"),
    "corrections": ("Corrections", "Berichtigungen", "Corrections", "Correcciones", "Correzioni", "Исправления", "更正", "تصويبات"),
    "funding": ("Funding", "Förderung", "Financement", "Financiación", "Finanziamento", "Финансирование", "资助", "التمويل"),
    "editors": ("Edited by", "Herausgegeben von", "Sous la direction de", "Editado por", "A cura di", "Под редакцией", "编辑", "تحرير"),
    "translators": ("Translated by", "Übersetzt von", "Traduit par", "Traducido por", "Tradotto da", "Перевод", "翻译", "ترجمة"),
    "reviewers": ("Reviewed by", "Begutachtet von", "Relu par", "Revisado por", "Revisione di", "Рецензенты", "评审", "مراجعة"),
    "licence": ("Licence", "Lizenz", "Licence", "Licencia", "Licenza", "Лицензия", "许可", "الترخيص"),
    "disclaimer": ("Disclaimer", "Hinweis", "Avertissement", "Descargo", "Avvertenza", "Оговорка", "免责声明", "إخلاء مسؤولية"),
    "copyright": ("Copyright", "Rechte", "Droits", "Derechos", "Diritti", "Авторские права", "版权", "حقوق النشر"),
    "cover-of": ("Cover of {title}", "Umschlag: {title}", "Couverture : {title}", "Cubierta de {title}", "Copertina di {title}", "Обложка: {title}", "封面：{title}", "غلاف: {title}"),
    "draft": ("Draft", "Entwurf", "Projet", "Borrador", "Bozza", "Проект", "草稿", "مسودة"),
    "review": ("For review", "Zur Begutachtung", "En relecture", "En revisión", "In revisione", "На рецензии", "评审中", "قيد المراجعة"),
    "embargoed": ("Embargoed", "Sperrfrist", "Sous embargo", "Bajo embargo", "Sotto embargo", "Эмбарго", "限期保密", "محظور النشر حتى موعده"),
    "withdrawn": tuple(map(withdrawn, _LANGUAGES)),
    "source": ("Source", "Quelle", "Source", "Fuente", "Fonte", "Источник", "来源", "المصدر"),
    "continued": ("continued", "Fortsetzung", "suite", "continuación", "segue", "продолжение", "续", "تابع"),
    "index": ("Index", "Register", "Index", "Índice analítico", "Indice analitico", "Указатель", "索引", "الفهرس"),
    "see": ("see", "siehe", "voir", "véase", "vedi", "см.", "见", "انظر"),
    "see-also": ("see also", "siehe auch", "voir aussi", "véase también", "vedi anche", "см. также", "另见", "انظر أيضًا"),
    "symbols": ("Symbols", "Zeichen", "Symboles", "Símbolos", "Simboli", "Символы", "符号", "رموز"),
    "and": ("and", "und", "et", "y", "e", "и", "和", "و"),
    "notes": ("Notes", "Anmerkungen", "Notes", "Notas", "Note", "Примечания", "注释", "الحواشي"),
    "qr-code": ("QR code", "QR-Code", "Code QR", "Código QR", "Codice QR", "QR-код", "二维码", "رمز QR"),
    "undescribed": ("Picture without description", "Bild ohne Beschreibung", "Image sans description", "Imagen sin descripción", "Immagine senza descrizione", "Изображение без описания", "图片无说明", "صورة بلا وصف"),
    "online": ("Online", "Im Netz", "En ligne", "En línea", "In rete", "В сети", "在线", "على الشبكة"),
}
# fmt: on


def terms(language: str) -> dict[str, str]:
    """Return the words in ``language`` (a BCP 47 tag)."""
    column = _LANGUAGES.index(_primary(language))
    return {name: words[column] for name, words in _WORDS.items()}


def _primary(language: str) -> str:
    """Return the language of a tag if its words are known, else English: ``de`` of ``de-AT``."""
    code = language.partition("-")[0].lower()
    return code if code in _LANGUAGES else "en"
