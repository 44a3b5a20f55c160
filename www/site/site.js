// Enhancements when scripts run: the search field in the header, the theme switch, and others.
(() => {
  "use strict";
  // From the prototype, because an element named `currentScript` in the page would override the document's property.
  const { root, worker, traffic, lists } = Reflect.get(Document.prototype, "currentScript", document).dataset;
  const html = document.documentElement;

  const slot = document.getElementById("site-search");
  if (slot) {
    const search = document.createElement("port-reference");
    const attributes = { compact: "", shortcut: "/ s", base: root };
    for (const [name, value] of Object.entries(attributes)) search.setAttribute(name, value);
    // The plain link becomes the element's content, which is shown when the search cannot work.
    search.append(...slot.childNodes);
    slot.append(search);
  }

  // The front page makes room for results while there is a query. For one in the address, first-paint.js has made it.
  const front = document.querySelector("main port-reference[url-param]");
  if (front) {
    front.addEventListener("port-reference-search", ({ detail: { query, filters } }) => {
      html.classList.toggle("searching", query.trim() !== "" || Object.keys(filters).length > 0);
    });
    // At once, because the search may still have to load.
    front.addEventListener("input", () => front.query?.trim() && html.classList.add("searching"));
  }

  /** Loads a script of the site. */
  const load = async (path) => {
    const script = new URL(root + path, Reflect.get(Node.prototype, "baseURI", document)).href;
    // Trusted Types forbid setting a script's address, but allow import(), which is forbidden for files.
    if (script.startsWith("http")) await import(script);
    else await new Promise((done, failed) => document.head.append(Object.assign(document.createElement("script"), { src: script, onload: done, onerror: failed })));
  };

  // A line of a log in the search field can be explained, here on the page: its text must not get into an address.
  let offer = null;
  let offered = "";
  let pasted = "";
  const explain = async (text) => {
    if (!customElements.get("port-traffic")) {
      (globalThis[Symbol.for("port-reference")] ??= {}).script = new URL(root + traffic, Reflect.get(Node.prototype, "baseURI", document)).href;
      await load(traffic);
    }
    const element = Object.assign(document.createElement("port-traffic"), { value: text });
    if (root === "#") element.setAttribute("base", root);
    const place = Object.assign(document.createElement("section"), { className: "explained", ariaLabel: "What am I seeing?" });
    place.append(element);
    document.querySelector(".explained")?.remove();
    offer.remove();
    (document.querySelector("main article") ?? document.querySelector("main")).prepend(place);
    place.scrollIntoView();
    element.focus();
  };
  document.addEventListener("paste", (event) => {
    pasted = event.target.localName === "port-reference" ? (event.clipboardData?.getData("text/plain") ?? "") : pasted;
  }, true);
  document.addEventListener("port-reference-search", ({ target, detail: { query } }) => {
    // Of a line, the event has only the ports.
    const isLine = /\S/.test(query) && target.query !== query;
    if (!isLine) {
      pasted = offered = "";
      offer?.remove();
      return;
    }
    // A field has no line feeds, and cuts long texts: what was pasted counts, as long as it is what the field has.
    const shown = target.query.slice(0, 1000);
    const text = shown && pasted.replace(/[\r\n]+/g, "").startsWith(shown) ? pasted : target.query;
    // The same search tells again what has arrived since; the button may have the focus by then.
    if (text === offered) return;
    offered = text;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text.trim().includes("\n") ? "Explain these lines" : "Explain this line" });
    const failed = () => {
      offer.textContent = "It could not be loaded. The page “What am I seeing?” of the menu does the same.";
    };
    button.addEventListener("click", () => explain(text).catch(failed));
    offer?.remove();
    offer = Object.assign(document.createElement("div"), { className: "explain-offer", role: "status" });
    offer.append(button, " What it is, which end is the service, whether to worry: nothing leaves this page.");
    document.body.append(offer);
  });

  // Without scripts there is nothing to switch, so that pages leave the buttons to this. Each has the outlines and the areas of
  // its picture.
  const circle = (top, radius) => `M8 ${top}a${radius} ${radius} 0 1 1 0 ${2 * radius}a${radius} ${radius} 0 1 1 0 ${-2 * radius}`;
  const rays = "M8 .8v2.4m0 9.6v2.4M.8 8h2.4m9.6 0h2.4M2.9 2.9l1.7 1.7m6.8 6.8 1.7 1.7m0-10.2-1.7 1.7m-6.8 6.8-1.7 1.7";
  const themes = [
    ["auto", "Theme of the system", "Auto", circle(2.5, 5.5), "M8 2.5a5.5 5.5 0 0 0 0 11z"],
    ["light", "Light theme", "Light", rays, circle(4.8, 3.2)],
    ["dark", "Dark theme", "Dark", "", "M6 1.6a6.5 6.5 0 1 0 8.4 8.4A6.2 6.2 0 0 1 6 1.6z"],
  ];
  const drawn = (name, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const themeButton = ([value, title, name, outlines, areas]) => {
    const label = Object.assign(document.createElement("span"), { className: "sr-only", textContent: name });
    const button = Object.assign(document.createElement("button"), { type: "button", value, title });
    const picture = drawn(
      "svg",
      { viewBox: "0 0 16 16", "aria-hidden": "true" },
      drawn("path", { d: outlines, fill: "none", stroke: "currentColor", "stroke-width": "1.5" }),
      drawn("path", { d: areas, fill: "currentColor" }),
    );
    button.append(picture, label);
    return button;
  };
  const themeSwitch = document.querySelector(".theme-switch");
  const buttons = themes.map(themeButton);
  themeSwitch.append(...buttons);
  themeSwitch.hidden = false;

  const showTheme = () => {
    const theme = html.dataset.theme ?? "auto";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === theme));
  };
  const setTheme = (theme) => {
    if (theme === "light" || theme === "dark") html.dataset.theme = theme;
    else delete html.dataset.theme;
    showTheme();
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      setTheme(button.value);
      try {
        localStorage.setItem("portolan-theme", button.value);
      } catch {
        // Not remembered; it still holds for this page.
      }
    });
  }
  // Other tabs follow.
  window.addEventListener("storage", (event) => {
    if (event.key === "portolan-theme") setTheme(event.newValue);
  });
  showTheme();

  // The list of all ports shows those that match: a number finds its port, its range, and what begins with it.
  const filter = document.querySelector(".port-filter");
  if (filter) {
    const groups = [...document.querySelectorAll("table.all tbody")].map((group) => {
      const [first, last = first] = group.querySelector("th").textContent.match(/\d+/g);
      return { group, first, last, text: group.textContent.toLowerCase() };
    });
    const jump = filter.parentElement.querySelector(".jump");
    const [field, count] = [filter.querySelector("input"), filter.querySelector("output")];
    const show = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      const matches = ({ first, last, text }) => words.every((word) =>
        /^\d+$/.test(word) ? first.startsWith(word) || (Number(first) <= word && word <= Number(last)) : text.includes(word));
      let shown = 0;
      for (const one of groups) {
        const found = matches(one);
        one.group.hidden = !found;
        shown += found;
      }
      jump.hidden = words.length > 0;
      count.textContent = words.length ? `${shown} of ${groups.length}` : "";
    };
    field.addEventListener("input", show);
    filter.hidden = false;
    // Browsers restore what was typed.
    show();
  }

  const menu = document.querySelector(".site-nav details");
  menu?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (menu?.open && !menu.contains(event.target)) menu.open = false;
  });

  // Not every browser opens what a link leads into. In the single file, pages.js does it.
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    const fold = target?.closest("details");
    if (!fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  };
  if (root !== "#") {
    window.addEventListener("hashchange", unfold);
    unfold();
  }

  // Markdown's tables and code blocks scroll too, and the keyboard must reach them.
  const boxes = () => {
    for (const box of document.querySelectorAll(".table-wrapper, pre")) {
      // Measuring a hidden box would force its layout.
      if (box.tabIndex === 0 || box.closest("[hidden]") || box.scrollWidth <= box.clientWidth) continue;
      box.tabIndex = 0;
      // Not `region`: a landmark needs a unique name.
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", box.matches("pre") ? "Code" : "Table");
    }
  };
  // After the page has loaded and the search has answered, because measuring forces a layout.
  window.addEventListener("load", () => setTimeout(boxes, 100));
  window.addEventListener("hashchange", () => setTimeout(boxes, 100));

  /* [only on the site] The one file has neither what pages say of releases nor plans, and no service worker. */
  // The release that the reader runs: remembered, and shown where the renderer has written what each release has.
  const place = document.querySelector(".runs");
  const releases = place?.dataset.releases.split(" ") ?? [];
  const verdicts = { y: ["yes", "yes"], n: ["no", "no"], "?": ["unsaid", "not said"] };
  const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  let chosen = "";
  const recall = () => {
    try {
      // Anything may be stored there.
      chosen = localStorage.getItem("portolan-release")?.match(/^\d{1,3}(\.\d{1,3}){0,2}[a-z]{0,3}$/)?.[0] ?? "";
    } catch {
      // Storage is not available; what is chosen holds for this page.
    }
    if (place && !releases.includes(chosen)) chosen = "";
  };
  const remember = (release) => {
    const before = chosen;
    chosen = release;
    try {
      if (release) localStorage.setItem("portolan-release", release);
      else localStorage.removeItem("portolan-release");
    } catch {
      // Not remembered.
    }
    showRelease();
    // The button may be gone: its place says what it has done.
    if (!release) place.prepend(made("p", { tabIndex: -1 }, `VOS ${before} is forgotten.`));
    place.firstChild.focus();
  };
  const runsButton = (text, action) => {
    const button = made("button", { type: "button" }, text);
    button.addEventListener("click", action);
    return button;
  };
  const showRelease = () => {
    // For the results of the search, which lists.js marks.
    html.dataset.ownRelease = chosen;
    document.dispatchEvent(new Event("portolan-release"));
    for (const link of document.querySelectorAll(".to-plan a:not([href*='#release='])")) {
      const href = link.getAttribute("href").replace(/&release=.*/, "");
      link.setAttribute("href", chosen ? `${href}&release=${chosen}` : href);
    }
    if (!place) return;
    const at = releases.indexOf(chosen);
    place.replaceChildren();
    if (at >= 0) {
      const link = made("a", { href: `${root}releases/${chosen}.html` }, `VOS ${chosen}`);
      const forget = runsButton("Forget", () => remember(""));
      forget.setAttribute("aria-label", `Forget VOS ${chosen}`);
      place.append(made("p", { tabIndex: -1 }, "You run ", link, ". ", forget));
    }
    const own = place.dataset.release;
    if (own && own !== chosen) place.append(made("p", {}, runsButton(`I run VOS ${own}`, () => remember(own))));
    if (own === "") {
      const list = made("select", {}, ...releases.map((release) => made("option", { selected: release === chosen }, release)));
      const take = runsButton("Remember", () => remember(list.value));
      place.append(made("p", {}, made("label", {}, "I run VOS ", list), " ", take));
    }
    for (const row of document.querySelectorAll("[data-runs]")) {
      const cell = row.querySelector("[data-label='VOS releases']");
      cell.querySelector(".verdict")?.remove();
      const [kind, words] = verdicts[row.dataset.runs[at]] ?? [];
      if (kind) cell.append(made("span", { className: `verdict ${kind}` }, `${chosen}: ${words}`));
    }
  };
  const recallAndShow = () => {
    recall();
    showRelease();
  };
  // Other tabs follow, and pages that Back shows as they were left.
  window.addEventListener("storage", ({ key }) => (key === "portolan-release" || key === null) && recallAndShow());
  window.addEventListener("pageshow", ({ persisted }) => persisted && recallAndShow());
  recallAndShow();

  // A plan that has not been begun is for the release that the reader runs.
  const plan = document.querySelector("port-plan[hash][remember]");
  if (plan && chosen && !location.hash && !localStorage.getItem(plan.getAttribute("remember"))) {
    history.replaceState(history.state, "", `#release=${chosen}`);
  }

  // What is needed once somebody searches, or opens a list to copy.
  let wanted = null;
  const wantLists = (event) => {
    if (event.type === "toggle" ? !event.target.matches(".to-copy") : event.target.localName !== "port-reference") return;
    if (event.type === "port-reference-search" && !event.detail.query && !Object.keys(event.detail.filters).length) return;
    // Without it, everything else works; the next use tries again.
    wanted ??= load(lists).catch(() => (wanted = null));
  };
  for (const kind of ["focusin", "port-reference-search", "toggle"]) document.addEventListener(kind, wantLists, true);
  // Before the results are there, so that nothing moves.
  if (front && html.classList.contains("searching")) wantLists({ type: "focusin", target: front });

  /** Waits until the search is ready or has failed, and there were no requests and no input for half a second. */
  const atRest = async () => {
    await front?.ready?.catch(() => {});
    let inputs = 0;
    for (const kind of ["pointermove", "pointerdown", "keydown"]) {
      window.addEventListener(kind, () => inputs++, { passive: true });
    }
    const events = () => inputs + performance.getEntriesByType("resource").length;
    for (let before; before !== events(); ) {
      before = events();
      await new Promise((done) => setTimeout(done, 500));
    }
  };

  // Complete offline after one visit. Only pages that come from a web server name a worker.
  const keepForOffline = async () => {
    if (!worker || !window.isSecureContext || navigator.connection?.saveData) return;
    const address = new URL(root + worker, Reflect.get(Node.prototype, "baseURI", document)).href;
    try {
      // Trusted Types: only the registration needs a trusted address, and this policy accepts no other.
      const policy = window.trustedTypes?.createPolicy("portolan", {
        createScriptURL: (asked) => (asked === address ? asked : ""),
      });
      const trusted = policy ? policy.createScriptURL(address) : address;
      const registration = await navigator.serviceWorker.register(trusted, { updateViaCache: "none" });
      // A complete new version takes over when this page is idle, if no other is open: see sw.js.
      const handOver = async () => {
        if (!registration.waiting) return;
        await atRest();
        registration.waiting?.postMessage("portolan: take over");
      };
      const follow = () => registration.installing?.addEventListener("statechange", handOver);
      handOver();
      follow();
      registration.addEventListener("updatefound", follow);
    } catch {
      // Forbidden in private windows, in frames or by a setting. Everything else works.
    }
  };
  // After everything that the page itself loads.
  if (document.readyState === "complete") keepForOffline();
  else window.addEventListener("load", keepForOffline, { once: true });
  /* [end] */
})();
