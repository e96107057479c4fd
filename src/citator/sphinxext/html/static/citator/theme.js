// Runs before anything is painted, so that the reader's choice of colours and face does not flash.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    document.body.dataset.theme = localStorage.getItem("theme") || "auto";
    document.body.dataset.face = localStorage.getItem("citator-face") || "serif";
  } catch (error) {
    document.body.dataset.theme = "auto";
  }
})();
