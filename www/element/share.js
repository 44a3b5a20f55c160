/* Copies and saves. */
import { listen, make } from "./dom.js";

/** A button that runs `act`, and says for a while what came of it. */
export const button = (label, act, signal, attributes = {}) => {
  const made = make("button", { type: "button", part: "button", "aria-live": "polite", ...attributes }, label);
  const run = async () => {
    try {
      made.textContent = await act();
    } catch (error) {
      if (error.name === "AbortError") return;
      made.textContent = `It failed: ${error.message}`;
    }
    setTimeout(() => (made.textContent = label), 2000);
  };
  listen(made, "click", run, signal);
  return made;
};

/** Copies a text. Where the page may not write to the clipboard, a field with the text is shown, selected. */
export const copied = async (text, place) => {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied";
  } catch {
    place.querySelector(".by-hand")?.remove();
    const field = make("textarea", { class: "by-hand", readonly: "", rows: "8", "aria-label": "To be copied" });
    field.value = text;
    place.append(field);
    field.select();
    return "Copy it from below";
  }
};

/** Saves a text as a file. */
export const saved = (text, name, type) => {
  const url = URL.createObjectURL(new Blob([text], { __proto__: null, type }));
  const link = make("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return "Saved";
};
