import "./search/near.js";
import "./offline.js";
import { site as words } from "./strings.js";

// What every page can do a little better with scripts: copy the reply for the customer.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (!source || !navigator.clipboard) continue;
  const label = button.textContent;
  button.hidden = false;
  // The button itself says that it worked, to eyes and to screen readers.
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const paragraphs = [...source.children].map((paragraph) => paragraph.textContent.trim());
    try {
      await navigator.clipboard.writeText(paragraphs.join("\n\n"));
      button.textContent = words.copied;
    } catch {
      button.textContent = words.notCopied;
    }
    setTimeout(() => (button.textContent = label), 2000);
  });
}

// The same page in another language, at the same place or with the same text.
for (const other of document.querySelectorAll("a.language")) {
  other.addEventListener("click", () => (other.hash = location.hash));
}
