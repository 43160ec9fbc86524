import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'

/** Hashed assets never change; pages are asked for anew. */
const A_YEAR = '365d'

/** The built client: assets, and the one page for every address of a workspace. */
export function clientFiles(options: { clientFolder: string; home?: () => Promise<string | undefined> }): Router {
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
  router.get(/^\/w\/[^/]+(\/.*)?$/, (request, response, next) => {
    if (request.path.includes('/api/')) return next()
    const page = join(options.clientFolder, 'index.html')
    if (!existsSync(page)) return next()
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: options.clientFolder })
  })
  return router
}
