import { fail } from '@formwork/platform/error/index.ts'
import { Router } from 'express'
import { callerOf } from '../caller.ts'
import { identifyCaller } from '../identify.ts'
import type { EventHub } from '../live/event-hub.ts'
import { EventStream } from '../live/event-stream.ts'
import { languageOf } from '../send-error.ts'

/** Windows of one person that listen at once. */
const MOST_STREAMS = 20

/** What happens, as it happens: server-sent events, resumed with `Last-Event-ID`. */
export function eventRoutes(hub: EventHub): Router {
  const router = Router({ mergeParams: true })
  router.get('/events', async (request, response) => {
    const { workspace, person, scopes } = callerOf(response)
    if (hub.countOf(workspace, person) >= MOST_STREAMS) throw fail('too-many-requests', { seconds: 5 })
    const heard = request.get('last-event-id') ?? (typeof request.query.after === 'string' ? request.query.after : undefined)
    const after = heard === undefined || heard === '' ? undefined : heard
    // A number that no server has given is refused while there still is an answer to give.
    if (after !== undefined) await workspace.read('events', { person, scopes, language: 'zh', arguments: { after } })
    const recheck = async (): Promise<void> => void (await identifyCaller(workspace, request))
    await hub.add(new EventStream(response, { workspace, person, scopes, language: languageOf(request, response), after, recheck }))
  })
  return router
}
