// The search page: a small face for Pagefind (https://pagefind.app/docs/api/), and a list of titles for pages from disk.
(function () {
  "use strict";
  var form = document.querySelector(".citator-search");
  if (!form) return;
  var input = form.elements.q;
  var list = document.querySelector(".citator-results");
  var status = document.querySelector("main .citator-status");
  var more = document.querySelector(".citator-more");
  var filterBox = form.querySelector(".citator-search-filters");
  var root = new URL(list.dataset.root || "./", document.baseURI);
  var FILTERS = [["publication", "Publication"], ["topic", "Topic"], ["author", "Author"], ["year", "Year"], ["type", "Type"]];
  var STEP = 10;
  var said = form.dataset.words ? JSON.parse(form.dataset.words) : {};
  var t = function (words, values) {
    return (said[words] || words).replace(/\{(\w+)\}/g, function (whole, name) { return values[name]; });
  };
  var engine = null, found = [], shown = 0, turn = 0;

  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  // ---- Words in another script: Путин finds Putin, and back -------------------------------------------------------
  var PAIRS = ("shch щ,zh ж,kh х,ts ц,ch ч,sh ш,yu ю,ya я,yo ё,ye е,a а,b б,v в,g г,d д,e е,z з,i и,y й,k к,l л,m м,n н," +
    "o о,p п,r р,s с,t т,u у,f ф").split(",").map(function (pair) { return pair.split(" "); });
  var LATIN = { "ы": "y", "э": "e", "ь": "", "ъ": "", "й": "y", "ё": "e" };
  PAIRS.forEach(function (pair) { if (!(pair[1] in LATIN) || pair[0].length === 1) LATIN[pair[1]] = LATIN[pair[1]] || pair[0]; });
  function otherScript(word) {
    if (/[\u0400-\u04ff]/.test(word)) {
      return [word.replace(/[\u0400-\u04ff]/g, function (letter) { return letter in LATIN ? LATIN[letter] : letter; })];
    }
    if (!/[a-z]/.test(word)) return [];
    var result = "", at = 0;
    while (at < word.length) {
      var pair = PAIRS.find(function (one) { return word.startsWith(one[0], at); });
      result += pair ? pair[1] : word[at];
      at += pair ? pair[0].length : 1;
    }
    // What Latin letters do not tell: Sergei, Lavrov's deputy Ryabkov, Yeltsin.
    return [result, result.replace(/([аеоиу])и/g, "$1й").replace(/й$/, "ий").replace(/([аеоу])ий$/, "$1й").replace(/л(?=[бвгдзкмнстхцчшщ])/g, "ль")];
  }
  // All words in the other script, then each of a few by itself: "Putin letter" may mean "Путин letter".
  function variants(words) {
    var parts = words.toLowerCase().split(/\s+/).filter(Boolean), found = [];
    var add = function (query) { if (query !== parts.join(" ") && found.indexOf(query) < 0) found.push(query); };
    var turned = parts.map(otherScript);
    [0, 1].forEach(function (way) { add(parts.map(function (part, index) { return turned[index][way] || turned[index][0] || part; }).join(" ")); });
    if (parts.length > 1 && parts.length < 4) parts.forEach(function (part, at) {
      if (turned[at].length) add(parts.map(function (other, index) { return index === at ? turned[at][0] : other; }).join(" "));
    });
    return found;
  }

  // ---- Pagefind answers a word that it does not know with words that look a little like it: these are no results --
  function folded(words) {
    return words.normalize("NFKD").replace(/[^\p{L}\p{N}\s]/gu, "").toLowerCase().replace(/y/g, "i");
  }
  // Stems keep the beginning of a word; words of Chinese are cut anew.
  function fits(query, data) {
    var passages = [data].concat(data.sub_results || []).map(function (one) { return one.excerpt; }).join(" ");
    var marks = Array.from(new DOMParser().parseFromString(passages, "text/html").querySelectorAll("mark"));
    return !marks.length || folded(query).split(/\s+/).some(function (word) {
      var start = word.slice(0, /[\u2e80-\uffff]/.test(word) ? 1 : 3);
      return marks.some(function (mark) { return folded(mark.textContent).indexOf(start) >= 0; });
    });
  }
  function fitting(query, results) {
    if (!query || !results.length) return results;
    return results[0].data().then(function (data) { return fits(query, data) ? results : []; });
  }

  // ---- Results ----------------------------------------------------------------------------------------------------
  function marked(target, excerpt) {
    // Pagefind marks hits with <mark>; everything else in an excerpt is text.
    new DOMParser().parseFromString(excerpt, "text/html").body.childNodes.forEach(function (node) {
      target.appendChild(node.nodeName === "MARK" ? make("mark", "", node.textContent) : document.createTextNode(node.textContent.replace(/\s*\u21a9\ufe0e?/g, "")));
    });
  }
  function item(data) {
    var row = make("li");
    var title = make("p", "citator-result-title");
    var link = make("a", "", data.meta.title);
    link.href = data.url;
    title.appendChild(link);
    row.appendChild(title);
    if (data.meta.publication && data.meta.publication !== data.meta.title) row.appendChild(make("p", "citator-quiet", data.meta.publication));
    var sections = (data.sub_results || []).slice(0, 3);
    if (!sections.length) sections = [{ title: "", url: data.url, excerpt: data.excerpt }];
    var passages = make("ul", "citator-result-passages");
    sections.forEach(function (section) {
      var passage = make("li");
      if (section.title && section.title !== data.meta.title) {
        var to = make("a", "", section.title);
        to.href = section.url;
        passage.appendChild(to);
        passage.appendChild(document.createTextNode(": "));
      }
      marked(passage, section.excerpt);
      passages.appendChild(passage);
    });
    row.appendChild(passages);
    return row;
  }
  function next(mine) {
    var some = found.slice(shown, shown + STEP);
    shown += some.length;
    return Promise.all(some.map(function (result) { return result.data(); })).then(function (rows) {
      if (mine !== turn) return;
      var first = null;
      rows.forEach(function (data) { var row = item(data); first = first || row; list.appendChild(row); });
      more.hidden = shown >= found.length;
      return first;
    });
  }
  function chosen() {
    var filters = {};
    FILTERS.forEach(function (filter) {
      var field = form.elements[filter[0]];
      if (field && field.value) filters[filter[0]] = field.value;
    });
    return filters;
  }
  function run() {
    var mine = ++turn;
    var words = input.value.trim();
    var filters = chosen();
    var query = new URLSearchParams(Object.assign(words ? { q: words } : {}, filters));
    history.replaceState(null, "", String(query) ? "?" + query : location.pathname);
    list.textContent = "";
    more.hidden = true;
    if (!words && !Object.keys(filters).length) { status.textContent = ""; return; }
    status.textContent = t("Searching …");
    var asked = [words || null].concat(words ? variants(words) : []).map(function (query) {
      return engine.search(query, { filters: filters }).then(function (answer) { return fitting(query, answer.results); });
    });
    Promise.all(asked).then(function (answers) {
      if (mine !== turn) return;
      var ids = {};
      found = [].concat.apply([], answers).filter(function (result) {
        return ids[result.id] ? false : (ids[result.id] = true);
      });
      shown = 0;
      status.textContent = found.length ? t("Pages: {count}", { count: found.length }) : t("Nothing found") + (words ? ": " + words : "");
      return next(mine);
    });
  }
  function addFilters(values) {
    var query = new URLSearchParams(location.search);
    FILTERS.forEach(function (filter) {
      var choices = Object.entries(values[filter[0]] || {}).filter(function (choice) { return choice[1] > 0; });
      if (choices.length < 2) return;
      var label = make("label", "", t(filter[1]) + " ");
      var select = make("select");
      select.name = filter[0];
      select.appendChild(new Option(t("All"), ""));
      choices.sort(function (a, b) { return filter[0] === "year" ? b[0].localeCompare(a[0]) : a[0].localeCompare(b[0]); });
      choices.forEach(function (choice) { select.appendChild(new Option(choice[0] + " (" + choice[1] + ")", choice[0])); });
      select.value = query.get(filter[0]) || "";
      if (select.selectedIndex < 0) select.value = "";
      label.appendChild(select);
      filterBox.appendChild(label);
      select.addEventListener("change", run);
    });
    filterBox.classList.add("citator-filters");
  }

  // ---- From disk there is no index to ask: the titles and headings of all pages -----------------------------------
  function titlesOnly() {
    var plain = function (words) { return words.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
    var hits = [];
    var show = function () {
      var warned = t("Only titles and headings are searched here, not the full text.");
      var words = plain(input.value).split(/\s+/).filter(Boolean);
      list.textContent = "";
      hits = !words.length ? [] : window.citatorTitles.filter(function (row) {
        var text = plain(row[0] + " " + row[1]);
        return words.every(function (word) { return text.indexOf(word) >= 0; });
      });
      status.textContent = (words.length ? t("Titles and headings: {count}", { count: hits.length }) + " · " : "") + warned;
      add();
    };
    var add = function () {
      var first = list.children.length;
      hits.slice(first, first + 60).forEach(function (row) {
        var line = make("li");
        var link = make("a", "citator-result-title", row[1]);
        link.href = new URL(row[2], root).href;
        line.appendChild(link);
        if (row[0] !== row[1]) line.appendChild(make("p", "citator-quiet", row[0]));
        list.appendChild(line);
      });
      more.hidden = list.children.length >= hits.length;
      return list.children[first];
    };
    more.querySelector("button").addEventListener("click", function () { add().querySelector("a").focus(); });
    var script = make("script");
    script.src = new URL("_desk/titles.js", root).href;
    script.addEventListener("load", function () { input.addEventListener("input", show); show(); });
    document.head.appendChild(script);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
  }

  // ---- Keyboard: down from the words into the results, up and down among them -------------------------------------
  document.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var links = Array.prototype.slice.call(list.querySelectorAll(".citator-result-title a, a.citator-result-title"));
    var at = links.indexOf(document.activeElement);
    if (document.activeElement !== input && at < 0) return;
    var to = at + (event.key === "ArrowDown" ? 1 : -1);
    if (to >= links.length || (at < 0 && to < 0)) return;
    event.preventDefault();
    (to < 0 ? input : links[to]).focus();
  });

  input.value = new URLSearchParams(location.search).get("q") || "";
  if (!input.value) input.focus();
  if (location.protocol === "file:") { titlesOnly(); return; }
  import(new URL("pagefind/pagefind.js", root).href).then(function (pagefind) {
    engine = pagefind;
    return engine.options({ baseUrl: root.pathname, excerptLength: 28 });
  }).then(function () { return engine.filters(); }).then(function (values) {
    addFilters(values);
    var wait = 0;
    input.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(run, 200); });
    form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(wait); run(); });
    more.querySelector("button").addEventListener("click", function () {
      next(turn).then(function (row) { if (row) row.querySelector("a").focus(); });
    });
    run();
  }).catch(function () {
    titlesOnly();
  });
})();
