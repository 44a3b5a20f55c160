/** When the script began, for the measure of how long it takes to draw. */
export const began = performance.now();

/** Makes an element with attributes and children. */
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** A number with a comma between thousands, as the tables have it. */
export const grouped = (number) => String(number).replace(/(\d)(?=(\d{3})+$)/g, "$1,");
