// Runs before the first paint: a remembered theme never flashes, and results do not move what is already seen.
try {
  const theme = localStorage.getItem("portolan-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is not available (a privacy setting, some file:// pages).
}
// With a search in the address, the front page is folded from the start. `q` is the `url-param` of its field.
const asks = [...new URLSearchParams(location.search)].some(([name, value]) => value && /^q(\.|$)/.test(name));
document.documentElement.classList.toggle("searching", asks);
// What adds to results is there before them, so that they do not grow. From a disk, nothing can be preloaded.
const { lists } = document.currentScript.dataset;
if (asks && lists && location.protocol !== "file:") {
  document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: lists }));
}
