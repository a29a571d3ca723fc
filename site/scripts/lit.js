// Ties the marks in the evidence to the parts of the answer that they made: pointing at one, or moving the focus to it, lights up
// the other.
import { lit as words } from "./strings.js";

/** Watches one card. Parts and marks carry data-kind; what is lit is an attribute of the card, so that a style can show it. */
export function watchLit(card) {
  const kindOf = (event) => event.target.closest?.("[data-kind]")?.dataset.kind ?? "";
  const light = (event) => {
    const kind = kindOf(event);
    if (kind) card.dataset.lit = kind;
    else delete card.dataset.lit;
    const says = card.querySelector(".lit-says");
    if (says && (kind || event.type === "pointerover")) says.textContent = kind ? words.made[kind] : words.hint;
  };
  card.addEventListener("pointerover", light);
  card.addEventListener("focusin", light);
  card.addEventListener("pointerleave", light);
  card.addEventListener("focusout", light);
  card.addEventListener("keydown", (event) => event.key === "Escape" && delete card.dataset.lit);
}
