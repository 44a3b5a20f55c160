import { PortReference } from "./element.js";

if (!customElements.get("port-reference")) customElements.define("port-reference", PortReference);
