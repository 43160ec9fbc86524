import { workspaceBase } from '../api/index.ts'

/** Makes the page installable, and its shell open without a network. Where workers are not allowed, nothing changes. */
export function installShell(): void {
  const manifest = document.createElement('link')
  manifest.rel = 'manifest'
  manifest.href = `${workspaceBase}manifest.webmanifest`
  document.head.append(manifest)
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return
  navigator.serviceWorker.register('/service-worker.js', { scope: '/w/' }).catch(() => undefined)
}
