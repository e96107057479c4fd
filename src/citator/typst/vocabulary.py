"""The words by which formulas are read aloud, by language; another language falls back to English.

``{0}`` and ``{1}`` stand for what a command applies to.
"""

from __future__ import annotations

from collections.abc import Mapping

_LANGUAGES = ("en", "de", "fr", "es", "ru", "zh")
"""The columns of the table."""

# fmt: off
_WORDS: Mapping[str, tuple[str, str, str, str, str, str]] = {
    "formula": ("formula", "Formel", "formule", "fórmula", "формула", "公式"),
    # Fractions, roots, what stands above and below
    "fraction": ("{0} over {1}", "{0} durch {1}", "{0} sur {1}", "{0} sobre {1}", "{0} делить на {1}", "{1} 分之 {0}"),
    "long fraction": ("the fraction {0} over {1}, end of fraction,", "der Bruch {0} durch {1}, Ende des Bruchs,", "la fraction {0} sur {1}, fin de la fraction,", "la fracción {0} sobre {1}, fin de la fracción,", "дробь {0} делить на {1}, конец дроби,", "分数 {1} 分之 {0}, 分数结束,"),
    "binomial": ("{0} choose {1}", "{0} über {1}", "{1} parmi {0}", "{0} sobre {1}", "число сочетаний из {0} по {1}", "{0} 取 {1} 的组合数"),
    "root": ("the square root of {0}", "die Quadratwurzel aus {0}", "la racine carrée de {0}", "la raíz cuadrada de {0}", "квадратный корень из {0}", "根号 {0}"),
    "long root": ("the square root of {0}, end of root,", "die Quadratwurzel aus {0}, Ende der Wurzel,", "la racine carrée de {0}, fin de la racine,", "la raíz cuadrada de {0}, fin de la raíz,", "квадратный корень из {0}, конец корня,", "根号 {0}, 根号结束,"),
    "nth root": ("the root of order {0} of {1}", "die {0}-te Wurzel aus {1}", "la racine d’ordre {0} de {1}", "la raíz de orden {0} de {1}", "корень степени {0} из {1}", "{1} 的 {0} 次方根"),
    "^": ("to the power {0}", "hoch {0}", "puissance {0}", "elevado a {0}", "в степени {0}", "的 {0} 次方"),
    "long ^": ("to the power {0}, end of power,", "hoch {0}, Ende des Exponenten,", "puissance {0}, fin de l’exposant,", "elevado a {0}, fin del exponente,", "в степени {0}, конец степени,", "的 {0} 次方, 指数结束,"),
    "_": ("sub {0}", "Index {0}", "indice {0}", "subíndice {0}", "с индексом {0}", "下标 {0}"),
    "long _": ("sub {0}, end of index,", "Index {0}, Ende des Index,", "indice {0}, fin de l’indice,", "subíndice {0}, fin del subíndice,", "с индексом {0}, конец индекса,", "下标 {0}, 下标结束,"),
    "squared": ("squared", "zum Quadrat", "au carré", "al cuadrado", "в квадрате", "的平方"),
    "cubed": ("cubed", "hoch 3", "au cube", "al cubo", "в кубе", "的立方"),
    "degrees": ("degrees", "Grad", "degrés", "grados", "градусов", "度"),
    "prime": ("prime", "Strich", "prime", "prima", "штрих", "撇"),
    "star": ("star", "Stern", "étoile", "estrella", "со звёздочкой", "星"),
    "transposed": ("transposed", "transponiert", "transposé", "traspuesta", "транспонированная", "的转置"),
    "above": ("{1} with {0} above", "{1}, darüber {0},", "{1} surmonté de {0}", "{1} con {0} encima", "{1}, сверху {0},", "{1} 上方 {0}"),
    "below": ("{1} with {0} below", "{1}, darunter {0},", "{1} avec {0} en dessous", "{1} con {0} debajo", "{1}, снизу {0},", "{1} 下方 {0}"),
    "of": ("of {0}", "von {0}", "de {0}", "de {0}", "от {0}", "关于 {0}"),
    # Operators with limits
    "sum": ("the sum", "die Summe", "la somme", "la suma", "сумма", "求和"),
    "prod": ("the product", "das Produkt", "le produit", "el producto", "произведение", "求积"),
    "int": ("the integral", "das Integral", "l’intégrale", "la integral", "интеграл", "积分"),
    "iint": ("the double integral", "das Doppelintegral", "l’intégrale double", "la integral doble", "двойной интеграл", "二重积分"),
    "iiint": ("the triple integral", "das Dreifachintegral", "l’intégrale triple", "la integral triple", "тройной интеграл", "三重积分"),
    "oint": ("the contour integral", "das Ringintegral", "l’intégrale curviligne", "la integral de contorno", "контурный интеграл", "环路积分"),
    "bigcup": ("the union", "die Vereinigung", "la réunion", "la unión", "объединение", "并集"),
    "bigcap": ("the intersection", "der Durchschnitt", "l’intersection", "la intersección", "пересечение", "交集"),
    "lim": ("the limit", "der Grenzwert", "la limite", "el límite", "предел", "极限"),
    "max": ("the maximum", "das Maximum", "le maximum", "el máximo", "максимум", "最大值"),
    "min": ("the minimum", "das Minimum", "le minimum", "el mínimo", "минимум", "最小值"),
    "sup": ("the supremum", "das Supremum", "la borne supérieure", "el supremo", "супремум", "上确界"),
    "inf": ("the infimum", "das Infimum", "la borne inférieure", "el ínfimo", "инфимум", "下确界"),
    "from to": ("from {0} to {1}", "von {0} bis {1}", "de {0} à {1}", "de {0} a {1}", "от {0} до {1}", "从 {0} 到 {1}"),
    "over": ("over {0}", "über {0}", "sur {0}", "sobre {0}", "по {0}", "对 {0}"),
    "up to": ("up to {0}", "bis {0}", "jusqu’à {0}", "hasta {0}", "до {0}", "直到 {0}"),
    "as": ("as {0}", "für {0}", "quand {0}", "cuando {0}", "при {0}", "当 {0}"),
    "tends": ("tends to", "gegen", "tend vers", "tiende a", "стремится к", "趋于"),
    "applied": ("{0} of", "{0} von", "{0} de", "{0} de", "{0}:", "{0}:"),
    # Functions
    "sin": ("sine", "Sinus", "sinus", "seno", "синус", "正弦"),
    "cos": ("cosine", "Kosinus", "cosinus", "coseno", "косинус", "余弦"),
    "tan": ("tangent", "Tangens", "tangente", "tangente", "тангенс", "正切"),
    "log": ("logarithm", "Logarithmus", "logarithme", "logaritmo", "логарифм", "对数"),
    "ln": ("natural logarithm", "natürlicher Logarithmus", "logarithme népérien", "logaritmo natural", "натуральный логарифм", "自然对数"),
    "exp": ("exponential", "Exponentialfunktion", "exponentielle", "exponencial", "экспонента", "指数函数"),
    # Relations
    "=": ("equals", "gleich", "égale", "es igual a", "равно", "等于"),
    "<": ("is less than", "kleiner als", "est inférieur à", "es menor que", "меньше", "小于"),
    ">": ("is greater than", "größer als", "est supérieur à", "es mayor que", "больше", "大于"),
    "leq": ("is less than or equal to", "kleiner oder gleich", "est inférieur ou égal à", "es menor o igual que", "меньше или равно", "小于等于"),
    "geq": ("is greater than or equal to", "größer oder gleich", "est supérieur ou égal à", "es mayor o igual que", "больше или равно", "大于等于"),
    "ll": ("is much less than", "viel kleiner als", "est très inférieur à", "es mucho menor que", "много меньше", "远小于"),
    "gg": ("is much greater than", "viel größer als", "est très supérieur à", "es mucho mayor que", "много больше", "远大于"),
    "neq": ("is not equal to", "ungleich", "est différent de", "es distinto de", "не равно", "不等于"),
    "approx": ("is approximately equal to", "ungefähr gleich", "est à peu près égal à", "es aproximadamente igual a", "приблизительно равно", "约等于"),
    "equiv": ("is equivalent to", "ist äquivalent zu", "est équivalent à", "es equivalente a", "тождественно равно", "恒等于"),
    "sim": ("is similar to", "ist ähnlich zu", "est semblable à", "es semejante a", "подобно", "相似于"),
    "cong": ("is congruent to", "ist kongruent zu", "est congru à", "es congruente con", "сравнимо с", "全等于"),
    "propto": ("is proportional to", "ist proportional zu", "est proportionnel à", "es proporcional a", "пропорционально", "正比于"),
    "in": ("is in", "ist Element von", "appartient à", "pertenece a", "принадлежит", "属于"),
    "notin": ("is not in", "ist nicht Element von", "n’appartient pas à", "no pertenece a", "не принадлежит", "不属于"),
    "subset": ("is a subset of", "ist Teilmenge von", "est inclus dans", "es subconjunto de", "является подмножеством", "是子集于"),
    "subseteq": ("is a subset of or equal to", "ist Teilmenge von oder gleich", "est inclus dans ou égal à", "es subconjunto de o igual a", "является подмножеством или равно", "包含于"),
    "perp": ("is perpendicular to", "ist senkrecht zu", "est perpendiculaire à", "es perpendicular a", "перпендикулярно", "垂直于"),
    "parallel": ("is parallel to", "ist parallel zu", "est parallèle à", "es paralelo a", "параллельно", "平行于"),
    "mid": ("given", "unter der Bedingung", "sachant", "dado", "при условии", "给定"),
    "not": ("not", "nicht", "non", "no", "не", "非"),
    # Arrows and logic
    "to": ("to", "nach", "vers", "a", "в", "到"),
    "leftarrow": ("from", "von", "depuis", "desde", "из", "来自"),
    "mapsto": ("maps to", "wird abgebildet auf", "donne", "se aplica a", "отображается в", "映射到"),
    "implies": ("implies", "daraus folgt", "implique", "implica", "следует", "推出"),
    "iff": ("if and only if", "genau dann, wenn", "si et seulement si", "si y solo si", "тогда и только тогда, когда", "当且仅当"),
    "forall": ("for all", "für alle", "pour tout", "para todo", "для всех", "对所有"),
    "exists": ("there exists", "es gibt", "il existe", "existe", "существует", "存在"),
    "land": ("and", "und", "et", "y", "и", "且"),
    "lor": ("or", "oder", "ou", "o", "или", "或"),
    "neg": ("not", "nicht", "non", "no", "не", "非"),
    # Operators
    "+": ("plus", "plus", "plus", "más", "плюс", "加"),
    "-": ("minus", "minus", "moins", "menos", "минус", "减"),
    "times": ("times", "mal", "fois", "por", "умножить на", "乘"),
    "/": ("over", "durch", "sur", "sobre", "делить на", "除以"),
    "div": ("divided by", "geteilt durch", "divisé par", "dividido por", "делить на", "除以"),
    "pm": ("plus or minus", "plus oder minus", "plus ou moins", "más o menos", "плюс-минус", "正负"),
    "mp": ("minus or plus", "minus oder plus", "moins ou plus", "menos o más", "минус-плюс", "负正"),
    "cup": ("union", "vereinigt mit", "union", "unión", "объединение с", "并"),
    "cap": ("intersection", "geschnitten mit", "inter", "intersección", "пересечение с", "交"),
    "setminus": ("without", "ohne", "privé de", "menos", "без", "去除"),
    "circ": ("composed with", "verknüpft mit", "rond", "compuesta con", "композиция с", "复合"),
    "oplus": ("direct sum", "direkte Summe", "somme directe", "suma directa", "прямая сумма", "直和"),
    "otimes": ("tensor", "Tensor", "tensoriel", "tensorial", "тензор", "张量积"),
    "!": ("factorial", "Fakultät", "factorielle", "factorial", "факториал", "的阶乘"),
    "%": ("percent", "Prozent", "pour cent", "por ciento", "процентов", "百分号"),
    "nabla": ("nabla", "Nabla", "nabla", "nabla", "набла", "梯度算子"),
    "partial": ("partial", "partiell", "d rond", "parcial", "частная", "偏"),
    "infty": ("infinity", "unendlich", "l’infini", "infinito", "бесконечность", "无穷"),
    "emptyset": ("the empty set", "die leere Menge", "l’ensemble vide", "el conjunto vacío", "пустое множество", "空集"),
    "ldots": ("and so on", "und so weiter", "et ainsi de suite", "y así sucesivamente", "и так далее", "等等"),
    # Parentheses
    "(": ("open parenthesis", "Klammer auf", "parenthèse ouvrante", "abre paréntesis", "открыть скобку", "左括号"),
    ")": ("close parenthesis", "Klammer zu", "parenthèse fermante", "cierra paréntesis", "закрыть скобку", "右括号"),
    "[": ("open bracket", "eckige Klammer auf", "crochet ouvrant", "abre corchete", "открыть квадратную скобку", "左方括号"),
    "]": ("close bracket", "eckige Klammer zu", "crochet fermant", "cierra corchete", "закрыть квадратную скобку", "右方括号"),
    "\\{": ("open brace", "geschweifte Klammer auf", "accolade ouvrante", "abre llave", "открыть фигурную скобку", "左花括号"),
    "\\}": ("close brace", "geschweifte Klammer zu", "accolade fermante", "cierra llave", "закрыть фигурную скобку", "右花括号"),
    "\\langle": ("open angle bracket", "spitze Klammer auf", "chevron ouvrant", "abre paréntesis angular", "открыть угловую скобку", "左尖括号"),
    "\\rangle": ("close angle bracket", "spitze Klammer zu", "chevron fermant", "cierra paréntesis angular", "закрыть угловую скобку", "右尖括号"),
    "|": ("bar", "senkrechter Strich", "barre", "barra", "вертикальная черта", "竖线"),
    "\\|": ("double bar", "Doppelstrich", "double barre", "doble barra", "двойная черта", "双竖线"),
    "absolute": ("the absolute value of {0}, end of absolute value,", "der Betrag von {0}, Ende des Betrags,", "la valeur absolue de {0}, fin de la valeur absolue,", "el valor absoluto de {0}, fin del valor absoluto,", "модуль {0}, конец модуля,", "{0} 的绝对值, 绝对值结束,"),
    # Accents and faces
    "hat": ("{0} hat", "{0} Dach", "{0} chapeau", "{0} circunflejo", "{0} с крышкой", "{0} 帽"),
    "bar": ("{0} bar", "{0} quer", "{0} barre", "{0} barra", "{0} с чертой", "{0} 杠"),
    "tilde": ("{0} tilde", "{0} Tilde", "{0} tilde", "{0} tilde", "{0} с тильдой", "{0} 波浪"),
    "vec": ("vector {0}", "Vektor {0}", "vecteur {0}", "vector {0}", "вектор {0}", "向量 {0}"),
    "dot": ("{0} dot", "{0} Punkt", "{0} point", "{0} punto", "{0} с точкой", "{0} 点"),
    "ddot": ("{0} double dot", "{0} zwei Punkt", "{0} point point", "{0} dos puntos", "{0} с двумя точками", "{0} 双点"),
    "bold": ("bold {0}", "fett {0}", "{0} gras", "{0} negrita", "жирное {0}", "粗体 {0}"),
    "script": ("script {0}", "Schreibschrift {0}", "{0} cursive", "{0} caligráfica", "рукописное {0}", "花体 {0}"),
    "fraktur": ("fraktur {0}", "Fraktur {0}", "{0} gothique", "{0} gótica", "готическое {0}", "哥特体 {0}"),
    "double-struck": ("double-struck {0}", "{0} mit Doppelstrich", "{0} ajouré", "{0} de doble trazo", "ажурное {0}", "空心 {0}"),
    "capital": ("capital {0}", "großes {0}", "{0} majuscule", "{0} mayúscula", "заглавная {0}", "大写 {0}"),
    "R": ("the real numbers", "die reellen Zahlen", "les nombres réels", "los números reales", "вещественные числа", "实数集"),
    "N": ("the natural numbers", "die natürlichen Zahlen", "les entiers naturels", "los números naturales", "натуральные числа", "自然数集"),
    "Z": ("the integers", "die ganzen Zahlen", "les entiers relatifs", "los números enteros", "целые числа", "整数集"),
    "Q": ("the rational numbers", "die rationalen Zahlen", "les nombres rationnels", "los números racionales", "рациональные числа", "有理数集"),
    "C": ("the complex numbers", "die komplexen Zahlen", "les nombres complexes", "los números complejos", "комплексные числа", "复数集"),
    # Rows and columns
    "matrix": ("the {0} by {1} matrix: {2}, end of matrix,", "die {0}-mal-{1}-Matrix: {2}, Ende der Matrix,", "la matrice {0} par {1} : {2}, fin de la matrice,", "la matriz {0} por {1}: {2}, fin de la matriz,", "матрица {0} на {1}: {2}, конец матрицы,", "{0} 行 {1} 列矩阵: {2}, 矩阵结束,"),
    "determinant": ("the {0} by {1} determinant: {2}, end of determinant,", "die {0}-mal-{1}-Determinante: {2}, Ende der Determinante,", "le déterminant {0} par {1} : {2}, fin du déterminant,", "el determinante {0} por {1}: {2}, fin del determinante,", "определитель {0} на {1}: {2}, конец определителя,", "{0} 行 {1} 列行列式: {2}, 行列式结束,"),
    "row": ("row {0}: {1}", "Zeile {0}: {1}", "ligne {0} : {1}", "fila {0}: {1}", "строка {0}: {1}", "第 {0} 行: {1}"),
    "cases": ("{0} cases: {1}, end of cases,", "{0} Fälle: {1}, Ende der Fälle,", "{0} cas : {1}, fin des cas,", "{0} casos: {1}, fin de los casos,", "случаев {0}: {1}, конец случаев,", "{0} 种情形: {1}, 情形结束,"),
    "case": ("case {0}: {1}", "Fall {0}: {1}", "cas {0} : {1}", "caso {0}: {1}", "случай {0}: {1}", "情形 {0}: {1}"),
}
_GREEK = {
    "en": "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega",
    "de": "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda my ny xi omikron pi rho sigma tau ypsilon phi chi psi omega",
    "fr": "alpha bêta gamma delta epsilon zêta êta thêta iota kappa lambda mu nu xi omicron pi rhô sigma tau upsilon phi khi psi oméga",
    "es": "alfa beta gamma delta épsilon dseta eta zeta iota kappa lambda mi ni xi ómicron pi ro sigma tau ípsilon fi ji psi omega",
    "ru": "альфа бета гамма дельта эпсилон дзета эта тета йота каппа лямбда мю ню кси омикрон пи ро сигма тау ипсилон фи хи пси омега",
    "zh": "阿尔法 贝塔 伽马 德尔塔 艾普西龙 泽塔 伊塔 西塔 约塔 卡帕 兰姆达 缪 纽 克西 奥密克戎 派 柔 西格玛 陶 宇普西龙 斐 希 普西 欧米伽",
}
# fmt: on
_READ_AS: Mapping[str, tuple[str, ...]] = {
    "leq": ("le", "leqslant"),
    "geq": ("ge", "geqslant"),
    "neq": ("ne",),
    "approx": ("simeq",),
    "times": ("cdot", "*", "ast"),
    "to": ("rightarrow", "longrightarrow"),
    "leftarrow": ("gets",),
    "mapsto": ("longmapsto",),
    "implies": ("Rightarrow", "Longrightarrow"),
    "iff": ("Leftrightarrow",),
    "land": ("wedge",),
    "lor": ("vee",),
    "neg": ("lnot",),
    "lim": ("limsup", "liminf"),
    "setminus": ("smallsetminus", "backslash"),
    "emptyset": ("varnothing",),
    "ldots": ("dots", "cdots"),
    "prime": ("'",),
    "%": ("\\%",),
    "|": ("vert", "lvert", "rvert"),
    "\\|": ("Vert", "lVert", "rVert"),
    "\\langle": ("langle",),
    "\\rangle": ("rangle",),
    "\\{": ("lbrace",),
    "\\}": ("rbrace",),
    ",": ("quad", "qquad"),
}
_ALIASES = {alias: name for name, aliases in _READ_AS.items() for alias in aliases}
"""Commands that are read as others."""


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        code = language.replace("_", "-").partition("-")[0].lower()
        self._column = _LANGUAGES.index(code) if code in _LANGUAGES else 0
        names = _GREEK[_LANGUAGES[self._column]].split()
        self._greek = dict(zip(_GREEK["en"].split(), names, strict=True))

    def __call__(self, name: str, *values: object) -> str:
        """Return the words for what applies to something."""
        return _WORDS[name][self._column].format(*values)

    def of(self, sign: str) -> str:
        """Return the word for a sign or a command; one that nobody knows is its own name."""
        name = _ALIASES.get(sign, sign)
        if name in _WORDS:
            return _WORDS[name][self._column]
        small = name.lower().removeprefix("var")
        if small in self._greek:
            return self._greek[small] if name[0].islower() else self("capital", self._greek[small])
        return name.removeprefix("\\")


def speaks(language: str) -> bool:
    """Tell whether formulas are read aloud in a language."""
    return language.replace("_", "-").partition("-")[0].lower() in _LANGUAGES
