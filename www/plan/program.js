/* The engine that plans, and what it needs beside the catalog. */
import { withFile, withProgram } from "../element/files.js";

export const withPlan = withProgram("plan", "planProgram");
export const plan = portolanPlan;
/** Reads what the catalog leaves out: conditions of advice, ports at the other end, and what is cited. */
export const withDetails = withFile("details", "planProgram");
