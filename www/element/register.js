import { PortReference } from "./element.js";

if (globalThis.customElements && !customElements.get("port-reference")) customElements.define("port-reference", PortReference);
