import { createHmac, timingSafeEqual } from 'node:crypto'
import { fail } from '@formwork/platform/error/index.ts'
import { raw, Router } from 'express'
import { systemQuery } from '../caller.ts'
import { readPlainJson } from '../plain-json.ts'
import type { ServedWorkspace } from '../served-workspace.ts'

/** A call is taken this long before and after its timestamp. */
const WINDOW_SECONDS = 300
const MAXIMUM_BYTES = 1_048_576

/**
 * Calls from outside set off automations with `webhook: true`. Nobody is signed in: HMAC-SHA256 of `timestamp.delivery.body` with the
 * secret kept under the automation's name is the door; a delivery is done once, and a call that was overheard cannot be sent as another one.
 */
export const hookRoutes = Router({ mergeParams: true })

hookRoutes.post('/hooks/:name', raw({ type: () => true, limit: MAXIMUM_BYTES, inflate: false }), async (request, response) => {
  const workspace = response.locals.workspace as ServedWorkspace
  const name = String(request.params.name)
  const found = (await systemQuery(workspace, 'webhook-secret', { name })) as {
    channel: string
    secret: string | null
    disabled: boolean
  } | null
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const timestamp = request.get('x-formwork-timestamp') ?? ''
  const delivery = request.get('x-formwork-delivery') ?? ''
  const secret = found !== null && found.channel === 'incoming' && !found.disabled ? found.secret : null
  // The same answer whether the name, the secret or the signature is wrong.
  const isSent = isSigned(secret, { timestamp, delivery, body: bytes }, request.get('x-formwork-signature') ?? '')
  if (!isSent || !/^[\w-]{1,100}$/.test(delivery)) {
    throw fail('key-refused')
  }
  const body = bytes.length === 0 ? null : readPlainJson(bytes.toString('utf8'))
  const key = `hook/${name}/${delivery}`
  const answer = await workspace.execute({
    do: 'run-automation',
    key,
    person: null,
    language: 'zh',
    channel: 'api',
    requestId: response.locals.requestId as string,
    body: { automation: name, cause: 'hook', body },
  })
  response.json({ made: answer.made ?? [] })
})

interface Call {
  readonly timestamp: string
  readonly delivery: string
  readonly body: Buffer
}

function isSigned(secret: string | null, { timestamp, delivery, body }: Call, signature: string): boolean {
  const isRecent = /^\d{1,12}$/.test(timestamp) && Math.abs(Date.now() / 1000 - Number(timestamp)) <= WINDOW_SECONDS
  const expected = createHmac('sha256', secret ?? 'nobody')
    .update(`${timestamp}.${delivery}.`)
    .update(body)
    .digest()
  const given = Buffer.from(/^sha256=([0-9a-f]{64})$/.exec(signature)?.[1] ?? '', 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected) && isRecent && secret !== null
}
