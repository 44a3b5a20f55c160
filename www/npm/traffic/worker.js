/* What runs in the worker. It imports nothing by import(): bundlers make one script of it. */
import start, { TrafficPorts, TrafficReading } from "./engine.js";
import { serve } from "./serving.js";

serve(Object.assign(({ module_or_path }) => start({ module_or_path }), { TrafficPorts, TrafficReading }));
