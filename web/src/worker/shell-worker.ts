/// <reference lib="webworker" />
/**
 * Keeps the application's files, so that it opens while every master is dead. The page itself comes
 * from the network first: a new version is seen at the next visit.
 */
import { type Shell, type WorkerMessage, answer } from './answer';

declare const __SHELL__: Shell;

// The compiler knows pages and workers by one set of names; this is a worker.
const worker = self as unknown as ServiceWorkerGlobalScope;
const shell = __SHELL__;
const activated: WorkerMessage = 'activated';
const cacheName = `shell-${shell.version}`;

worker.addEventListener('install', (event) => {
  event.waitUntil(install());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  // Reload: past the HTTP cache, so that files of two versions never mix.
  await cache.addAll(shell.files.map((file) => new Request(file, { cache: 'reload' })));
  // At once: a page has loaded everything it needs, so that a new worker cannot harm it.
  await worker.skipWaiting();
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter(
    (name) => name.startsWith('shell-') && name !== cacheName,
  );
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
  for (const page of await worker.clients.matchAll()) {
    page.postMessage(activated);
  }
}

worker.addEventListener('fetch', (event) => {
  const answering = answer(event.request, shell, {
    origin: worker.location.origin,
    cached: async (address) => (await caches.open(cacheName)).match(address),
    fetch: (request, init) => fetch(request, init),
  });
  if (answering) {
    event.respondWith(answering);
  }
});
