import { PortTraffic } from "./element.js";

if (globalThis.customElements && !customElements.get("port-traffic")) customElements.define("port-traffic", PortTraffic);
