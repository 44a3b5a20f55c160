// Shows one page of the book at a time, as the site does: the one that the address names.
(() => {
  "use strict";
  const html = document.documentElement;
  const main = document.getElementById("content");
  const sections = [...main.children];
  const front = sections[0];
  const menu = document.querySelector(".site-nav details");

  /** What the address names, if it is there. */
  const named = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // An address that nobody here wrote.
    }
    return id ? document.getElementById(id) : null;
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
    document.title = shown.dataset.title;
    for (const link of document.querySelectorAll(".site-bar a")) {
      if (link.hash === `#${shown.id}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    // For the browser's own search; it need not wait for that.
    setTimeout(hideOthers, 200);
    return shown;
  };

  /** As a new page would be: read from its beginning, or where it was left. */
  const arrive = () => {
    const shown = show();
    const target = named();
    const place = target && target !== shown ? target : main;
    // A search belongs to the address of the front page, where Back finds it again: a link to a page begins without one.
    const left = history.state?.top;
    if (location.search && (shown !== front || left === undefined)) {
      history.replaceState(history.state, "", location.pathname + location.hash);
      if (shown === front) window.dispatchEvent(new PopStateEvent("popstate"));
    }
    menu.open = false;
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus({ preventScroll: true });
    if (left === undefined && place !== main) place.scrollIntoView();
    else window.scrollTo(0, left ?? 0);
  };

  // Browsers forget where a page was left when another one takes its place before they look.
  let pause;
  const remember = () => {
    clearTimeout(pause);
    history.replaceState({ top: window.scrollY }, "");
  };
  window.addEventListener("scroll", () => {
    clearTimeout(pause);
    pause = setTimeout(remember, 200);
  }, { passive: true });
  document.addEventListener("click", remember, true);

  // Some browsers scroll between the two.
  window.addEventListener("popstate", show);
  window.addEventListener("hashchange", arrive);
  // Something was found in a page that is not shown, or a link leads there: then the address names it already.
  document.addEventListener("beforematch", (event) => {
    if (!event.target.contains(named())) history.replaceState(null, "", `#${event.target.id}`);
    show();
  });
  document.querySelector(".skip-link").addEventListener("click", (event) => {
    // It leads within the page that is shown; the address is that page's.
    event.preventDefault();
    main.focus();
  });
  show();
  // Loaded again, or come back to from elsewhere.
  const left = history.state?.top;
  if (left) window.addEventListener("load", () => window.scrollTo(0, left), { once: true });
})();
