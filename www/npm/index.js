/* Registers <port-reference>. */
import "./register.js";

export { PortReference } from "./element.js";
