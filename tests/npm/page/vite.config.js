export default {
  // The development server would move the package away from its files.
  optimizeDeps: { exclude: ["portolan-port-reference"] },
  // A worker that loads overlays loads a module.
  worker: { format: "es" },
};
