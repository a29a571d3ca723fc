// The decoder page. A text comes in, is decoded in a worker, and its answers are shown.
// What is pasted stays in memory: it goes into no address, no storage, no title and no log.
import { showFailure, showReport } from "./answers.js";
import { latestWins, loadDecoder } from "./decoding.js";
import { el } from "./dom.js";
import { watchInput } from "./input.js";

const answers = document.getElementById("answers");
const specimen = document.getElementById("specimen");
const status = document.getElementById("status");
const decode = latestWins();
let loaded = false;
let current = ""; // what the answers are for, or will be

/** States: idle, loading, done, empty, failed. Style and tests go by them. */
function state(name, words) {
  answers.dataset.state = name;
  answers.setAttribute("aria-busy", String(name === "loading"));
  specimen.hidden = name === "done" || name === "failed" || name === "empty";
  status.textContent = words;
}

async function read(text) {
  current = text;
  if (text.trim() === "") {
    answers.replaceChildren();
    state("idle", "");
    return;
  }
  state("loading", loaded ? "Reading …" : "Loading the decoder …");
  try {
    const report = await decode(text);
    loaded = true;
    if (report === null || text !== current) return; // a newer text is on its way
    const words = showReport(answers, report, text);
    state(report.bounces.length > 0 ? "done" : "empty", words);
  } catch (error) {
    if (text === current)
      state(
        "failed",
        showFailure(answers, error, () => read(current)),
      );
  }
}

function near() {
  if (loaded) return;
  if (answers.dataset.state === "idle") status.textContent = "Loading the decoder …";
  loadDecoder().then(
    () => {
      loaded = true;
      if (answers.dataset.state === "idle") status.textContent = "";
    },
    // Nobody has asked for an answer yet: the failure is told when somebody does.
    () => answers.dataset.state === "idle" && (status.textContent = ""),
  );
}

function refuse(sentence) {
  current = undefined;
  answers.replaceChildren(
    el("div", { class: "nothing", role: "alert" }, el("h2", {}, "That file was not read"), el("p", {}, sentence)),
  );
  state("failed", sentence);
}

watchInput({ change: read, refuse, near });
