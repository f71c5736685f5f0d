// The pill in the top bar: whether the server is within reach, and what a page says of its own saving.
// A page tells it by document.dispatchEvent(new CustomEvent("sotruong:state", {detail: {kind: "ok"|"busy"|"bad", text}})).
(function () {
  "use strict";
  var line = document.getElementById("line");
  if (!line) return;
  var words = line.lastElementChild;
  function say(kind, text) {
    line.className = "pill " + kind;
    if (words.textContent !== text) words.textContent = text;
  }
  addEventListener("online", function () { say("", line.dataset.online); });
  addEventListener("offline", function () { say("bad", line.dataset.offline); });
  document.addEventListener("sotruong:state", function (event) { say(event.detail.kind, event.detail.text); });
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.who[open]").forEach(function (card) {
      if (!card.contains(event.target)) card.open = false;
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var card = document.querySelector("details.who[open]");
    if (card) { card.open = false; card.querySelector("summary").focus(); }
  });
  // A screen that nobody touches locks itself; what was typed stays in this browser until it is opened again.
  var lock = document.getElementById("lock");
  var patience = lock ? Number(lock.dataset.after) * 60000 : 0;
  if (patience > 0) {
    var touched = Date.now();
    ["pointerdown", "keydown", "wheel", "touchstart"].forEach(function (kind) {
      addEventListener(kind, function () { touched = Date.now(); }, {passive: true, capture: true});
    });
    setInterval(function () {
      if (Date.now() - touched >= patience && navigator.onLine) { touched = Date.now(); lock.submit(); }
    }, 5000);
  }
  // A table wider than its box says so in words; its edge is shaded without this script too.
  var main = document.getElementById("main");
  document.querySelectorAll(".scroll").forEach(function (box) {
    if (!main || box.scrollWidth <= box.clientWidth + 2) return;
    var words = document.createElement("p");
    words.className = "swipe";
    words.textContent = main.dataset.swipe;
    box.before(words);
  });
  // A page kept by the back button after signing out must ask the server again.
  addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
})();
