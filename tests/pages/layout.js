// What is wrong with how an element is laid out: parts that are not seen, stick out, or lie on each other.
window.layoutFaults = (element) => {
  const faults = [];
  const root = element.shadowRoot;
  // What is not yet laid out, because it is not in view, is not measured right everywhere.
  for (const item of root.querySelectorAll("li")) item.style.contentVisibility = "visible";
  const view = element.ownerDocument.defaultView;
  const page = element.ownerDocument.documentElement;
  const name = (node) => `${node.localName}.${node.className}`;
  const box = (node) => node.getBoundingClientRect();
  const where = (node) => {
    const { left, top, width, height } = box(node);
    return `“${node.textContent}” ${[width, height].map(Math.round).join("×")} at ${[left, top].map(Math.round).join(",")}`;
  };
  const seen = (node) => node.checkVisibility() && !node.closest(".unseen") && box(node).width > 0 && box(node).height > 0;
  if (page.scrollWidth > page.clientWidth) faults.push(`the page is ${page.scrollWidth} wide, of ${page.clientWidth}`);

  const compact = element.hasAttribute("compact");
  const parts = ["field", "input", "filters", "count", "chip", "list", "item", "number", "title", "badge", "summary"];
  for (const part of [...parts, compact ? "panel" : "more"]) {
    if (![...root.querySelectorAll(`[part~="${part}"]`)].some(seen)) faults.push(`${part} is not seen`);
  }
  const field = box(root.querySelector("input"));
  if (field.height < 24 || field.width < 100) faults.push(`the field is ${field.width} × ${field.height}`);

  const place = root.querySelector("[part~=panel]") ?? root.querySelector(".root");
  const { left, right } = box(place);
  // From right to left, a scrollbar may be at either side.
  const before = view.getComputedStyle(page).direction === "rtl" ? box(page).left : 0;
  if (left < before - 1 || right > before + page.clientWidth + 1) {
    faults.push(`it reaches from ${left} to ${right}, of ${before} to ${before + page.clientWidth}`);
  }
  // A sheet lies over the whole page, and in it nothing sticks out either.
  const sheet = root.querySelector("dialog:modal");
  if (sheet && (box(sheet).left < before - 1 || box(sheet).right > before + page.clientWidth + 1)) faults.push("the sheet is wider than the page");
  for (const node of place.querySelectorAll("*")) {
    if (!seen(node)) continue;
    const { left, right } = box(sheet?.contains(node) ? sheet : place);
    const { overflowX, display } = view.getComputedStyle(node);
    if (box(node).left < left - 1 || box(node).right > right + 1) faults.push(`${name(node)} sticks out`);
    if (display !== "inline" && overflowX === "visible" && node.scrollWidth > node.clientWidth + 1 && node.clientWidth) {
      faults.push(`${name(node)} is ${node.scrollWidth} wide inside, of ${node.clientWidth}`);
    }
  }

  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const rects = (node) => [...node.getClientRects()];
  const apart = (nodes) => {
    const visible = nodes.filter(seen);
    visible.forEach((one, at) => {
      for (const other of visible.slice(at + 1)) {
        // A title that wraps is several boxes, of which the first begins beside the number.
        if (rects(one).some((a) => rects(other).some((b) => overlap(a, b)))) faults.push(`${name(one)} lies on ${name(other)}: ${where(one)} and ${where(other)}`);
      }
    });
  };
  for (const item of root.querySelectorAll("li")) apart([...item.querySelectorAll(".number, .title, .badge, .summary, .why, p.own")]);
  const outside = (node) => !sheet?.contains(node) && !(compact && node.matches(".field"));
  apart([...root.querySelectorAll(".field, .count, summary, .dimensions, .chips, .notice, .item, .more")].filter(outside));
  // WebKit measures what stands in a box that scrolls, in columns, as if the box were open.
  for (const value of root.querySelectorAll(".values:not(.long) > .value")) apart([...value.children]);
  return [...new Set(faults)];
};
