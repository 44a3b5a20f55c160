/* Copies and saves. */
import { make } from "../element/dom.js";

/** A button that runs `act`, and says for a while what came of it. */
export const button = (label, act, signal, attributes = {}) => {
  const made = make("button", { type: "button", part: "button", ...attributes }, label);
  made.addEventListener("click", async () => {
    const said = await act();
    if (!said) return;
    made.textContent = said;
    setTimeout(() => (made.textContent = label), 2000);
  }, { __proto__: null, signal });
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
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return "Saved";
};
