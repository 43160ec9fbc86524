import type { Request, Response } from 'express'
import { ask, callerOf } from '../caller.ts'
import type { ServedWorkspace } from '../served-workspace.ts'

export interface PresenceBody {
  /** One open window of a designer; a person may have several. */
  readonly window: string
  /** The file that is open in it. */
  readonly path?: string
  /** The window is being closed. */
  readonly leaves?: boolean
}

interface Present {
  readonly person: number
  readonly path: string | null
  readonly at: number
}

/** Milliseconds after which a window that said nothing is taken for closed. */
const GONE_AFTER = 25_000
/** Windows remembered in a workspace; more than people design at once. */
const MOST = 200
const rooms = new WeakMap<ServedWorkspace, Map<string, Present>>()

/**
 * Notes that a designer is here and tells who else is, by name and file. Kept in memory by each server: nothing depends on
 * it, saving tells for certain who was faster. Errors: `not-permitted`.
 */
export async function meetDesigners(request: Request, response: Response, { window, path, leaves }: PresenceBody): Promise<unknown> {
  const { workspace, person } = callerOf(response)
  const { people } = (await ask(request, response, 'design-people', {})) as { people: { id: string; name: string }[] }
  const room = rooms.get(workspace) ?? new Map<string, Present>()
  rooms.set(workspace, room)
  const now = Date.now()
  for (const [key, present] of room) if (now - present.at > GONE_AFTER) room.delete(key)
  const own = `${person}:${window}`
  if (leaves === true) room.delete(own)
  else if (room.has(own) || room.size < MOST) room.set(own, { person, path: path ?? null, at: now })
  const names = new Map(people.map(({ id, name }) => [Number(id), name]))
  const others = [...room].filter(([key]) => key !== own)
  return { others: others.map(([, present]) => ({ name: names.get(present.person) ?? '', path: present.path })) }
}
