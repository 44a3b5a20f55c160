import { large } from "./large.js";

Object.assign(window, { page: { large } });
