/* What no source says, and the answers that settle it. */
import { listen, make } from "../element/dom.js";
import { plainText } from "./words.js";

const PARAMETER = "parameters.";

const buttons = (choices, answer, signal) =>
  choices.map(([label, value]) => {
    const made = make("button", { type: "button", part: "button" }, label);
    listen(made, "click", () => answer(value), signal);
    return made;
  });

const numberField = (answer, label, signal) => {
  const field = make("input", { type: "number", min: "0", max: "65535", "aria-label": label });
  const set = make("button", { type: "button", part: "button" }, "Set");
  const take = () => Number.isInteger(field.valueAsNumber) && answer(field.valueAsNumber);
  listen(set, "click", take, signal);
  listen(field, "keydown", (event) => event.key === "Enter" && take(), signal);
  return make("div", { class: "tools" }, field, set);
};

/** What settles a question. */
const controlsOf = ({ kind, settled_by: by, question }, vocabulary, settle, signal) => {
  if (kind === "parameter") return numberField((value) => settle("parameters", by.slice(PARAMETER.length), value), plainText(question), signal);
  let choices = [["Yes", true], ["No", false]];
  let answer = (value) => settle("decisions", by, value);
  if (kind === "nio") answer = (value) => settle("nio", null, value);
  else if (kind === "release") choices = [["It has it", true], ["It does not", false]];
  else if (kind === "source_ports") {
    choices = vocabulary.source_ports.map(({ what, label }) => [label, what]);
    answer = (value) => settle("source_ports", null, value);
  }
  return make("div", { class: "tools", role: "group", "aria-label": plainText(question) }, ...buttons(choices, answer, signal));
};

/** The same question about several entries is asked once. */
const grouped = (open) => [...Map.groupBy(open, (one) => `${one.settled_by}\n${one.question}`).values()];

/** Questions that are open. `settle(field, key, value)` answers one. */
export const questionNodes = (open, vocabulary, settle, signal) => {
  if (!open.length) return [];
  const items = grouped(open).map((same) => {
    const about = same.map(({ entry, title }) => `${entry} ${title}`).join(", ");
    return make(
      "li",
      { class: "question", part: "question" },
      make("p", {}, make("strong", {}, about), `: ${plainText(same[0].question)}`),
      controlsOf(same[0], vocabulary, settle, signal),
    );
  });
  const head = make("h2", { class: "minor" }, "Questions that no source settles");
  return [head, make("p", { class: "muted" }, "Until you answer them, there is no rule for what they are about."), make("ul", { class: "questions" }, ...items)];
};

/** Answers that the plan has. `asked` are all questions, as they are without the answers. */
export const answerNodes = (plan, asked, settle, signal) => {
  const answers = [
    ...Object.entries(plan.parameters ?? {}).map(([name, value]) => ["parameters", name, name, String(value)]),
    ...Object.entries(plan.decisions ?? {}).map(([id, yes]) => {
      const question = asked.find((one) => one.settled_by === id);
      return ["decisions", id, question ? `${question.entry} ${question.title}: ${plainText(question.question)}` : id, yes ? "Yes" : "No"];
    }),
  ];
  if (!answers.length) return [];
  const items = answers.map(([field, key, label, value]) => {
    const back = make("button", { type: "button", part: "button", "aria-label": `Take back: ${label}` }, "Take back");
    listen(back, "click", () => settle(field, key, undefined), signal);
    return make("li", {}, `${label} `, make("strong", {}, value), " ", back);
  });
  const summary = make("summary", {}, answers.length === 1 ? "1 answer" : `${answers.length} answers`);
  return [make("details", { class: "answered" }, summary, make("ul", {}, ...items))];
};
