// <whybounced-decoder>: the decoder in a page of somebody else.
//
//   <script type="module" src="https://…/widget.js"></script>
//   <whybounced-decoder>What stands here is shown until the decoder is.</whybounced-decoder>
//
// It lives under a strict Content-Security-Policy (no inline style, no eval), keeps its styles and those of the page apart,
// and fetches nothing more until the visitor comes near. What is pasted stays in the page.
import { el } from "../scripts/dom.js";
import { engineFor, Refused, used } from "./engine.js";
import { script, pinned, site } from "./files.js";
import { frame } from "./frame.js";
import { articlesFrom, articlesOf, linksOf, safe } from "./links.js";
import shell from "styles:shell";

const typingPause = 120; // ms
const nearBy = "200px"; // how far outside of the window the widget may be to begin loading
const wait = { timeout: 2000 }; // ms that loading waits for a quiet moment, until somebody is about to paste

const themes = ["auto", "light", "dark"];
let sheets;
let answers; // the promise of cards.js with its words

/** Shows answers: the same script for all widgets, fetched when the first is near use. */
function loadAnswers() {
  answers ??= fetchAnswers().catch((error) => {
    answers = undefined;
    throw error;
  });
  return answers;
}

async function fetchAnswers() {
  const [cards, words] = await Promise.all([script("cards"), json("words")]);
  cards.speak(words);
  cards.fetchWith(script);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(cards.sheet);
  return { ...cards, sheet, words };
}

async function json(name) {
  const [address, integrity] = pinned(name);
  const response = await fetch(address, { integrity, credentials: "omit" }).catch(() => {});
  if (!response?.ok) throw new Error(`a file of the decoder could not be loaded from ${site.host}`);
  return response.json();
}

function styles() {
  if (!sheets) {
    // In the page's own units a letter size would be what the page says, not what its reader chose.
    try {
      CSS.registerProperty({ name: "--wb-unit", syntax: "<length>", inherits: true, initialValue: "16px" });
    } catch {
      // An older browser, or another copy of this script has done it.
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(shell);
    sheets = [sheet];
  }
  return sheets;
}

class Decoder extends HTMLElement {
  static observedAttributes = ["value", "placeholder", "theme", "links", "relay", "rules", "articles", "compact", "framed", "dir"];

  #root = this.attachShadow({ mode: "open" });
  #parts;
  #near; // IntersectionObserver until the visitor has come near
  #timer;
  #busy = false;
  #again = false;
  #frame;
  #links = linksOf("");
  #articles;
  #own; // ids that only this page's rules know
  #refused; // rules that do not fit
  #report;
  #given; // rules of an operator's own, as JSON
  #textOf; // of clipboard.js, once it is there

  connectedCallback() {
    used(1);
    if (!this.#parts) this.#build();
    if (!this.#near) this.#watch();
  }

  disconnectedCallback() {
    used(-1);
    clearTimeout(this.#timer);
    this.#near?.disconnect();
    this.#near = undefined;
  }

  /** Moved within the page (moveBefore): nothing to be done, and nothing to be undone. */
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === "value" && this.#parts && now !== null) this.value = now;
    if (name === "placeholder" && this.#parts) this.#parts.field.placeholder = now ?? "";
    if (name === "theme" && now && !themes.includes(now)) this.#complain(`theme="${now}" is unknown; the themes are ${themes.join(", ")}`);
    if (name === "links") {
      this.#links = linksOf(now);
      if (this.#links.problem) this.#complain(this.#links.problem);
    }
    if (name === "dir") this.#parts?.sheet?.setAttribute("dir", this.#direction());
    if (name === "articles") this.#articles = undefined;
    this.#frame?.tell();
    if (["links", "relay", "rules", "articles"].includes(name) && this.#report) this.#read();
  }

  /** What is in the field. Setting it decodes. */
  get value() {
    return this.#parts ? this.#parts.field.value : (this.getAttribute("value") ?? "");
  }

  set value(text) {
    if (!this.#parts) return this.setAttribute("value", text);
    this.#parts.field.value = text;
    this.#parts.clear.hidden = this.#parts.field.value === "";
    this.#read();
    this.#frame?.tell();
  }

  /** Rules of an operator's own as JSON, in place of an address in the attribute rules. */
  get overlay() {
    return this.#given ?? "";
  }

  set overlay(json) {
    this.#given = json || undefined;
    this.#frame?.tell();
    if (this.#report) this.#read();
  }

  /** The last Report, or null. */
  get report() {
    return this.#report ?? null;
  }

  focus(options) {
    (this.#frame?.node ?? this.#root.querySelector("textarea, a"))?.focus(options);
  }

  #build() {
    const early = Object.hasOwn(this, "value") ? this.value : undefined; // set before this class was known
    delete this.value;
    try {
      this.#root.adoptedStyleSheets = styles();
    } catch {
      this.#parts = { field: this.#root, clear: this.#root };
      this.#root.append(el("p", {}, "This browser is too old to read a bounce here. ", this.#way("Read it on the site of Whybounced")), el("slot"));
      return;
    }
    const field = el("textarea", {
      id: "paste",
      part: "input",
      dir: "auto",
      spellcheck: "false",
      autocapitalize: "off",
      autocorrect: "off",
      autocomplete: "off",
      "aria-describedby": "privacy",
      placeholder: this.getAttribute("placeholder") ?? "550 5.1.1 The email account that you tried to reach does not exist …",
    });
    const clear = el("button", { type: "button", class: "tool", part: "button", hidden: true }, "Clear");
    const status = el("p", { class: "status", role: "status" });
    const notice = el("div");
    const place = el("div", { id: "answers", role: "region", "aria-label": "What happened" });
    const sheet = el(
      "div",
      { class: "sheet", part: "base", lang: "en", dir: this.#direction() },
      el(
        "div",
        { class: "letter", part: "letter" },
        el("label", { for: "paste", part: "label" }, "Paste the bounced email or the error"),
        field,
        el(
          "div",
          { class: "foot", part: "foot" },
          el("p", { id: "privacy" }, "Read in this page. Nothing you paste is sent anywhere. ", this.#way("Whybounced")),
          clear,
        ),
      ),
      status,
      notice,
      place,
    );
    this.#parts = { sheet, field, clear, status, notice, place };
    this.#root.append(el("div", { class: `root${CSS.registerProperty ? " scaled" : ""}` }, sheet));
    field.addEventListener("input", () => {
      clear.hidden = field.value === "";
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#read(), typingPause);
    });
    field.addEventListener("focus", () => this.#load(), { once: true });
    field.addEventListener("pointerover", () => this.#load(), { once: true });
    field.addEventListener("paste", (event) => this.#paste(event));
    clear.addEventListener("click", () => {
      this.value = "";
      field.focus();
    });
    // To the page a key in this field is a key on an unknown element: its shortcuts would take letters for commands, and a form
    // around would take the field for one of its own. What leaves the widget are its own events, Escape and Tab.
    for (const type of ["keydown", "keyup", "keypress", "input", "beforeinput", "change", "paste", "drop"]) {
      sheet.addEventListener(type, (event) => {
        if (!/^(Escape|Tab)$/.test(event.key)) event.stopPropagation();
      });
    }
    const value = early ?? this.getAttribute("value");
    if (value) this.value = value;
  }

  // Loading begins when the widget comes into the window, at a quiet moment; at once when somebody is about to use it.
  #watch() {
    const begin = () => {
      this.#near?.disconnect();
      if (navigator.connection?.saveData) return; // then only for who uses it
      if (window.requestIdleCallback) requestIdleCallback(() => this.isConnected && this.#load(), wait);
      else this.#load();
    };
    this.#near = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && begin(), { rootMargin: nearBy });
    this.#near.observe(this);
  }

  #load() {
    if (this.#frame || !this.#parts.sheet) return;
    const cards = loadAnswers().then(({ textOf }) => (this.#textOf = textOf));
    Promise.all([cards, this.#engine()]).catch((error) => {
      if (error instanceof Refused) this.#reframe(error);
    }); // any other failure is told when an answer is asked for
  }

  // An overlay that does not fit is told of, and the shipped rules are used.
  async #engine() {
    const rules = this.#given ?? this.getAttribute("rules");
    if (this.#refused && this.#refused !== rules) this.#parts.notice.replaceChildren();
    if (!rules || this.#refused === rules) return engineFor("");
    this.#refused = undefined;
    try {
      const address = this.#given ?? safe(rules);
      if (!address) throw new Error(`rules="${rules}" is no address`);
      return await engineFor(address);
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (this.#refused !== rules) this.#disown(rules, error);
      return engineFor("");
    }
  }

  #disown(rules, error) {
    const { notice } = this.#parts;
    this.#refused = rules;
    this.#complain(`the page's own rules (${this.#given ? "given as JSON" : rules}) are not used: ${error.message}`);
    notice.replaceChildren(
      el(
        "div",
        { class: "message", part: "message" },
        el("p", {}, "This page has rules of its own that could not be used. Answers come from the general ones."),
        el("details", {}, el("summary", {}, "What is wrong with them"), el("pre", {}, error.message)),
      ),
    );
  }

  async #read() {
    const { field, place, status } = this.#parts;
    clearTimeout(this.#timer);
    if (this.#frame || !place) return;
    const text = field.value;
    if (text.trim() === "") {
      place.replaceChildren();
      this.#report = undefined;
      return this.#say("");
    }
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.#again = false;
    this.#say(this.#report ? "Reading …" : "Loading the decoder …");
    try {
      const [cards, engine] = await Promise.all([loadAnswers(), this.#engine()]);
      this.#dress(cards);
      this.#own = engine.overlay?.own;
      await this.#findArticles();
      const report = await engine.decode(text);
      if (field.value === text) {
        if (engine.overlay) cards.speak({ ...cards.words, ...merged(cards.words, engine.overlay.words) });
        const said = cards.show(place, report, text, this.#options());
        this.#report = report;
        this.#say(said, true);
        this.#tell("decoded", report);
      } else this.#again ||= field.value.trim() !== "";
    } catch (error) {
      if (error instanceof Refused) this.#reframe(error);
      else this.#fail(error);
    }
    this.#busy = false;
    if (this.#again) this.#read();
  }

  // The style of answers, and what a relay that nobody knows is told.
  #dress(cards) {
    if (this.#root.adoptedStyleSheets.includes(cards.sheet)) return;
    this.#root.adoptedStyleSheets = [...styles(), cards.sheet];
    cards.watch(this.#parts.place, () => this.#options());
    const relay = this.getAttribute("relay");
    if (relay && !cards.knowsRelay(relay)) this.#complain(`relay="${relay}" is unknown; known are ${Object.keys(cards.words.relays).join(", ")}`);
  }

  async #findArticles() {
    const at = this.getAttribute("articles");
    if (!at || this.#articles) return;
    try {
      this.#articles = await articlesFrom(safe(at));
    } catch (error) {
      this.#articles = new Map();
      this.#complain(`articles="${at}": ${error.message}`);
    }
  }

  /** The help center's own articles, as what the attribute articles leads to. */
  set articles(list) {
    this.#articles = list ? articlesOf(list) : undefined;
    if (this.#report) this.#read();
  }

  #options() {
    const articles = this.#articles || this.hasAttribute("articles") ? (this.#articles ?? new Map()) : undefined;
    return { site: site.href, relay: this.getAttribute("relay"), links: this.#links, articles, own: this.#own, framed: this.hasAttribute("framed") };
  }

  #paste(event) {
    const plain = event.clipboardData?.getData("text/plain") ?? "";
    // Where the script is there, links that name the cause are kept; else the browser pastes what was seen.
    const text = this.#textOf?.(event.clipboardData) ?? plain;
    if (text === plain) return;
    event.preventDefault();
    if (!document.execCommand?.("insertText", false, text)) {
      const { field } = this.#parts;
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    }
  }

  #say(words, unseen = false) {
    const { status } = this.#parts;
    status.classList.toggle("unseen", unseen); // the card says it better to those who see it
    status.textContent = words;
  }

  #fail(error) {
    const { place } = this.#parts;
    this.#say("The decoder did not load.", true);
    this.#report = undefined;
    this.#complain(error.message);
    place.replaceChildren(
      el(
        "div",
        { class: "message", part: "message", role: "alert" },
        el("p", {}, el("strong", {}, "The decoder did not load. "), `${sentence(error.message)} What you pasted is still here, and nowhere else.`),
        el("p", {}, el("button", { type: "button", class: "tool", part: "button", onclick: () => this.#read() }, "Try again")),
        el("p", {}, this.#way("Or read it on the site of Whybounced")),
      ),
      el("slot"),
    );
  }

  #reframe(reason) {
    if (this.#frame) return;
    const { sheet, field } = this.#parts;
    console.info(`whybounced: the decoder is shown in a frame of ${site.host}, because this page refuses it: ${reason.message}. ${new URL("embed/#content-security-policy", site)}`);
    this.#frame = frame({
      options: () => ({ ...this.#attributes(), value: field.value }),
      decoded: (report) => {
        this.#report = report;
        this.#tell("decoded", report);
      },
      failed: () => {
        this.#frame = { tell() {} };
        sheet.replaceChildren(
          el(
            "div",
            { class: "message", part: "message" },
            el("p", {}, "This page does not let the decoder in, neither its program nor its frame. ", this.#way("Read the bounce on the site of Whybounced")),
          ),
          el("slot"),
        );
        this.#complain("this page's Content-Security-Policy refuses both WebAssembly and the frame");
      },
    });
    sheet.replaceChildren(this.#frame.node);
    this.#handOver();
  }

  // The frame may fetch nothing from here: what this page has of its own is handed in.
  async #handOver() {
    const rules = this.getAttribute("rules");
    try {
      if (rules && !this.#given) this.overlay = await (await script("overlay")).textAt(safe(rules));
    } catch (error) {
      this.#complain(`the page's own rules (${rules}) are not used: ${error.message}`);
    }
    await this.#findArticles();
    this.#frame.tell();
  }

  // The page knows whether it is light or dark; a frame does not know its page.
  #attributes() {
    const scheme = getComputedStyle(this).colorScheme;
    const seen = /light dark|dark light/.test(scheme) ? "auto" : /dark/.test(scheme) ? "dark" : "light";
    const given = Object.fromEntries(Decoder.observedAttributes.map((name) => [name, this.getAttribute(name)]));
    const theme = themes.includes(given.theme) && given.theme !== "auto" ? given.theme : seen;
    const articles = this.#articles && Object.fromEntries(this.#articles);
    return { ...given, theme, rules: null, framed: true, overlay: this.#given, articles };
  }

  // The words are English and run from left to right, whatever the page does; an operator whose own rules say everything in
  // another language gives the element a dir of its own.
  #direction() {
    return this.getAttribute("dir") ?? "ltr";
  }

  #way(words) {
    return el("a", { href: site.href, target: "_blank", rel: "noopener", part: "link" }, words);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`whybounced:${name}`, { bubbles: true, composed: true, detail }));
  }

  /** To those who made the page. */
  #complain(message) {
    console.warn(`whybounced: ${message}`);
    this.#tell("error", { message });
  }
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");

const merged = (words, more) => Object.fromEntries(Object.entries(more).map(([kind, names]) => [kind, { ...words[kind], ...names }]));

if (!customElements.get("whybounced-decoder")) customElements.define("whybounced-decoder", Decoder);
