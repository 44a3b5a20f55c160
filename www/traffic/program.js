/* The engine that explains traffic, and what it needs beside the catalog and the register. */
import { decode, scripted, withProgram } from "../element/files.js";

export const withTraffic = withProgram("traffic", "trafficProgram");
export const traffic = portolanTraffic;
/** The class that reads captures, from a script that is loaded with the first one. */
export const captureTool = async () => (await scripted("capture"))(decode);
/** What only a whole catalog says of pairs of ports; a few lines of text. */
export const FACTS = __FACTS__;
/** `{ id: [what it is, whether to worry, what to do] }`. */
export const withAnswers = () => scripted("answers");
