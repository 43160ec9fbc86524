import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, it } from 'vitest'
import type { ServedWorkspace } from '../served-workspace.ts'
import { EventStream } from './event-stream.ts'

const LOOKS = 200
const EVENTS_A_LOOK = 100
const EVENT_TEXT = 'x'.repeat(4_000)
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

it('keeps no more for a listener who does not read than one look, and tells him all when he does', async () => {
  let looks = 0
  const read = (): Promise<unknown> => {
    if (looks >= LOOKS) return Promise.resolve({ mark: `${looks}.0.1`, events: [] })
    looks++
    const events = Array.from({ length: EVENTS_A_LOOK }, (_, index) => ({ type: 'record', id: `${looks}-${index}`, text: EVENT_TEXT }))
    return Promise.resolve({ mark: `${looks}.0.1`, more: looks < LOOKS, events })
  }
  const app = express()
  app.get('/events', (_request, response) => {
    const options = { person: 1, language: 'zh' as const, after: '0.0.1', recheck: () => Promise.resolve() }
    void new EventStream(response, { ...options, workspace: { name: 'one', read } as unknown as ServedWorkspace }).tell()
  })
  const server = createServer(app).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const response = await new Promise<IncomingMessage>((resolve) => get({ port, path: '/events' }, resolve))
  response.pause()
  await wait(300)
  const before = looks
  await wait(300)
  expect(looks).toBe(before)
  expect(looks).toBeLessThan(LOOKS)

  let heard = 0
  response.setEncoding('utf8')
  response.on('data', (text: string) => (heard += text.split('event: record').length - 1))
  response.resume()
  for (let tries = 0; tries < 500 && heard < LOOKS * EVENTS_A_LOOK * 0.99; tries++) await wait(20)
  expect(looks).toBe(LOOKS)
  response.destroy()
  await new Promise((resolve) => server.close(resolve))
}, 30_000)
