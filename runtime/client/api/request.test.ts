import { afterEach, expect, it, vi } from 'vitest'
import { ApiError } from './api-error.ts'
import { request, requestContext } from './request.ts'

const answers = (...statuses: number[]) => {
  const asked = vi.fn(() =>
    Promise.resolve(new Response(JSON.stringify({ code: 'x', message: 'x', rows: [1] }), { status: statuses.shift() ?? 200 })),
  )
  vi.stubGlobal('fetch', asked)
  return asked
}
afterEach(() => {
  vi.unstubAllGlobals()
  requestContext.onSignedOut = () => undefined
})

it('reads again as soon as somebody has signed in over the page', async () => {
  const asked = answers(401, 200)
  const isBack = Promise.withResolvers<void>()
  const onSignedOut = vi.fn(() => isBack.promise)
  requestContext.onSignedOut = onSignedOut
  const answer = request<{ rows: number[] }>('GET', 'records/note')
  await vi.waitFor(() => expect(onSignedOut).toHaveBeenCalledTimes(1))
  isBack.resolve()
  expect((await answer).rows).toEqual([1])
  expect(asked).toHaveBeenCalledTimes(2)
})

it('never repeats by itself what changes something', async () => {
  const asked = answers(401, 200)
  requestContext.onSignedOut = () => Promise.resolve()
  await expect(request('POST', 'commands/save', { body: {} })).rejects.toBeInstanceOf(ApiError)
  expect(asked).toHaveBeenCalledTimes(1)
})

it('fails where nobody was signed in, and where the session itself is asked', async () => {
  answers(401, 401)
  await expect(request('GET', 'records/note')).rejects.toMatchObject({ status: 401 })
  requestContext.onSignedOut = () => Promise.resolve()
  await expect(request('GET', 'session')).rejects.toMatchObject({ status: 401 })
})
