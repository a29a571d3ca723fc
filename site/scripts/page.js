// The decoder page. A text or files come in, are decoded in a worker, and the answers are shown.
// What is pasted stays in memory: it goes into no address, no storage, no title and no log.
import { showFailure, showReport } from "./answers.js";
import { latestWins, loadDecoder, loadFiles, stopDecoder } from "./decoding.js";
import { el } from "./dom.js";
import { watchInput } from "./input.js";
import { joined } from "./join.js";
import { prose } from "./prose.js";
import { page as words } from "./strings.js";
import { speak } from "./vocabulary.js";

speak(JSON.parse(document.getElementById("vocabulary").textContent));

const patience = 700; // ms; what takes longer can be stopped

const answers = document.getElementById("answers");
const specimen = document.getElementById("specimen");
const status = document.getElementById("status");
const working = document.getElementById("working");
const bar = document.getElementById("progress");
const cancel = document.getElementById("cancel");
const decode = latestWins();
let loaded = false;
let current = {}; // what is being read, or was: {stopped, shown}

/** States: idle, loading, done, empty, failed. Style and tests go by them. */
function state(name, said) {
  answers.dataset.state = name;
  answers.setAttribute("aria-busy", String(name === "loading"));
  specimen.hidden = name === "done" || name === "failed" || name === "empty";
  status.textContent = said;
  if (name !== "loading") {
    clearTimeout(current.timer);
    working.hidden = true;
  }
}

// Begins to read something; what was being read before is forgotten.
function begin(said) {
  clearTimeout(current.timer);
  working.hidden = true;
  bar.removeAttribute("value");
  current = { timer: setTimeout(() => (working.hidden = false), patience) };
  state("loading", loaded ? said : words.loading);
  return current;
}

async function readText(text) {
  if (text.trim() === "") {
    begin("");
    answers.replaceChildren();
    state("idle", "");
    return;
  }
  const mine = begin(words.reading);
  try {
    const report = await decode(text);
    loaded = true;
    if (mine !== current || mine.stopped || report === null) return; // a newer text is on its way
    show(joined([{ name: "", text, notes: [], report }]));
  } catch (error) {
    failed(mine, error, () => readText(text));
  }
}

async function readFiles(files) {
  const mine = begin(files.length === 1 ? words.reading : words.readingFiles(files.length));
  try {
    const { decodeFiles, holding } = await loadFiles();
    const results = await decodeFiles(files, {
      decode,
      wanted: () => mine === current && !mine.stopped,
      progress(done, name) {
        if (files.length > 1 && mine === current) {
          bar.max = files.length;
          bar.value = done;
          bar.title = name;
        }
      },
    });
    loaded = true;
    if (mine !== current) return;
    if (mine.stopped && results.length === 0) return stopped();
    if (mine.stopped) results.rest = words.stoppedAt(files.length - results.files, files.length);
    showFiles(results, holding);
  } catch (error) {
    failed(mine, error, () => readFiles(files));
  }
}

function showFiles(results, holding) {
  const read = results.filter((result) => result.report);
  if (read.length === 0) {
    refuse(...results.map(({ name, problem }) => `${name} ${problem}`), ...(results.rest ? [results.rest] : []));
    return;
  }
  const [first] = results;
  // One short text is as good as pasted. Of other files what is shown is not quite what was read.
  const plain = results.length === 1 && typeof first.input === "string" && !first.outlook;
  if (!plain || !input.show(first.text)) input.hold(...holding(results));
  show(joined(results));
}

function show(report) {
  const said = showReport(answers, report);
  state(report.bounces.length > 0 ? "done" : "empty", said);
}

function failed(mine, error, retry) {
  if (mine !== current) return;
  if (mine.stopped) return stopped();
  state("failed", showFailure(answers, error, retry));
}

cancel.addEventListener("click", () => {
  current.stopped = true;
  stopDecoder();
  document.getElementById("paste").focus();
});

function stopped() {
  answers.replaceChildren();
  state("idle", "");
  status.textContent = words.stopped;
}

/** Starts loading the decoder, and where files may come what reads those. */
function near(files) {
  if (files) loadFiles().catch(() => {}); // told when it is needed
  if (loaded) return;
  if (answers.dataset.state === "idle") status.textContent = words.loading;
  loadDecoder().then(
    () => {
      loaded = true;
      if (answers.dataset.state === "idle") status.textContent = "";
    },
    // Nobody has asked for an answer yet: the failure is told when somebody does.
    () => answers.dataset.state === "idle" && (status.textContent = ""),
  );
}

function refuse(...sentences) {
  begin("");
  answers.replaceChildren(
    el(
      "div",
      { class: "nothing", role: "alert" },
      el("h2", {}, sentences.length > 1 ? words.filesRefused : words.fileRefused),
      sentences.slice(0, 10).map((sentence) => el("p", {}, prose(sentence))),
    ),
  );
  state("failed", sentences[0].replaceAll("`", ""));
}

const input = watchInput({ change: readText, files: readFiles, refuse, near });
