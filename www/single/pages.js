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
    return id ? document.getElementById(id) : null;
  };
  const hideOthers = () => {
    for (const section of sections) {
      if (!section.classList.contains("shown")) section.setAttribute("hidden", "until-found");
    }
  };
  const show = (event) => {
    const target = named();
    const shown = sections.find((section) => section.contains(target)) ?? front;
    document.querySelector("main > .shown")?.classList.remove("shown");
    shown.classList.add("shown");
    shown.removeAttribute("hidden");
    html.classList.toggle("elsewhere", shown !== front);
    document.body.classList.toggle("front", shown === front);
    document.title = shown.dataset.title;
    // For the browser's own search; it need not wait for that.
    setTimeout(hideOthers, 200);
    if (!event) return;
    if (target && target !== shown) {
      target.scrollIntoView();
    } else if (target) {
      // As a new page would be: read from its beginning.
      window.scrollTo(0, 0);
      document.getElementById("content").focus({ preventScroll: true });
    }
  };
  window.addEventListener("hashchange", show);
  document.addEventListener("beforematch", (event) => {
    history.replaceState(null, "", `#${event.target.id}`);
    show();
  });
  show();
})();
