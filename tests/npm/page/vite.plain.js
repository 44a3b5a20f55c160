// A worker is one script here, as it is without settings.
export default { build: { outDir: "plain", rollupOptions: { input: "plain.html" } } };
