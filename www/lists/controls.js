/* What copies and saves a list. */
import { make } from "../element/dom.js";
import { button, copied, saved } from "../element/share.js";
import { FORMS, textIn } from "./forms.js";

/** Where no port is certain, there is nothing to copy. */
const NOTHING = "No certain ports";

/** A choice of forms with two buttons. `list` makes what textIn() takes, or a promise of it; `name` is that of a file. */
export const controls = (list, name) => {
  const forms = make("select", { "aria-label": "Form of the list" }, ...FORMS.map(([value, text]) => make("option", { value }, text)));
  const place = make("div", { class: "share" }, forms);
  /** The text; empty where it would say nothing. Says what is left out of it. */
  const made = async () => {
    const { leftOut = [], ...whole } = await list();
    place.querySelector(".left-out")?.remove();
    if (forms.value !== "ports") return textIn(forms.value, whole);
    if (leftOut.length) {
      const why = "Left out, because a setting decides the ports, or the source does not say that the release has them:";
      place.append(make("p", { class: "left-out", role: "status" }, `${why} ${leftOut.join(", ")}`));
    }
    return whole.ports && textIn(forms.value, whole);
  };
  const copy = button("Copy", async () => {
    const text = await made();
    return text ? copied(text, place) : NOTHING;
  });
  const save = button("Save", async () => {
    const [, , ending, type] = FORMS[forms.selectedIndex];
    const text = await made();
    return text ? saved(text, `${name}.${ending}`, type) : NOTHING;
  });
  place.append(copy, save);
  return place;
};
