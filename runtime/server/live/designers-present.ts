import type { Request, Response } from 'express'
import { ask, callerOf, systemCommand } from '../caller.ts'

export interface PresenceBody {
  /** One open window of a designer; a person may have several. */
  readonly window: string
  /** The file that is open in it. */
  readonly path?: string
  /** The window is being closed. */
  readonly leaves?: boolean
}

/**
 * Notes that a designer is here and tells who else is, by name and file, at whichever server of the workspace. Greetings come
 * every few seconds and are written only where they say something new. Errors: `not-permitted`.
 */
export async function meetDesigners(request: Request, response: Response, body: PresenceBody): Promise<unknown> {
  const { workspace, person } = callerOf(response)
  const { window, path } = body
  const { others, isToNote } = (await ask(request, response, 'designers-present', { window, path })) as Met
  if (isToNote || body.leaves === true) await systemCommand(workspace, 'note-designer', { ...body, person })
  return { others }
}

interface Met {
  readonly others: readonly { readonly name: string; readonly path: string | null }[]
  readonly isToNote: boolean
}
