// Shows one page of the book at a time: the one in the address.
(() => {
  "use strict";
  const html = document.documentElement;
  const main = document.getElementById("content");
  const sections = [...main.children];
  const front = sections[0];
  const menu = document.querySelector(".site-nav details");

  /** The element whose id is in the address, if it exists. */
  const named = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // An invalid escape: a mistyped address.
    }
    return id ? document.getElementById(id) : null;
  };

  /** For the address of a port without a chapter, asks the front page's search. */
  const ask = () => {
    const port = named() ? null : location.hash.match(/^#ports\/(\d{1,5})(?:-\d{1,5})?\.html$/);
    const search = front.querySelector("port-reference");
    if (port && search) search.query = port[1];
  };

  /** Not every browser opens what a link leads into. */
  const unfold = (target) => {
    const fold = target?.closest("details");
    if (fold) fold.open = true;
  };

  const hideOthers = () => {
    for (const section of sections) {
      if (!section.classList.contains("shown")) section.setAttribute("hidden", "until-found");
    }
  };

  const show = () => {
    const target = named();
    const shown = sections.find((section) => section.contains(target)) ?? front;
    main.querySelector(":scope > .shown")?.classList.remove("shown");
    shown.classList.add("shown");
    shown.removeAttribute("hidden");
    html.classList.toggle("elsewhere", shown !== front);
    document.body.classList.toggle("front", shown === front);
    document.title = shown.dataset.title ?? `${shown.querySelector("h1").textContent} - Portolan`;
    for (const link of document.querySelectorAll(".site-header a")) {
      const page = link.hash.slice(1);
      const isAbove = page.endsWith("/index.html") && shown.id.startsWith(page.slice(0, -"index.html".length));
      if (page === shown.id) link.setAttribute("aria-current", "page");
      else if (isAbove) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    // Lets the browser's search find hidden pages. Later, because it is not urgent.
    setTimeout(hideOthers, 200);
    return shown;
  };

  // Between the change of the address and the arrival the position is neither that of the old page nor that of the new one.
  let pause;
  let travelling = false;
  let arrivedAt = location.hash;

  /** Behaves like a navigation: scrolls to the top or to the target, or restores the position. */
  const arrive = () => {
    clearTimeout(pause);
    travelling = false;
    arrivedAt = location.hash;
    const shown = show();
    const target = named();
    const place = target && target !== shown ? target : main;
    // The search in the address belongs to the front page, where Back restores it; after following a link there is none.
    const left = history.state?.top;
    if (location.search && (shown !== front || left === undefined)) {
      history.replaceState(history.state, "", location.pathname + location.hash);
      if (shown === front) window.dispatchEvent(new PopStateEvent("popstate"));
    }
    menu.open = false;
    unfold(target);
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus({ preventScroll: true });
    if (left === undefined && place !== main) place.scrollIntoView();
    else window.scrollTo(0, left ?? 0);
    ask();
  };

  // Stores the position, because browsers do not if the content changes before they read it.
  const remember = () => {
    clearTimeout(pause);
    history.replaceState({ top: window.scrollY }, "");
  };
  window.addEventListener("scroll", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (!travelling) remember();
    }, 200);
  }, { passive: true });
  document.addEventListener("click", remember, true);

  // Both events, because some browsers scroll between them.
  window.addEventListener("popstate", () => {
    travelling = location.hash !== arrivedAt;
    show();
  });
  window.addEventListener("hashchange", arrive);
  // The browser's search found something in a hidden page, or a link leads there; then the address is already right.
  document.addEventListener("beforematch", (event) => {
    if (!event.target.contains(named())) {
      history.replaceState(null, "", `#${event.target.id}`);
      arrivedAt = location.hash;
    }
    show();
  });
  document.querySelector(".skip-link").addEventListener("click", (event) => {
    // The address must remain that of the shown page.
    event.preventDefault();
    main.focus();
  });
  show();
  unfold(named());
  ask();
  // After a reload, or on return from another page.
  const left = history.state?.top;
  if (left) window.addEventListener("load", () => window.scrollTo(0, left), { once: true });
})();
