// What a page gains where JavaScript runs: citation cards, notes beside the text, the reader's choice of colours and face.
// Everything here is an addition: without it citations are links, notes stand at the end, lists are complete.
(function () {
  "use strict";
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  var make = function (tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  var store = function (key, value) { try { localStorage.setItem(key, value); } catch (error) { /* private window */ } };
  var slice = Array.prototype.slice;
  // The words are English here; a page in another language holds its own.
  var tools = document.querySelector(".citator-tools");
  var said = tools && tools.dataset.words ? JSON.parse(tools.dataset.words) : {};
  var t = function (words, values) {
    return (said[words] || words).replace(/\{(\w+)\}/g, function (whole, name) { return values[name]; });
  };

  // ---- Colours and face -------------------------------------------------------------------------------------------
  if (tools) {
    tools.hidden = false;
    var themes = { auto: t("as the system"), light: t("light"), dark: t("dark") };
    var name = tools.querySelector(".citator-theme-name");
    var face = tools.querySelector(".citator-face");
    var show = function () {
      name.textContent = themes[document.body.dataset.theme] || themes.auto;
      face.setAttribute("aria-pressed", String(document.body.dataset.face === "sans"));
    };
    tools.querySelector(".citator-theme").addEventListener("click", function () {
      var dark = matchMedia("(prefers-color-scheme: dark)").matches;
      var order = dark ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
      var next = order[(order.indexOf(document.body.dataset.theme) + 1) % order.length];
      document.body.dataset.theme = next;
      store("theme", next);
      show();
    });
    face.addEventListener("click", function () {
      document.body.dataset.face = document.body.dataset.face === "sans" ? "serif" : "sans";
      store("citator-face", document.body.dataset.face);
      show();
      arrange();
    });
    show();
  }

  // ---- Cards ------------------------------------------------------------------------------------------------------
  var contents = {};
  all("template.citator-card-content").forEach(function (template) { contents[template.dataset.key] = template; });
  var popup = null, owner = null, timer = 0;

  function withoutIds(fragment) {
    if (fragment.nodeType === Node.ELEMENT_NODE) {
      fragment.removeAttribute("id");
      all("[id]", fragment).forEach(function (element) { element.removeAttribute("id"); });
    }
    return fragment;
  }
  function noteOf(mark) {
    var target = document.getElementById(decodeURIComponent((mark.getAttribute("href") || "").split("#")[1] || ""));
    return target && target.classList.contains("citator-note") ? target : null;
  }
  function workOf(key) {
    var template = contents[key];
    return template ? template.content.cloneNode(true) : null;
  }
  function cardOf(link) {
    var box = make("div");
    if (!link.classList.contains("footnote-reference")) {
      var work = workOf(link.dataset.key);
      if (!work) return null;
      box.appendChild(work);
      if (link.dataset.locator) box.insertBefore(make("p", "citator-card-locator", t("Here: {locator}", { locator: link.dataset.locator })), box.querySelector(".citator-card-links"));
      return box;
    }
    var note = noteOf(link);
    if (!note) return null;
    slice.call(note.querySelector(".citator-note-text").childNodes).forEach(function (child) {
      box.appendChild(withoutIds(child.cloneNode(true)));
    });
    // A short form leads to the whole entry; a note that has the title already needs the links alone.
    var told = note.textContent, seen = {};
    all("[data-key]", note).forEach(function (cited) {
      var key = cited.dataset.key, work = seen[key] ? null : workOf(key);
      if (!work) return;
      seen[key] = true;
      var entry = work.querySelector(".citator-card-entry"), title = entry.querySelector("em");
      if (title && told.indexOf(title.textContent) >= 0) entry.remove();
      box.appendChild(make("hr"));
      box.appendChild(work);
    });
    return box;
  }
  function hide() {
    clearTimeout(timer);
    if (popup) popup.hidden = true;
    if (owner) owner.removeAttribute("aria-describedby");
    owner = null;
  }
  function showCard(link) {
    clearTimeout(timer);
    if (owner === link) return;
    var card = cardOf(link);
    if (!card) return;
    hide();
    if (!popup) {
      popup = make("div", "citator-popup");
      popup.id = "citator-popup";
      popup.setAttribute("role", "note");
      popup.setAttribute("aria-label", t("Source"));
      popup.addEventListener("mouseenter", function () { clearTimeout(timer); });
      popup.addEventListener("mouseleave", function () { timer = setTimeout(hide, 300); });
      popup.addEventListener("focusout", later);
      document.body.appendChild(popup);
    }
    popup.textContent = "";
    popup.appendChild(card);
    popup.hidden = false;
    owner = link;
    link.setAttribute("aria-describedby", popup.id);
    var line = link.getClientRects()[0] || link.getBoundingClientRect();
    var left = Math.max(12, Math.min(line.left, document.documentElement.clientWidth - popup.offsetWidth - 12));
    var below = line.bottom + popup.offsetHeight + 10 < innerHeight || line.top < popup.offsetHeight + 10;
    popup.style.left = left + scrollX + "px";
    popup.style.top = (below ? line.bottom + 8 : line.top - popup.offsetHeight - 8) + scrollY + "px";
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(function () {
      if (popup && !popup.contains(document.activeElement) && document.activeElement !== owner) hide();
    }, 50);
  }
  // The document listens for all links, for notes beside the text bring copies of theirs.
  var touched = false, silent = false;
  function citing(event) {
    var link = event.target.closest ? event.target.closest("a.citator-biblioref, a.footnote-reference") : null;
    return link && !(popup && popup.contains(link)) ? link : null;
  }
  function soon(action, delay) { clearTimeout(timer); timer = setTimeout(action, delay); }
  document.addEventListener("pointerdown", function (event) { touched = event.pointerType === "touch"; });
  document.addEventListener("mouseover", function (event) {
    var link = citing(event);
    if (link && !beside(link) && !link.contains(event.relatedTarget)) soon(function () { showCard(link); }, owner ? 80 : 250);
  });
  document.addEventListener("mouseout", function (event) {
    var link = citing(event);
    if (link && !link.contains(event.relatedTarget)) soon(hide, 300);
  });
  document.addEventListener("focusin", function (event) {
    var link = citing(event);
    if (link && !touched && !silent && link.matches(":focus-visible")) showCard(link);
  });
  document.addEventListener("focusout", function (event) { if (citing(event)) later(); });
  document.addEventListener("click", function (event) {
    var link = citing(event);
    if (link && touched && owner !== link && cardOf(link)) { event.preventDefault(); showCard(link); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && owner) {
      var back = owner;
      var inside = popup.contains(document.activeElement);
      hide();
      silent = true;
      if (inside) back.focus();
      silent = false;
    }
    // Tab leads from the citation into its card and out of it again.
    if (event.key === "Tab" && owner && !event.altKey && !event.ctrlKey) {
      var links = all("a[href]", popup);
      if (!event.shiftKey && document.activeElement === owner && links.length) { event.preventDefault(); links[0].focus(); }
      else if (event.shiftKey && document.activeElement === links[0]) { event.preventDefault(); owner.focus(); }
      else if (!event.shiftKey && links.length && document.activeElement === links[links.length - 1]) { owner.focus(); hide(); }
    }
  });
  document.addEventListener("pointerdown", function (event) {
    if (owner && !popup.contains(event.target) && !owner.contains(event.target)) hide();
  });

  // ---- Notes beside the text --------------------------------------------------------------------------------------
  var layout = document.querySelector(".citator-has-notes");
  var text = document.querySelector(".citator-text");
  var sidenotes = [];
  function roomy() { return layout && layout.classList.contains("citator-chapter") && matchMedia("(min-width: 76em)").matches; }
  function beside(link) { return link.classList.contains("citator-has-sidenote") && roomy(); }
  var toc = document.querySelector(".citator-toc");
  function endOfToc() { return toc && getComputedStyle(toc).position === "static" ? toc.getBoundingClientRect().bottom : 0; }
  // A wide table takes the margin where nothing else stands in it; one in a box or a list has no margin beside it.
  function spreadTables() {
    var wide = all(".citator-chapter :is(section, .citator-text) > .citator-wide");
    wide.forEach(function (box) { box.classList.add("citator-spread"); });
    var end = endOfToc();
    wide.forEach(function (box) { if (box.getBoundingClientRect().top < end) box.classList.remove("citator-spread"); });
  }
  function placeSidenotes() {
    sidenotes.forEach(function (note) { note.remove(); });
    sidenotes = [];
    all(".citator-has-sidenote").forEach(function (mark) { mark.classList.remove("citator-has-sidenote"); });
    if (!roomy()) return;
    var origin = text.getBoundingClientRect().top;
    var free = Math.max(0, endOfToc() - origin + 12);
    var taken = all(".citator-spread", text).map(function (box) { return box.getBoundingClientRect(); });
    var placed = [];
    all("a.footnote-reference", text).forEach(function (mark) {
      var source = mark.closest(".citator-notes") ? null : noteOf(mark);
      if (!source || placed.indexOf(source) >= 0) return;
      // A copy for the eye alone: the note itself stands at the end, where screen readers and the keyboard find it.
      var note = make("div", "citator-sidenote");
      note.setAttribute("aria-hidden", "true");
      note.setAttribute("data-pagefind-ignore", "all");
      note.appendChild(make("span", "citator-sidenote-number", source.dataset.number));
      slice.call(source.querySelector(".citator-note-text").childNodes).forEach(function (child) {
        var copy = child.cloneNode(true);
        if (copy.nodeName === "P") slice.call(copy.childNodes).forEach(function (part) { note.appendChild(part); });
        else note.appendChild(copy);
      });
      withoutIds(note);
      all("a", note).forEach(function (link) { link.tabIndex = -1; });
      note.addEventListener("mouseenter", function () { mark.classList.add("citator-lit"); });
      note.addEventListener("mouseleave", function () { mark.classList.remove("citator-lit"); });
      mark.addEventListener("mouseenter", function () { note.classList.add("citator-lit"); });
      mark.addEventListener("mouseleave", function () { note.classList.remove("citator-lit"); });
      text.appendChild(note);
      var wanted = mark.getBoundingClientRect().top - origin - 2;
      var top = Math.max(free, wanted);
      taken.forEach(function (box) {
        if (top < box.bottom - origin + 12 && top + note.offsetHeight > box.top - origin - 12) top = box.bottom - origin + 12;
      });
      // Far from its mark a note helps nobody: there the mark shows it as a card.
      if (top - wanted > innerHeight * 0.7) { note.remove(); return; }
      note.style.top = top + "px";
      free = top + note.offsetHeight + 10;
      placed.push(source);
      mark.classList.add("citator-has-sidenote");
      sidenotes.push(note);
    });
    var extra = free - text.offsetHeight;
    text.style.minHeight = extra > 0 ? text.offsetHeight + extra + "px" : "";
  }

  // ---- Wide tables can be scrolled by keyboard, and stop it only where there is something to scroll -----------------
  function nameScrollers() {
    all(".table-wrapper, .math-wrapper").forEach(function (box, index) {
      if (box.scrollWidth <= box.clientWidth + 1) {
        ["tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
        return;
      }
      var caption = box.querySelector("caption"), formula = box.querySelector("math");
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", caption ? caption.textContent.replace(/[#¶]\s*$/, "").trim() : formula ? formula.getAttribute("alttext") : t("Table {number}", { number: index + 1 }));
    });
  }
  all(".highlight pre").forEach(function (box) { if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; });
  function arrange() {
    spreadTables();
    if (layout && text) { text.style.minHeight = ""; placeSidenotes(); }
    nameScrollers();
  }
  arrange();
  addEventListener("load", arrange);
  var wait = 0;
  addEventListener("resize", function () { clearTimeout(wait); wait = setTimeout(arrange, 120); });

  // ---- Where the reader is ----------------------------------------------------------------------------------------
  var entries = all(".citator-toc a[href^='#']").filter(function (link) { return link.hash.length > 1; });
  var targets = entries.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
  if (entries.length && "IntersectionObserver" in window) {
    var mark = function () {
      var here = -1;
      targets.forEach(function (target, index) { if (target && target.getBoundingClientRect().top < 140) here = index; });
      entries.forEach(function (link, index) { link.classList.toggle("citator-here", index === here); });
    };
    var seen = new IntersectionObserver(mark, { rootMargin: "-130px 0px -60% 0px", threshold: [0, 1] });
    targets.forEach(function (target) { if (target) seen.observe(target.querySelector("h1, h2, h3, h4") || target); });
  }
  all(".citator-chapters a, .citator-toc a").forEach(function (link) {
    link.addEventListener("click", function () {
      var menu = link.closest("[popover]");
      if (menu && menu.matches(":popover-open")) menu.hidePopover();
    });
  });

  window.citator = { all: all, make: make, t: t };
})();
