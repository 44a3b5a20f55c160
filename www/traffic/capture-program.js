/* The engine that reads packet captures. */
import { decode, scripted } from "../element/files.js";

/** The class that reads captures, from a script that is loaded with the first one. */
export const captureTool = async () => (await scripted("capture"))(decode);
