import { PortTraffic } from "./element.js";
import { isWorker, traffic } from "./program.js";
import { serve } from "./serving.js";

if (isWorker) serve(traffic);
else if (globalThis.customElements && !customElements.get("port-traffic")) customElements.define("port-traffic", PortTraffic);
