// Notes what the elements of a page tell, what policies hold back, and what scripts throw.
window.heard = [];
window.violations = [];
window.thrown = [];
for (const name of ["ready", "search", "select", "error"]) {
  document.addEventListener(`port-reference-${name}`, (event) => window.heard.push({ name, detail: event.detail, at: event.target.id }));
}
document.addEventListener("securitypolicyviolation", (event) => {
  // Browsers ask for it by themselves.
  if (event.blockedURI.endsWith("/favicon.ico")) return;
  window.violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample} ${event.sourceFile}`);
});
window.addEventListener("error", (event) => window.thrown.push(event.message));
window.addEventListener("unhandledrejection", (event) => window.thrown.push(String(event.reason)));
