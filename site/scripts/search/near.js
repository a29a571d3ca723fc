// The box in the head of every page. What searches is loaded when the reader comes near the box; without scripts the box leads to /search/.
import { site as words } from "../strings.js";

const form = document.getElementById("finder") ?? document.getElementById("search-page");
const field = form?.querySelector("input");
const slash = "search-slash"; // the name in localStorage under which the key is switched off

if (field) {
  let loading;
  const near = () => {
    loading ??= import(words.search).then(
      ({ attach }) => attach(form),
      () => (loading = undefined), // tried again the next time; until then the form works by itself
    );
  };
  for (const event of ["focus", "input", "pointerover"]) field.addEventListener(event, near);
  if (form.id === "search-page") near();
  if (document.activeElement === field) near();

  // One character is a shortcut only as long as nobody has switched it off (WCAG 2.1.4).
  if (slashWanted()) field.setAttribute("aria-keyshortcuts", "/");
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !slashWanted()) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  const choice = document.getElementById("search-slash");
  if (choice) {
    document.getElementById("search-keys").hidden = false;
    choice.checked = slashWanted();
    choice.addEventListener("change", () => {
      try {
        if (choice.checked) localStorage.removeItem(slash);
        else localStorage.setItem(slash, "off");
      } catch {
        // a browser that keeps nothing: the choice holds until the page is left
      }
    });
  }
}

function slashWanted() {
  const choice = document.getElementById("search-slash");
  if (choice?.checked === false) return false;
  try {
    return localStorage.getItem(slash) !== "off";
  } catch {
    return true;
  }
}
