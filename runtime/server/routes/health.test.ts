import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, expect, it } from 'vitest'
import type { ServedWorkspaces, WorkspacesHealth } from '../served-workspace.ts'
import { healthRoutes } from './health.ts'

let server: Server
afterEach(() => void server.close())

async function ready(health: () => Promise<WorkspacesHealth>): Promise<unknown[]> {
  const workspaces: ServedWorkspaces = { get: () => Promise.resolve(undefined), health }
  server = createServer(express().use(healthRoutes(workspaces)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/health/ready`)
  return [response.status, await response.json()]
}

it.each([
  ['all answer', { isReady: true, refused: [] }, 200, { status: 'ready' }],
  [
    'some cannot be opened: how many and why, no names',
    { isReady: true, refused: ['schema-newer', 'internal', 'internal'] },
    200,
    { status: 'degraded', unavailable: 3, reasons: ['internal', 'schema-newer'] },
  ],
  ['one that is open does not answer', { isReady: false, refused: ['internal'] }, 503, { status: 'not ready' }],
])('%s', async (_case, health, status, body) => {
  expect(await ready(() => Promise.resolve(health))).toEqual([status, body])
})

it('is not ready where nothing can be told', async () => {
  expect(await ready(() => Promise.reject(new Error('gone')))).toEqual([503, { status: 'not ready' }])
})
