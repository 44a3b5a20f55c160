// Runs the examples of the page on embedding, from the code that the page shows.
(() => {
  "use strict";
  const live = (name) => document.getElementById(`live-${name}`);
  const elementIn = (name) => live(name).querySelector("port-reference");
  /** The JSON that an example shows; its overlay is read from there. */
  const jsonShown = (name) => live(name).parentElement.querySelector("code.language-json").textContent;

  const form = live("form").querySelector("form");
  form.addEventListener("port-reference-select", (event) => {
    event.preventDefault();
    const { ports, title, transports } = event.detail;
    form.elements.port.value = ports[0]?.[0] ?? "";
    form.elements.transport.value = transports.join(", ");
    form.elements.service.value = title;
    form.elements.port.focus();
  });
  // There is nothing to send it to.
  form.addEventListener("submit", (event) => event.preventDefault());

  const mount = (place) => {
    const element = document.createElement("port-reference");
    element.setAttribute("limit", "2");
    element.query = "telnet";
    place.append(element);
    return () => element.remove();
  };
  const button = live("mount").querySelector("button");
  let unmount = null;
  const toggle = () => {
    if (unmount) unmount();
    unmount = unmount ? null : mount(document.getElementById("live-mount-place"));
    button.setAttribute("aria-pressed", String(unmount !== null));
  };
  button.addEventListener("click", toggle);
  toggle();

  for (const name of ["overlay", "broken"]) elementIn(name).overlay = jsonShown(name);

  if (location.protocol === "file:") {
    const said = "A page opened from a disk may not load files by address; on a web server this example runs.";
    live("addresses").replaceChildren(said);
  }

  const text = document.getElementById("own-overlay");
  const lay = () => {
    elementIn("check").overlay = text.value;
  };
  let timer;
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(lay, 400);
  });
  lay();
})();
