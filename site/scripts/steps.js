// The seven steps as a list to work through: steps can be ticked, and an error that was decoded fills them in.
//
// What is kept is which steps are ticked, nothing else, and only once somebody has ticked one. The error comes in the fragment
// (#rule=dmarc-policy&code=550), which no server sees; nothing of a pasted text is in it.
import { el } from "./dom.js";

const key = "whybounced-steps";
const bar = document.getElementById("steps-bar");
const steps = [...document.querySelectorAll(".step")];
const words = JSON.parse(document.getElementById("words").textContent);
const boxes = steps.map((step) => step.querySelector(".step-done input"));

function kept() {
  try {
    return (localStorage.getItem(key) ?? "").split(",");
  } catch {
    return []; // a browser that keeps nothing
  }
}

function keep() {
  try {
    const ticked = steps.filter((_, i) => boxes[i].checked).map((step) => step.dataset.step);
    if (ticked.length) localStorage.setItem(key, ticked.join(","));
    else localStorage.removeItem(key);
  } catch {
    // The ticks last as long as the page.
  }
}

function count() {
  const done = boxes.filter((box) => box.checked).length;
  steps.forEach((step, i) => step.classList.toggle("is-done", boxes[i].checked));
  bar.querySelector("progress").value = done;
  bar.querySelector("[role=status]").textContent = `${done} of ${steps.length} steps done`;
  bar.querySelector("button").hidden = done === 0 && !location.hash.includes("=");
}

// advice writes a line of rules.json: what stands between backticks is typed somewhere.
const advice = (text) => text.split("`").map((piece, i) => (i % 2 ? el("code", {}, piece) : piece));

function note(number, ...content) {
  const step = steps.find((step) => step.dataset.step === String(number));
  step?.querySelector("h2").after(el("div", { class: "step-note" }, ...content));
}

function clear() {
  for (const old of document.querySelectorAll(".step-note")) old.remove();
  for (const step of steps) step.classList.remove("is-yours");
}

/** The error or code that the fragment names, as the site explains it; null where it names none that is known. */
async function named() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const code = /^[x2345][\d.]{2,11}$/.test(asked.get("code") ?? "") ? asked.get("code") : "";
  const rule = /^[a-z0-9-]{1,80}$/.test(asked.get("rule") ?? "") ? asked.get("rule") : "";
  if (!rule && !code) return null;
  try {
    const answer = await fetch(`/api/v1/explain/${rule || code}.json`);
    return answer.ok ? { ...(await answer.json()), code } : null;
  } catch {
    return null; // offline: the steps are complete without it
  }
}

async function fillIn() {
  clear();
  const error = await named();
  count();
  if (!error) return;
  clear(); // another fragment may have been faster
  const type = words.types[error.type];
  const action = words.actions[error.action];
  const address = words.suppress[error.suppress];
  note(1, el("p", {}, "Decoded: ", error.code && [el("code", {}, error.code), " "], el("a", { href: error.url }, error.title), "."));
  if (type && action) note(2, el("p", {}, el("strong", {}, `${type.label}. `), type.means, " ", el("strong", {}, `${action.label}. `), action.means));
  const acting = steps.find((step) => step.dataset.acts.split(" ").includes(error.action));
  if (acting && acting.dataset.step !== "7") {
    acting.classList.add("is-yours");
    note(acting.dataset.step, el("p", {}, el("strong", {}, "This is the step for your error. ")), error.check && el("p", {}, advice(error.check)));
  }
  if (address && acting?.dataset.step !== "3") note(3, el("p", {}, el("strong", {}, `${address.label}. `), address.means));
  note(7, error.fix && el("p", {}, el("strong", {}, "Fix: "), advice(error.fix)), address && el("p", {}, el("strong", {}, "The address: "), address.label));
}

const before = kept();
boxes.forEach((box, i) => {
  box.checked = before.includes(steps[i].dataset.step);
  box.closest(".step-done").hidden = false;
  box.addEventListener("change", () => {
    keep();
    count();
  });
});
bar.querySelector("button").addEventListener("click", () => {
  for (const box of boxes) box.checked = false;
  keep();
  clear();
  history.replaceState(null, "", location.pathname);
  count();
  document.querySelector("h1").scrollIntoView();
});
bar.querySelector("progress").max = steps.length;
bar.hidden = false;
addEventListener("hashchange", fillIn);
fillIn();
