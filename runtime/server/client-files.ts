import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'

/** Hashed assets never change; pages are asked for anew. */
const A_YEAR = '365d'

const DESIGNER = /^\/w\/[^/]+\/designer(\/|$)/

/** The built client: assets, the designer's page, and the workbench's for every other address of a workspace. */
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
    const page = DESIGNER.test(request.path) ? 'designer.html' : 'index.html'
    if (!existsSync(join(options.clientFolder, page))) return next()
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile(page, { root: options.clientFolder })
  })
  return router
}
