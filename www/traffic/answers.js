/* The three answers about each port: what it is, whether to worry, what to do. Loaded when somebody opens the first row. */
import { withAnswers } from "./program.js";
import { once } from "../element/load.js";

const all = once(() => withAnswers());

/** The three, without links; null if there are none, or if they cannot be loaded: the chapter has them too. */
export const answersOf = async (id) => {
  try {
    const answers = await all();
    return Object.hasOwn(answers, id) ? answers[id] : null;
  } catch {
    return null;
  }
};
