/* Importing the package registers <port-reference>. */
import type { PortReference } from "./element.js";

export * from "./element.js";

declare global {
  interface HTMLElementTagNameMap {
    "port-reference": PortReference;
  }
}
