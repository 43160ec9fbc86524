/**
 * Keeps the shell (pages, hashed assets and the mark), so that the workbench opens without a network and says so.
 * Nothing of the interface under `/api/` passes through here: figures are never shown from a cache, decisions never wait in a queue.
 */
const SHELL = 'formwork-shell-1'
const MOST_ASSETS = 400
const PATIENCE = 4000

self.addEventListener('install', (event) => {
  // Where the browser can, the interface goes past this worker: what a page says while it closes would wait for an answer from here and die with it.
  event.addRoutes?.({ condition: { urlPattern: '/w/*/api/*' }, source: 'network' })
  self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  const stale = caches.keys().then((names) => Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name))))
  event.waitUntil(stale.then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.includes('/api/')) return
  if (url.pathname.startsWith('/assets/') || url.pathname === '/mark.svg') event.respondWith(fromCacheFirst(request))
  else if (request.mode === 'navigate' && /^\/w\/[^/]+/.test(url.pathname)) event.respondWith(fromNetworkFirst(request, pageOf(url)))
})

/** One page serves every address of the workbench, another the designer's. */
function pageOf(url) {
  return /^\/w\/[^/]+\/designer(\/|$)/.test(url.pathname) ? '/page/designer' : '/page/workbench'
}

async function fromCacheFirst(request) {
  const cache = await caches.open(SHELL)
  const kept = await cache.match(request)
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.ok) await keep(cache, request, answer.clone())
  return answer
}

async function fromNetworkFirst(request, page) {
  const cache = await caches.open(SHELL)
  const kept = await cache.match(page)
  // Whoever has nothing to fall back to waits for the server, however slow it is.
  const options = kept === undefined ? {} : { signal: AbortSignal.timeout(PATIENCE) }
  try {
    const answer = await fetch(request, options)
    if (answer.ok && answer.headers.get('content-type')?.startsWith('text/html')) await keep(cache, page, answer.clone())
    return answer
  } catch (error) {
    if (kept !== undefined) return kept
    throw error
  }
}

/** Names of assets carry their hash, so old ones only take room. What cannot be kept, on a full disk say, is shown all the same. */
async function keep(cache, request, answer) {
  try {
    await cache.put(request, answer)
    const assets = (await cache.keys()).filter(({ url }) => url.includes('/assets/'))
    await Promise.all(assets.slice(0, Math.max(0, assets.length - MOST_ASSETS)).map((asset) => cache.delete(asset)))
  } catch {
    // The next visit asks the server again.
  }
}
