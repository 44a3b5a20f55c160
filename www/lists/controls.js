/* What copies and saves a list. */
import { make } from "../element/dom.js";
import { button, copied, saved } from "../element/share.js";
import { FORMS, textIn } from "./forms.js";

/** A choice of forms with two buttons. `list` makes what textIn() takes, or a promise of it; `name` is that of a file. */
export const controls = (list, name) => {
  const forms = make("select", { "aria-label": "Form of the list" }, ...FORMS.map(([value, text]) => make("option", { value }, text)));
  const place = make("p", { class: "share" }, forms);
  const text = async () => textIn(forms.value, await list());
  const copy = button("Copy", async () => copied(await text(), place));
  const save = button("Save", async () => {
    const [, , ending, type] = FORMS[forms.selectedIndex];
    return saved(await text(), `${name}.${ending}`, type);
  });
  place.append(" ", copy, " ", save);
  return place;
};
