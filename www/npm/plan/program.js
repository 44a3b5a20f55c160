/* The engine that plans; replaces program.js of the classic script. */
import start, { PlanDraft, PlanPorts } from "./engine.js";
import { program, withFile } from "../files.js";

const ENGINE = new URL("./engine.wasm", import.meta.url).href;

export const withPlan = async (run) => run(await program(ENGINE), ENGINE);
export const plan = ({ module_or_path }) => start({ module_or_path });
plan.PlanDraft = PlanDraft;
plan.PlanPorts = PlanPorts;
/** Reads what the catalog leaves out: conditions of advice, ports at the other end, and what is cited. */
export const withDetails = withFile(new URL("./details.bin", import.meta.url).href);
