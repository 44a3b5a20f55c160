// Runs before the first paint, so that a remembered theme never flashes. Without it the system's preference rules.
try {
  const theme = localStorage.getItem("portolan-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is not available (a privacy setting, some file:// pages).
}
