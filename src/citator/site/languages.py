"""The words that pages print around a publication, by language; another language falls back to English.

A row is found by its English words, which templates and scripts hold, so that both can be read without this table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

LANGUAGES = ("de", "fr", "es", "ru", "zh")
"""The columns of the tables below."""

# fmt: off
WORDS: Mapping[str, tuple[str, str, str, str, str]] = {
    # The bar at the top and the foot of every page
    "Skip to content": ("Zum Inhalt", "Aller au contenu", "Ir al contenido", "К содержанию", "跳到正文"),
    "Library": ("Bibliothek", "Bibliothèque", "Biblioteca", "Библиотека", "文库"),
    "About the library": ("Über die Bibliothek", "À propos de la bibliothèque", "Acerca de la biblioteca", "О библиотеке", "关于文库"),
    "Publications": ("Publikationen", "Publications", "Publicaciones", "Публикации", "出版物"),
    "Topics": ("Themen", "Thèmes", "Temas", "Темы", "主题"),
    "People": ("Personen", "Personnes", "Personas", "Люди", "人员"),
    "Sources": ("Quellen", "Sources", "Fuentes", "Источники", "来源"),
    "Search": ("Suche", "Recherche", "Búsqueda", "Поиск", "搜索"),
    "Search the library": ("Die Bibliothek durchsuchen", "Rechercher dans la bibliothèque", "Buscar en la biblioteca", "Искать в библиотеке", "搜索文库"),
    "Feed": ("Feed", "Flux", "Canal Atom", "Лента", "订阅"),
    "Sans-serif text": ("Serifenlose Schrift", "Texte sans empattement", "Texto sin serifas", "Шрифт без засечек", "无衬线字体"),
    "Colours": ("Farben", "Couleurs", "Colores", "Цвета", "颜色"),
    "as the system": ("wie das System", "comme le système", "como el sistema", "как в системе", "跟随系统"),
    "light": ("hell", "clair", "claro", "светлые", "浅色"),
    "dark": ("dunkel", "sombre", "oscuro", "тёмные", "深色"),
    "This publication has moved:": ("Diese Publikation ist umgezogen:", "Cette publication a changé d’adresse :", "Esta publicación se ha trasladado:", "Эта публикация переехала:", "本出版物已迁移："),
    # Frozen pages
    "This is version {version} of {date}, kept as it was published.": ("Dies ist Fassung {version} vom {date}, bewahrt, wie sie erschien.", "Ceci est la version {version} du {date}, conservée telle qu’elle a paru.", "Esta es la versión {version} del {date}, conservada tal como se publicó.", "Это версия {version} от {date}, сохранённая в том виде, в каком вышла.", "此为{date}的版本{version}，按出版时原样保存。"),
    "See the current version and any corrections.": ("Zur geltenden Fassung und zu Berichtigungen.", "Voir la version actuelle et les corrections éventuelles.", "Ver la versión actual y las correcciones, si las hay.", "Перейти к текущей версии и исправлениям.", "查看当前版本及更正。"),
    # What editions keep
    "This publication is no longer in the library. What was published of it is kept as it was:": ("Diese Publikation ist nicht mehr in der Bibliothek. Was von ihr erschienen ist, wird bewahrt, wie es war:", "Cette publication n’est plus dans la bibliothèque. Ce qui en a paru est conservé tel quel :", "Esta publicación ya no está en la biblioteca. Lo que se publicó de ella se conserva tal como era:", "Этой публикации больше нет в библиотеке. То, что из неё вышло, сохраняется в прежнем виде:", "本出版物已不在文库中。已出版的版本按原样保存："),
    "Version {version}": ("Fassung {version}", "Version {version}", "Versión {version}", "Версия {version}", "版本{version}"),
    "version {version}": ("Fassung {version}", "version {version}", "versión {version}", "версия {version}", "版本{version}"),
    "in an earlier version": ("in einer früheren Fassung", "dans une version antérieure", "en una versión anterior", "в более ранней версии", "见于较早版本"),
    "This page is no longer in the library": ("Diese Seite ist nicht mehr in der Bibliothek", "Cette page n’est plus dans la bibliothèque", "Esta página ya no está en la biblioteca", "Этой страницы больше нет в библиотеке", "此页已不在文库中"),
    "A published version of a publication leads to it, and published versions never change.": ("Die veröffentlichte Fassung einer Publikation führt hierher, und veröffentlichte Fassungen ändern sich nie.", "Une version publiée y renvoie, et les versions publiées ne changent jamais.", "Una versión publicada remite a ella, y las versiones publicadas no cambian nunca.", "На неё ссылается опубликованная версия, а опубликованные версии не меняются.", "某一已出版版本链接至此页，而已出版版本永不更改。"),
    # Reading pages
    "Chapter {number} of {total}": ("Kapitel {number} von {total}", "Chapitre {number} sur {total}", "Capítulo {number} de {total}", "Глава {number} из {total}", "第{number}章，共{total}章"),
    "Chapters": ("Kapitel", "Chapitres", "Capítulos", "Главы", "章节"),
    "Close": ("Schließen", "Fermer", "Cerrar", "Закрыть", "关闭"),
    "On this page": ("Auf dieser Seite", "Sur cette page", "En esta página", "На этой странице", "本页内容"),
    "Next": ("Weiter", "Suivant", "Siguiente", "Далее", "下一页"),
    "Previous": ("Zurück", "Précédent", "Anterior", "Назад", "上一页"),
    "Next and previous": ("Weiter und zurück", "Suivant et précédent", "Siguiente y anterior", "Вперёд и назад", "前后翻页"),
    "Source": ("Quelle", "Source", "Fuente", "Источник", "来源"),
    "Here: {locator}": ("Hier: {locator}", "Ici : {locator}", "Aquí: {locator}", "Здесь: {locator}", "此处：{locator}"),
    "All {count} mentions": ("Alle {count} Erwähnungen", "Les {count} mentions", "Las {count} menciones", "Все упоминания ({count})", "全部{count}处引用"),
    "In the bibliography": ("Im Literaturverzeichnis", "Dans la bibliographie", "En la bibliografía", "В библиографии", "在参考文献中"),
    "This source in the library": ("Diese Quelle in der Bibliothek", "Cette source dans la bibliothèque", "Esta fuente en la biblioteca", "Этот источник в библиотеке", "文库中的这一来源"),
    "done": ("erledigt", "fait", "hecho", "сделано", "已完成"),
    "to do": ("zu tun", "à faire", "por hacer", "предстоит", "待办"),
    "{word}: ": ("{word}: ", "{word} : ", "{word}: ", "{word}: ", "{word}："),
    "a publication that is not yet public": ("eine noch nicht öffentliche Publikation", "une publication qui n’est pas encore publique", "una publicación que aún no es pública", "ещё не опубликованная работа", "一份尚未公开的出版物"),
    # The parts of sources, as cards show them
    "act {number}": ("Akt {number}", "acte {number}", "acto {number}", "действие {number}", "第{number}幕"),
    "appendix {number}": ("Anhang {number}", "annexe {number}", "apéndice {number}", "прил. {number}", "附录{number}"),
    "article {number}": ("Art. {number}", "art. {number}", "art. {number}", "ст. {number}", "第{number}条"),
    "book {number}": ("Buch {number}", "livre {number}", "libro {number}", "кн. {number}", "第{number}卷"),
    "canon {number}": ("Kanon {number}", "canon {number}", "canon {number}", "канон {number}", "第{number}条"),
    "chapter {number}": ("Kap. {number}", "chap. {number}", "cap. {number}", "гл. {number}", "第{number}章"),
    "column {number}": ("Sp. {number}", "col. {number}", "col. {number}", "стб. {number}", "第{number}栏"),
    "elocation {number}": ("Nr. {number}", "emplacement {number}", "ubicación {number}", "№ {number}", "位置{number}"),
    "equation {number}": ("Gl. {number}", "éq. {number}", "ec. {number}", "ф-ла {number}", "公式{number}"),
    "figure {number}": ("Abb. {number}", "fig. {number}", "fig. {number}", "рис. {number}", "图{number}"),
    "folio {number}": ("Bl. {number}", "fol. {number}", "fol. {number}", "л. {number}", "第{number}叶"),
    "issue {number}": ("Nr. {number}", "n° {number}", "n.º {number}", "№ {number}", "第{number}期"),
    "line {number}": ("Z. {number}", "l. {number}", "l. {number}", "стк. {number}", "第{number}行"),
    "note {number}": ("Anm. {number}", "n. {number}", "n. {number}", "прим. {number}", "注{number}"),
    "opus {number}": ("op. {number}", "op. {number}", "op. {number}", "соч. {number}", "作品{number}"),
    "p. {number}": ("S. {number}", "p. {number}", "p. {number}", "с. {number}", "第{number}页"),
    "pp. {number}": ("S. {number}", "p. {number}", "pp. {number}", "с. {number}", "第{number}页"),
    "paragraph {number}": ("Abs. {number}", "par. {number}", "párr. {number}", "абз. {number}", "第{number}段"),
    "part {number}": ("Teil {number}", "part. {number}", "parte {number}", "ч. {number}", "第{number}部分"),
    "rule {number}": ("Regel {number}", "règle {number}", "regla {number}", "правило {number}", "规则{number}"),
    "scene {number}": ("Szene {number}", "scène {number}", "escena {number}", "сцена {number}", "第{number}场"),
    "section {number}": ("Abschn. {number}", "sect. {number}", "sec. {number}", "разд. {number}", "第{number}节"),
    "supplement {number}": ("Beil. {number}", "suppl. {number}", "supl. {number}", "прил. {number}", "增刊{number}"),
    "table {number}": ("Tab. {number}", "tabl. {number}", "tabla {number}", "табл. {number}", "表{number}"),
    "title {number}": ("Tit. {number}", "titre {number}", "tít. {number}", "разд. {number}", "第{number}编"),
    "verse {number}": ("V. {number}", "v. {number}", "v. {number}", "стих {number}", "第{number}节"),
    "volume {number}": ("Bd. {number}", "vol. {number}", "vol. {number}", "т. {number}", "第{number}卷"),
    "Table {number}": ("Tabelle {number}", "Tableau {number}", "Tabla {number}", "Таблица {number}", "表{number}"),
    # Landing pages: the top
    "Topics: ": ("Themen: ", "Thèmes : ", "Temas: ", "Темы: ", "主题："),
    "Published": ("Erschienen", "Publié le", "Publicado", "Опубликовано", "出版日期"),
    "Updated": ("Geändert", "Mis à jour le", "Actualizado", "Обновлено", "更新日期"),
    "Research closed": ("Stand der Recherche", "Recherche arrêtée", "Cierre de la investigación", "Сбор данных завершён", "研究截止"),
    "Version": ("Fassung", "Version", "Versión", "Версия", "版本"),
    "Length": ("Umfang", "Longueur", "Extensión", "Объём", "篇幅"),
    "{number} min": ("{number} Min.", "{number} min", "{number} min", "{number} мин", "{number}分钟"),
    "Download PDF": ("PDF herunterladen", "Télécharger le PDF", "Descargar el PDF", "Скачать PDF", "下载PDF"),
    "Read online": ("Online lesen", "Lire en ligne", "Leer en línea", "Читать онлайн", "在线阅读"),
    "Cite": ("Zitieren", "Citer", "Citar", "Цитировать", "引用"),
    "A summary of": ("Eine Zusammenfassung von", "Un résumé de", "Un resumen de", "Краткое изложение:", "本文概述："),
    "In short:": ("In Kürze:", "En bref :", "En breve:", "Кратко:", "简述："),
    "Abstract": ("Zusammenfassung", "Résumé", "Resumen", "Аннотация", "摘要"),
    "Key findings": ("Wichtigste Ergebnisse", "Principales conclusions", "Conclusiones principales", "Основные выводы", "主要结论"),
    "ORCID of {name}": ("ORCID von {name}", "ORCID de {name}", "ORCID de {name}", "ORCID: {name}", "{name}的ORCID"),
    # Landing pages: below the text and at the side
    "About this publication": ("Über diese Publikation", "À propos de cette publication", "Acerca de esta publicación", "Об этой публикации", "关于本出版物"),
    "Contents": ("Inhalt", "Sommaire", "Contenido", "Содержание", "目录"),
    "Bibliography": ("Literaturverzeichnis", "Bibliographie", "Bibliografía", "Библиография", "参考文献"),
    "Corrections": ("Berichtigungen", "Corrections", "Correcciones", "Исправления", "更正"),
    "correction": ("Berichtigung", "correction", "corrección", "исправление", "更正"),
    "clarification": ("Klarstellung", "précision", "aclaración", "уточнение", "说明"),
    "addition": ("Ergänzung", "ajout", "adición", "дополнение", "补充"),
    "retraction": ("Rücknahme", "rétractation", "retractación", "отзыв", "撤回"),
    "See the place": ("Zur Stelle", "Voir le passage", "Ver el pasaje", "К месту в тексте", "查看原处"),
    "It said:": ("Es hieß:", "Texte initial :", "Decía:", "Было:", "原文："),
    "It says:": ("Es heißt:", "Texte actuel :", "Dice:", "Стало:", "现文："),
    "Cite this": ("Zitieren", "Citer", "Citar", "Как цитировать", "引用本文"),
    "Other styles": ("Andere Stile", "Autres styles", "Otros estilos", "Другие стили", "其他格式"),
    "Cite a chapter": ("Ein Kapitel zitieren", "Citer un chapitre", "Citar un capítulo", "Цитировать главу", "引用某一章"),
    "For reference managers:": ("Für Literaturverwaltungen:", "Pour les logiciels bibliographiques :", "Para gestores bibliográficos:", "Для программ управления ссылками:", "文献管理软件："),
    "Details": ("Angaben", "Détails", "Detalles", "Подробности", "详情"),
    "Edited by": ("Herausgegeben von", "Sous la direction de", "Editado por", "Под редакцией", "编辑"),
    "Translated by": ("Übersetzt von", "Traduit par", "Traducido por", "Перевод", "翻译"),
    "Reviewed by": ("Begutachtet von", "Relu par", "Revisado por", "Рецензенты", "评审"),
    "Publisher": ("Verlag", "Éditeur", "Editorial", "Издатель", "出版者"),
    "Licence": ("Lizenz", "Licence", "Licencia", "Лицензия", "许可"),
    "Copyright": ("Rechte", "Droits", "Derechos", "Авторские права", "版权"),
    "Funding": ("Förderung", "Financement", "Financiación", "Финансирование", "资助"),
    "Thanks": ("Dank", "Remerciements", "Agradecimientos", "Благодарности", "致谢"),
    "Disclaimer": ("Hinweis", "Avertissement", "Descargo", "Оговорка", "免责声明"),
    "Keywords": ("Schlagwörter", "Mots-clés", "Palabras clave", "Ключевые слова", "关键词"),
    "Files": ("Dateien", "Fichiers", "Archivos", "Файлы", "文件"),
    "Data": ("Daten", "Données", "Datos", "Данные", "数据"),
    "Editions": ("Ausgaben", "Éditions", "Ediciones", "Издания", "历次版本"),
    "Share": ("Teilen", "Partager", "Compartir", "Поделиться", "分享"),
    "By e-mail": ("Per E-Mail", "Par courriel", "Por correo", "По почте", "电子邮件"),
    "Link to this page": ("Link zu dieser Seite", "Lien vers cette page", "Enlace a esta página", "Ссылка на страницу", "本页链接"),
    "Related experts": ("Verwandte Fachleute", "Experts associés", "Expertos relacionados", "Эксперты по теме", "相关专家"),
    "Related": ("Verwandtes", "À lire aussi", "Relacionado", "Смотрите также", "相关内容"),
    "More: {first}–{last} of {total}": ("Mehr: {first}–{last} von {total}", "Suite : {first}–{last} sur {total}", "Más: {first}–{last} de {total}", "Ещё: {first}–{last} из {total}", "更多：第{first}–{last}项，共{total}项"),
    "Elsewhere": ("Anderswo", "Ailleurs", "En otros lugares", "В других изданиях", "其他来源"),
    "Author": ("Autor", "Auteur", "Autor", "Автор", "作者"),
    "Editor": ("Herausgeber", "Éditeur scientifique", "Editor", "Редактор", "编者"),
    "Translator": ("Übersetzer", "Traducteur", "Traductor", "Переводчик", "译者"),
    "Author of a chapter": ("Autor eines Kapitels", "Auteur d’un chapitre", "Autor de un capítulo", "Автор главы", "章节作者"),
    "Related expert": ("Verwandte Fachperson", "Expert associé", "Experto relacionado", "Эксперт по теме", "相关专家"),
    "as of {date}": ("Stand: {date}", "en {date}", "a {date}", "на {date}", "截至{date}"),
    "By {names}": ("Von {names}", "Par {names}", "De {names}", "Автор: {names}", "作者：{names}"),
    "and": ("und", "et", "y", "и", "和"),
    "PDF for printing": ("PDF zum Drucken", "PDF à imprimer", "PDF para imprimir", "PDF для печати", "打印版PDF"),
    "Large-print PDF": ("PDF in Großdruck", "PDF en gros caractères", "PDF en letra grande", "PDF крупным шрифтом", "大字版PDF"),
    "PDF for reviewers": ("PDF für Gutachter", "PDF pour les relecteurs", "PDF para revisores", "PDF для рецензентов", "审阅版PDF"),
    "PDF for archives": ("PDF für Archive", "PDF pour les archives", "PDF para archivos", "PDF для архивов", "存档版PDF"),
    "Two-page brief": ("Kurzfassung auf zwei Seiten", "Synthèse en deux pages", "Resumen en dos páginas", "Краткая версия на двух страницах", "两页简报"),
    "PDF of {title}": ("PDF von {title}", "PDF de {title}", "PDF de {title}", "PDF: {title}", "{title}的PDF"),
    # Kinds and states of publications
    "Research report": ("Forschungsbericht", "Rapport de recherche", "Informe de investigación", "Исследовательский доклад", "研究报告"),
    "Summary": ("Kurzfassung", "Synthèse", "Resumen", "Краткое изложение", "摘要报告"),
    "Policy brief": ("Policy Brief", "Note de politique", "Informe de políticas", "Аналитическая записка", "政策简报"),
    "Commentary": ("Kommentar", "Commentaire", "Comentario", "Комментарий", "评论"),
    "Handbook": ("Handbuch", "Manuel", "Manual", "Руководство", "手册"),
    "Article": ("Aufsatz", "Article", "Artículo", "Статья", "文章"),
    "Essay": ("Essay", "Essai", "Ensayo", "Эссе", "随笔"),
    "Dataset": ("Datensatz", "Jeu de données", "Conjunto de datos", "Набор данных", "数据集"),
    "Guide": ("Leitfaden", "Guide", "Guía", "Путеводитель", "指南"),
    "Draft": ("Entwurf", "Projet", "Borrador", "Проект", "草稿"),
    "In review": ("In Begutachtung", "En relecture", "En revisión", "На рецензии", "评审中"),
    "Embargoed": ("Sperrfrist", "Sous embargo", "Bajo embargo", "Эмбарго", "限期保密"),
    "Withdrawn": ("Zurückgezogen", "Retiré", "Retirado", "Отозвано", "已撤回"),
    # Notices
    "Withdrawn.": ("Zurückgezogen.", "Retiré.", "Retirado.", "Отозвано.", "已撤回。"),
    "This publication has been withdrawn; it is kept here so that what cites it can be followed.": ("Diese Publikation wurde zurückgezogen; sie bleibt hier, damit Verweise auf sie verfolgt werden können.", "Cette publication a été retirée ; elle reste ici pour que ce qui la cite puisse être suivi.", "Esta publicación ha sido retirada; se conserva aquí para poder seguir lo que la cita.", "Эта публикация отозвана; она сохранена здесь, чтобы ссылки на неё можно было проверить.", "本出版物已撤回；保留于此，以便查核对它的引用。"),
    "Corrected": ("Berichtigt", "Corrigé", "Corregido", "Исправлено", "已更正"),
    "Corrected {date}.": ("Berichtigt am {date}.", "Corrigé le {date}.", "Corregido el {date}.", "Исправлено {date}.", "{date}更正。"),
    "All {count} corrections": ("Alle {count} Berichtigungen", "Les {count} corrections", "Las {count} correcciones", "Все исправления ({count})", "全部{count}处更正"),
    # The front desk
    "Newest publication": ("Neueste Publikation", "Dernière publication", "Última publicación", "Новая публикация", "最新出版物"),
    "All publications": ("Alle Publikationen", "Toutes les publications", "Todas las publicaciones", "Все публикации", "全部出版物"),
    "Publications, page {number}": ("Publikationen, Seite {number}", "Publications, page {number}", "Publicaciones, página {number}", "Публикации, страница {number}", "出版物，第{number}页"),
    "{sources}, cited {times}": ("{sources}, {times} zitiert", "{sources}, citées {times}", "{sources}, citadas {times}", "{sources}, цитируются {times}", "{sources}，被引{times}"),
    "{mentions} in {publications}": ("{mentions} in {publications}", "{mentions} dans {publications}", "{mentions} en {publications}", "{mentions} ({publications})", "{mentions}，见于{publications}"),
    "Filter the publications": ("Publikationen filtern", "Filtrer les publications", "Filtrar las publicaciones", "Отбор публикаций", "筛选出版物"),
    "Topic": ("Thema", "Thème", "Tema", "Тема", "主题"),
    "Year": ("Jahr", "Année", "Año", "Год", "年份"),
    "Type": ("Art", "Type", "Tipo", "Вид", "类型"),
    "Series": ("Reihe", "Collection", "Serie", "Серия", "丛书"),
    "Publication": ("Publikation", "Publication", "Publicación", "Публикация", "出版物"),
    "All": ("Alle", "Tout", "Todo", "Все", "全部"),
    "Clear": ("Zurücksetzen", "Effacer", "Borrar", "Сбросить", "清除"),
    "No publication is out yet.": ("Noch ist nichts erschienen.", "Rien n’est encore paru.", "Aún no se ha publicado nada.", "Публикаций пока нет.", "尚无出版物。"),
    "Pages of the catalogue": ("Seiten des Katalogs", "Pages du catalogue", "Páginas del catálogo", "Страницы каталога", "目录页码"),
    "Page ": ("Seite ", "Page ", "Página ", "Страница ", "页 "),
    "Browse by topic": ("Nach Themen", "Par thème", "Por temas", "По темам", "按主题浏览"),
    "No one has a page yet.": ("Noch hat niemand eine Seite.", "Personne n’a encore de page.", "Nadie tiene página todavía.", "Страниц пока нет.", "尚无人员页面。"),
    "There are no topics yet.": ("Noch gibt es keine Themen.", "Il n’y a pas encore de thème.", "Aún no hay temas.", "Тем пока нет.", "尚无主题。"),
    "No publication of the library has this topic yet.": ("Noch hat keine Publikation dieses Thema.", "Aucune publication ne traite encore ce thème.", "Ninguna publicación trata aún este tema.", "По этой теме публикаций пока нет.", "尚无此主题的出版物。"),
    "Related publications": ("Verwandte Publikationen", "Publications associées", "Publicaciones relacionadas", "Связанные публикации", "相关出版物"),
    "Web page": ("Webseite", "Page web", "Página web", "Веб-страница", "网页"),
    "Sources by type": ("Quellen nach Art", "Sources par type", "Fuentes por tipo", "Источники по видам", "按类型列出的来源"),
    "Sources by year": ("Quellen nach Jahr", "Sources par année", "Fuentes por año", "Источники по годам", "按年份列出的来源"),
    "Sources by letter": ("Quellen nach Buchstaben", "Sources par lettre", "Fuentes por letra", "Источники по буквам", "按字母列出的来源"),
    "Sources: {letter}": ("Quellen: {letter}", "Sources : {letter}", "Fuentes: {letter}", "Источники: {letter}", "来源：{letter}"),
    "Everything that the library cites": ("Alles, was die Bibliothek zitiert", "Tout ce que cite la bibliothèque", "Todo lo que cita la biblioteca", "Всё, что цитирует библиотека", "文库引用的全部文献"),
    "Every work that the publications of this library cite, and every place that cites it.": ("Jedes Werk, das die Publikationen dieser Bibliothek zitieren, und jede Stelle, die es zitiert.", "Chaque œuvre citée par les publications de cette bibliothèque, et chaque endroit qui la cite.", "Cada obra que citan las publicaciones de esta biblioteca y cada lugar que la cita.", "Каждая работа, которую цитируют публикации библиотеки, и каждое место, где она цитируется.", "本文库出版物引用的每一部文献，以及引用它的每一处。"),
    "by type": ("nach Art", "par type", "por tipo", "по видам", "按类型"),
    "by year": ("nach Jahr", "par année", "por año", "по годам", "按年份"),
    "All sources": ("Alle Quellen", "Toutes les sources", "Todas las fuentes", "Все источники", "全部来源"),
    "Filter the sources": ("Quellen filtern", "Filtrer les sources", "Filtrar las fuentes", "Отбор источников", "筛选来源"),
    "Words": ("Wörter", "Mots", "Palabras", "Слова", "词语"),
    "Other": ("Andere", "Autres", "Otros", "Другие", "其他"),
    "Other scripts and signs": ("Andere Schriften und Zeichen", "Autres écritures et signes", "Otras escrituras y signos", "Другие письменности и знаки", "其他文字和符号"),
    "No date": ("Ohne Jahr", "Sans date", "Sin fecha", "Без даты", "无日期"),
    "Notes": ("Anmerkungen", "Notes", "Notas", "Примечания", "注释"),
    "Back to mark {number}": ("Zurück zum Zeichen {number}", "Retour à l’appel {number}", "Volver a la llamada {number}", "Назад к знаку {number}", "返回标记{number}"),
    "Download image": ("Bild herunterladen", "Télécharger l’image", "Descargar la imagen", "Скачать изображение", "下载图片"),
    "Cited in": ("Zitiert in", "Cité dans", "Citado en", "Цитируется в", "引用于"),
    "entry": ("Eintrag", "notice", "entrada", "запись", "条目"),
    "{section}, mention {number}": ("{section}, Erwähnung {number}", "{section}, mention {number}", "{section}, mención {number}", "{section}, упоминание {number}", "{section}，第{number}处"),
    "Archived copy": ("Archivkopie", "Copie archivée", "Copia archivada", "Архивная копия", "存档副本"),
    "Journal article": ("Zeitschriftenaufsatz", "Article de revue", "Artículo de revista", "Статья в журнале", "期刊文章"),
    "Magazine article": ("Magazinartikel", "Article de magazine", "Artículo de magacín", "Статья в периодике", "杂志文章"),
    "Newspaper article": ("Zeitungsartikel", "Article de presse", "Artículo de prensa", "Газетная статья", "报纸文章"),
    "Book": ("Buch", "Livre", "Libro", "Книга", "图书"),
    "Chapter": ("Kapitel", "Chapitre", "Capítulo", "Глава", "章节"),
    "Conference paper": ("Konferenzbeitrag", "Communication", "Ponencia", "Доклад на конференции", "会议论文"),
    "Report": ("Bericht", "Rapport", "Informe", "Доклад", "报告"),
    "Thesis": ("Hochschulschrift", "Thèse", "Tesis", "Диссертация", "学位论文"),
    "Law": ("Gesetz", "Loi", "Ley", "Закон", "法律"),
    "Case": ("Urteil", "Décision", "Sentencia", "Судебное дело", "案例"),
    "Bill": ("Gesetzentwurf", "Projet de loi", "Proyecto de ley", "Законопроект", "法案"),
    "Treaty": ("Vertrag", "Traité", "Tratado", "Договор", "条约"),
    "Speech": ("Rede", "Discours", "Discurso", "Речь", "演讲"),
    "Interview": ("Interview", "Entretien", "Entrevista", "Интервью", "访谈"),
    "Broadcast": ("Sendung", "Émission", "Emisión", "Передача", "广播电视"),
    "Film": ("Film", "Film", "Película", "Фильм", "影片"),
    "Map": ("Karte", "Carte", "Mapa", "Карта", "地图"),
    "Manuscript": ("Manuskript", "Manuscrit", "Manuscrito", "Рукопись", "手稿"),
    "Letter": ("Brief", "Lettre", "Carta", "Письмо", "书信"),
    "Pamphlet": ("Broschüre", "Brochure", "Folleto", "Брошюра", "小册子"),
    "Software": ("Software", "Logiciel", "Software", "Программа", "软件"),
    "Document": ("Dokument", "Document", "Documento", "Документ", "文件"),
    "Page not found": ("Seite nicht gefunden", "Page introuvable", "Página no encontrada", "Страница не найдена", "未找到页面"),
    "There is nothing at this address. It may have been mistyped, or the publication may have another name.": ("Unter dieser Adresse ist nichts. Vielleicht ist sie falsch geschrieben, oder die Publikation heißt anders.", "Il n’y a rien à cette adresse. Elle est peut-être mal saisie, ou la publication porte un autre nom.", "No hay nada en esta dirección. Puede estar mal escrita o la publicación puede tener otro nombre.", "По этому адресу ничего нет. Возможно, в нём опечатка или публикация называется иначе.", "此地址没有内容。地址可能有误，或出版物已更名。"),
    # Search
    "Full text": ("Volltext", "Texte intégral", "Texto completo", "Полный текст", "全文"),
    "Search needs JavaScript. Without it, everything can be reached by links:": ("Die Suche braucht JavaScript. Ohne es ist alles über Links zu erreichen:", "La recherche demande JavaScript. Sans lui, tout est accessible par des liens :", "La búsqueda necesita JavaScript. Sin él, se llega a todo por enlaces:", "Поиску нужен JavaScript. Без него всё доступно по ссылкам:", "搜索需要JavaScript。没有它，也可通过链接找到一切："),
    "More results": ("Mehr Treffer", "Plus de résultats", "Más resultados", "Ещё результаты", "更多结果"),
    "Searching …": ("Suche läuft …", "Recherche en cours …", "Buscando …", "Идёт поиск …", "正在搜索…"),
    "Nothing found": ("Nichts gefunden", "Aucun résultat", "Sin resultados", "Ничего не найдено", "未找到"),
    "Opened from disk: titles and headings only.": ("Von der Platte geöffnet: nur Titel und Überschriften.", "Ouvert depuis le disque : titres seulement.", "Abierto desde el disco: solo títulos.", "Открыто с диска: только заголовки.", "从磁盘打开：仅限标题。"),
    "Pages: {count}": ("Seiten: {count}", "Pages : {count}", "Páginas: {count}", "Страниц: {count}", "页数：{count}"),
    "Publications: {count}": ("Publikationen: {count}", "Publications : {count}", "Publicaciones: {count}", "Публикаций: {count}", "出版物：{count}"),
    "Sources: {count}": ("Quellen: {count}", "Sources : {count}", "Fuentes: {count}", "Источников: {count}", "来源：{count}"),
    "Titles and headings: {count}": ("Titel und Überschriften: {count}", "Titres : {count}", "Títulos: {count}", "Заголовков: {count}", "标题：{count}"),
    # What scripts say
    "Copy": ("Kopieren", "Copier", "Copiar", "Копировать", "复制"),
    "Copy BibTeX": ("BibTeX kopieren", "Copier BibTeX", "Copiar BibTeX", "Копировать BibTeX", "复制BibTeX"),
    "Copied": ("Kopiert", "Copié", "Copiado", "Скопировано", "已复制"),
    "Copy link": ("Link kopieren", "Copier le lien", "Copiar enlace", "Копировать ссылку", "复制链接"),
    "Share …": ("Teilen …", "Partager …", "Compartir …", "Поделиться …", "分享…"),
}

PLURALS: Mapping[str, tuple[str, str, str, str, str]] = {
    "publication": ("Publikation|Publikationen", "publication|publications", "publicación|publicaciones", "публикация|публикации|публикаций", "种出版物"),
    "source": ("Quelle|Quellen", "source|sources", "fuente|fuentes", "источник|источника|источников", "种来源"),
    "source in common": ("gemeinsame Quelle|gemeinsame Quellen", "source en commun|sources en commun", "fuente en común|fuentes en común", "общий источник|общих источника|общих источников", "种共同来源"),
    "page": ("Seite|Seiten", "page|pages", "página|páginas", "страница|страницы|страниц", "页"),
    "correction": ("Berichtigung|Berichtigungen", "correction|corrections", "corrección|correcciones", "исправление|исправления|исправлений", "处更正"),
    "mention": ("Erwähnung|Erwähnungen", "mention|mentions", "mención|menciones", "упоминание|упоминания|упоминаний", "处引用"),
    "time": ("Mal|Mal", "fois|fois", "vez|veces", "раз|раза|раз", "次"),
}
"""What is counted, in the forms that ``FORMS`` chooses from."""
# fmt: on


def _slavic(number: int) -> int:
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


FORMS: Mapping[str, Callable[[int], int]] = {
    "de": lambda number: number != 1,
    "fr": lambda number: number > 1,
    "es": lambda number: number != 1,
    "ru": _slavic,
    "zh": lambda number: 0,
}
"""Which form of a word goes with a number: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html."""

MONTHS: Mapping[str, tuple[str, ...]] = {
    language: tuple(names.split())
    for language, names in {
        "en": "January February March April May June July August September October November December",
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "zh": "1 2 3 4 5 6 7 8 9 10 11 12",
    }.items()
}
BARE_MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()  # noqa: SIM905
"""Russian months that stand without a day."""

DATES: Mapping[str, tuple[str, str]] = {
    "en": ("{day} {month} {year}", "{month} {year}"),
    "de": ("{day}. {month} {year}", "{month} {year}"),
    "fr": ("{day} {month} {year}", "{month} {year}"),
    "es": ("{day} de {month} de {year}", "{month} de {year}"),
    "ru": ("{day} {month} {year}", "{month} {year}"),
    "zh": ("{year}年{month}月{day}日", "{year}年{month}月"),
}
"""A day, and a month without a day."""

MARKS: Mapping[str, tuple[str, str]] = {
    "de": (".", ","),
    "fr": ("\u202f", ","),
    "es": (".", ","),
    "ru": ("\u00a0", ","),
}
"""What groups thousands, and the decimal mark."""


def primary(language: str) -> str:
    """Return the language of a tag if its words are known, else English: ``de`` of ``de-AT``."""
    code = language.replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else "en"
