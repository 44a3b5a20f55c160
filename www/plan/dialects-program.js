/* The engine that writes the rules of firewalls other than the first one shown. */
import { decode, scripted } from "../element/files.js";

/** The function that writes them, from a script that is loaded with the first of them. */
export const dialectTool = async () => (await scripted("dialects"))(decode);
