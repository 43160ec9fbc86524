import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'

/** Hashed assets never change; pages are asked for anew. */
const A_YEAR = '365d'

const DESIGNER = /^\/w\/[^/]+\/designer(\/|$)/
const PREVIEW = /^\/w\/[^/]+\/designer\/preview$/

/** The built client: assets, the designer's page and its preview, and the workbench's for every other address of a workspace. */
export function clientFiles(options: { clientFolder: string; home?: () => Promise<string | undefined>; setup?: unknown }): Router {
  const router = Router()
  router.get('/', async (_request, response, next) => {
    const home = await options.home?.()
    if (home === undefined) return next()
    response.redirect(302, home)
  })
  router.use(
    '/assets',
    express.static(join(options.clientFolder, 'assets'), { immutable: true, maxAge: A_YEAR, index: false, fallthrough: false }),
  )
  router.use(express.static(options.clientFolder, { index: false, maxAge: 0, redirect: false }))
  router.get('/w/:name/manifest.webmanifest', (request, response) => {
    response.type('application/manifest+json').json(manifestOf(request.params.name))
  })
  router.get('/setup', (_request, response, next) => {
    if (options.setup === undefined) return next()
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('setup.html', { root: options.clientFolder })
  })
  router.get(/^\/w\/[^/]+(\/.*)?$/, (request, response, next) => {
    if (request.path.includes('/api/')) return next()
    const page = pageAt(request.path)
    if (!existsSync(join(options.clientFolder, page))) return next()
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile(page, { root: options.clientFolder })
  })
  return router
}

function pageAt(path: string): string {
  if (PREVIEW.test(path)) return 'preview.html'
  return DESIGNER.test(path) ? 'designer.html' : 'index.html'
}

/** What a phone needs to install a workspace as an app. */
function manifestOf(workspace: string): Record<string, unknown> {
  const base = `/w/${encodeURIComponent(workspace)}/`
  return {
    id: base,
    name: `模搭 · ${workspace}`,
    short_name: workspace,
    lang: 'zh-CN',
    start_url: base,
    scope: base,
    display: 'standalone',
    background_color: '#f4f6f8',
    theme_color: '#00707c',
    icons: [
      { src: '/mark-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/mark-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/mark.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    ],
    shortcuts: [{ name: '待办', url: `${base}tasks` }],
  }
}
