import { PortPlan } from "./element.js";

if (globalThis.customElements && !customElements.get("port-plan")) customElements.define("port-plan", PortPlan);
