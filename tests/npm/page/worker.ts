import { load } from "portolan-port-reference/catalog";

load()
  .then(({ search }) => postMessage(search("ssh", { limit: 1 }).hits[0]!.id))
  .catch((error) => postMessage(String(error)));
