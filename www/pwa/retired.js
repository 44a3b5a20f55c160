// Replaces sw.js when a site is abandoned: removes the worker and its caches from readers' browsers.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

const leave = async () => {
  const { scope } = self.registration;
  const names = await caches.keys();
  const ours = names.filter((name) => name.startsWith(`portolan ${scope} `));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await self.registration.unregister();
};
