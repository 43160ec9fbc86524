import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fail } from '@formwork/platform/error/index.ts'
import express from 'express'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendError } from './send-error.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
let server: Server
let url: string

beforeAll(async () => {
  const app = express()
  app.use((_request, response, next) => {
    response.locals.requestId = 'r-17'
    next()
  })
  app.get('/broken', () => {
    throw new Error('secret of the house')
  })
  app.get('/closed', () => {
    throw fail('bad-request', { reason: '<b>no</b>' })
  })
  app.use((_request, _response, next) => next(fail('not-found')))
  app.use(sendError(pino({ level: 'silent' })))
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const read = async (
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; kind: string; text: string; policy: string }> => {
  const response = await fetch(url + path, { headers })
  const { status } = response
  const kind = response.headers.get('content-type') ?? ''
  return { status, kind, text: await response.text(), policy: response.headers.get('content-security-policy') ?? '' }
}

describe('an address that leads nowhere', () => {
  it.each([
    ['zh-CN', '找不到这个页面', '回到首页'],
    ['en-US', 'There is no such page', 'To the home page'],
  ])('is a page in words in a browser: %s', async (language, title, way) => {
    const { status, kind, text, policy } = await read('/nowhere', { ...BROWSER, 'accept-language': language })
    expect([status, kind]).toEqual([404, 'text/html; charset=utf-8'])
    expect(text).toContain(`<h1>${title}</h1>`)
    expect(text).toContain(`<a href="/">${way}</a>`)
    expect(policy).not.toContain('unsafe-inline')
  })

  it('leads back into the workspace that it named', async () => {
    expect((await read('/w/main/api/gone', BROWSER)).text).toContain('<a href="/w/main/">')
  })

  it.each<Record<string, string>>([{}, { accept: '*/*' }, { accept: 'application/json' }, { accept: 'application/json, text/plain, */*' }])(
    'is JSON for a program: %j',
    async (headers) => {
      const { status, text } = await read('/nowhere', headers)
      expect([status, JSON.parse(text)]).toMatchObject([404, { code: 'not-found', requestId: 'r-17' }])
    },
  )
})

describe('a failure of the server', () => {
  it('is told in words with its number, and nothing of what is inside', async () => {
    const { status, text } = await read('/broken', BROWSER)
    expect(status).toBe(500)
    expect(text).toContain('服务器出错了')
    expect(text).toContain('r-17')
    expect(text).not.toContain('secret')
  })

  it('writes what was sent as text, never as markup', async () => {
    const { status, text } = await read('/closed', BROWSER)
    expect([status, text.includes('<b>no'), text.includes('&#60;b&#62;no')]).toEqual([400, false, true])
  })
})
