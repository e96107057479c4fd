// What landing pages and the front desk gain where JavaScript runs: copy and share, filters. Runs after citator.js.
(function () {
  "use strict";
  var all = window.citator.all, make = window.citator.make, t = window.citator.t;
  var slice = Array.prototype.slice;

  // ---- Cite and share ---------------------------------------------------------------------------------------------
  function copyButton(label, words) {
    var button = make("button", "citator-copy", label);
    button.type = "button";
    button.addEventListener("click", function () {
      var done = function () { button.textContent = t("Copied"); setTimeout(function () { button.textContent = label; }, 2000); };
      if (navigator.clipboard && isSecureContext) {
        Promise.resolve(words()).then(function (text) { return navigator.clipboard.writeText(text); }).then(done);
        return;
      }
      var area = make("textarea");
      area.value = words();
      document.body.appendChild(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
      done();
    });
    return button;
  }
  all("[data-copy]").forEach(function (box) {
    box.appendChild(copyButton(t("Copy"), function () { return box.querySelector(".citator-cite-text").textContent.trim(); }));
  });
  // What the file for BibTeX holds; where it cannot be asked for, its link remains.
  var bibtex = document.querySelector(".citator-cite-files a[type='application/x-bibtex']");
  if (bibtex && isSecureContext && location.protocol !== "file:") {
    bibtex.parentNode.after(copyButton(t("Copy BibTeX"), function () {
      return fetch(bibtex.href).then(function (answer) { return answer.text(); });
    }));
  }
  var share = document.querySelector(".citator-share");
  if (share) {
    var address = share.dataset.address || location.href.split("#")[0];
    share.appendChild(copyButton(t("Copy link"), function () { return address; }));
    var mail = share.querySelector("a[href^='mailto:']");
    if (mail && mail.href.indexOf("body=") < 0) mail.href += "&body=" + encodeURIComponent(address);
    if (navigator.share) {
      var button = make("button", "citator-copy", t("Share …"));
      button.type = "button";
      button.addEventListener("click", function () { navigator.share({ title: document.title, url: address }).catch(function () {}); });
      share.appendChild(button);
    }
  }

  // ---- Filters of the catalogue -----------------------------------------------------------------------------------
  var catalogue = document.querySelector(".citator-catalogue");
  var filters = catalogue && catalogue.querySelector(".citator-filters");
  if (filters) {
    var list = catalogue.querySelector(".citator-cards");
    var status = catalogue.querySelector(".citator-status");
    var pages = catalogue.querySelector(".citator-pages");
    var original = slice.call(list.children);
    var complete = catalogue.dataset.total === catalogue.dataset.shown;
    var rows = null, matching = [], more = null;
    var STEP = 24;
    var fields = all("select", filters);
    var wanted = function () { return fields.filter(function (field) { return field.value; }); };
    var fits = function (values) {
      return wanted().every(function (field) { return (values(field.name) || []).indexOf(field.value) >= 0; });
    };
    var card = function (row) {
      var item = original[original.length - 1].cloneNode(true);
      var root = catalogue.dataset.root;
      item.hidden = false;
      item.querySelector("img").src = root + row.image;
      var kicker = item.querySelector(".citator-kicker");
      kicker.textContent = row.kind;
      if (row.badge) kicker.append(" ", make("span", "citator-badge", row.badge));
      var link = item.querySelector(".citator-card-title a");
      link.href = root + row.url;
      link.textContent = row.title;
      ["lang", "dir"].forEach(function (name) {
        if (row[name]) link.parentNode.setAttribute(name, row[name]); else link.parentNode.removeAttribute(name);
      });
      all(".citator-card-subtitle, .citator-card-topics", item).forEach(function (part) { part.remove(); });
      item.querySelector(".citator-card-meta").textContent = row.meta;
      return item;
    };
    var report = function (number) { status.textContent = wanted().length ? t("Publications: {count}", { count: number }) : ""; };
    var apply = function () {
      if (pages) pages.hidden = wanted().length > 0;
      if (!wanted().length || complete) {
        if (more) more.hidden = true;
        list.replaceChildren.apply(list, original);
        var shown = original.filter(function (item) {
          item.hidden = !fits(function (key) { return JSON.parse(item.dataset[key] || "[]"); });
          return !item.hidden;
        });
        report(shown.length);
        return;
      }
      if (!rows) { load(); return; }
      matching = rows.filter(function (row) { return fits(function (key) { return row[key]; }); });
      list.replaceChildren();
      next();
      report(matching.length);
    };
    // The rows of all pages come as a script, which a page from disk may load too.
    var load = function () {
      var script = make("script");
      script.src = catalogue.dataset.rows;
      script.addEventListener("load", function () { rows = window.citatorCatalogue; apply(); });
      script.addEventListener("error", function () { complete = true; apply(); });
      document.head.appendChild(script);
    };
    var next = function () {
      var some = matching.slice(list.children.length, list.children.length + STEP).map(card);
      some.forEach(function (item) { list.appendChild(item); });
      if (!more) {
        more = make("p", "citator-more");
        var button = make("button", "", t("More results"));
        button.type = "button";
        button.addEventListener("click", function () { next().querySelector("a").focus(); });
        more.appendChild(button);
        list.after(more);
      }
      more.hidden = list.children.length >= matching.length;
      return some[0];
    };
    var fromAddress = function () {
      var query = new URLSearchParams(location.search);
      fields.forEach(function (field) { field.value = query.get(field.name) || ""; if (field.selectedIndex < 0) field.value = ""; });
      apply();
    };
    filters.hidden = false;
    filters.addEventListener("change", function () {
      var query = new URLSearchParams();
      wanted().forEach(function (field) { query.set(field.name, field.value); });
      history.pushState(null, "", String(query) ? "?" + query : location.pathname);
      apply();
    });
    filters.addEventListener("reset", function () { setTimeout(function () { history.pushState(null, "", location.pathname); apply(); }); });
    addEventListener("popstate", fromAddress);
    fromAddress();
  }

  // ---- Filters of the sources -------------------------------------------------------------------------------------
  var sourceFilter = document.querySelector(".citator-source-filter");
  if (sourceFilter) {
    var lines = all(".citator-source-list > li");
    var plain = function (words) { return words.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
    var haystack = lines.map(function (line) { return plain(line.textContent); });
    var told = document.querySelector(".citator-status");
    sourceFilter.hidden = false;
    sourceFilter.addEventListener("submit", function (event) { event.preventDefault(); });
    sourceFilter.addEventListener("input", function () {
      var words = plain(sourceFilter.elements.words.value).split(/\s+/).filter(Boolean);
      var type = sourceFilter.elements.type.value;
      var found = 0;
      lines.forEach(function (line, index) {
        var fit = (!type || line.dataset.type === type) && words.every(function (word) { return haystack[index].indexOf(word) >= 0; });
        line.hidden = !fit;
        if (fit) found += 1;
      });
      told.textContent = words.length || type ? t("Sources: {count}", { count: found }) : "";
    });
  }
})();
