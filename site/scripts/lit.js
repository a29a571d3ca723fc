// Ties the marks in the evidence to the parts of the answer that they made: pointing at one, or moving the focus to it, lights up
// the other. Parts and marks carry data-kind; what is lit is an attribute of the card, so that a style can show it.
import { lit as words } from "./strings.js";

const kindOf = (node) => node?.closest?.("[data-kind]")?.dataset.kind ?? "";

/** Watches one card. */
export function watchLit(card) {
  const light = (kind) => {
    if (kind) card.dataset.lit = kind;
    else delete card.dataset.lit;
    const says = card.querySelector(".lit-says");
    if (says && kind) says.textContent = words.made[kind];
  };
  // A page that scrolls to the focus moves under a pointer at rest: that must not put out what the focus has lit.
  const focused = () => kindOf(card.querySelector(":focus"));
  for (const type of ["pointerover", "focusin"]) card.addEventListener(type, (event) => light(kindOf(event.target) || focused()));
  card.addEventListener("pointerleave", () => light(focused()));
  card.addEventListener("focusout", () => light(""));
  card.addEventListener("keydown", (event) => event.key === "Escape" && light(""));
}
