// Shows one page of the book at a time, as the site does: the one that the address names.
(() => {
  "use strict";
  const html = document.documentElement;
  const sections = [...document.querySelectorAll("main > section")];
  const front = sections[0];
  const named = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // An address that nobody here wrote.
    }
    return id && document.getElementById(id);
  };
  const show = (event) => {
    const target = named();
    const shown = sections.find((section) => section.contains(target)) ?? front;
    for (const section of sections) {
      if (section === shown) section.removeAttribute("hidden");
      else section.setAttribute("hidden", "until-found");
    }
    document.body.classList.toggle("front", shown === front);
    document.title = shown.dataset.title;
    if (!event) return;
    if (target && target !== shown) {
      target.scrollIntoView();
    } else if (target) {
      // As a new page would be: read from its beginning.
      window.scrollTo(0, 0);
      document.getElementById("content").focus({ preventScroll: true });
    }
  };
  html.classList.add("paged");
  window.addEventListener("hashchange", show);
  document.addEventListener("beforematch", (event) => {
    history.replaceState(null, "", `#${event.target.id}`);
    show();
  });
  show();
})();
