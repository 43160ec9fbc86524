import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Answer, Command } from '../command/unit.ts'
import type { ServedWorkspace } from './served-workspace.ts'
import { languageOf } from './send-error.ts'

/** Who sent a request, and to which workspace: put into `response.locals` by `identify`. */
export interface Caller {
  readonly workspace: ServedWorkspace
  readonly person: number
  readonly scopes?: readonly string[]
  readonly channel: 'form' | 'api'
}

export function callerOf(response: Response): Caller {
  return response.locals.caller as Caller
}

/** Runs a query as the caller. */
export function ask(request: Request, response: Response, query: string, parameters: unknown): Promise<unknown> {
  const caller = callerOf(response)
  return caller.workspace.read(query, {
    person: caller.person,
    scopes: caller.scopes,
    language: languageOf(request, response),
    arguments: parameters,
  })
}

/** Runs a command as the caller; its idempotency key is the `Idempotency-Key` header. */
export function command(
  request: Request,
  response: Response,
  name: string,
  body: unknown,
  options: { dryRun?: boolean; key?: string } = {},
): Promise<Answer> {
  const caller = callerOf(response)
  return caller.workspace.execute({
    do: name,
    key: options.dryRun ? undefined : (options.key ?? (request.get('idempotency-key') || undefined)),
    person: caller.person,
    scopes: caller.scopes,
    language: languageOf(request, response),
    channel: caller.channel,
    requestId: response.locals.requestId as string,
    body: body === undefined ? {} : body,
    dryRun: options.dryRun,
  })
}

/** A command of the server itself (sessions): no person acts. */
export function systemCommand(workspace: ServedWorkspace, name: string, body: unknown): Promise<Answer> {
  const order: Command = { do: name, person: null, language: 'zh', channel: 'installation', requestId: randomUUID(), body }
  return workspace.execute(order)
}

/** A question of the server itself (credentials, sessions): never reachable from a route as such. */
export function systemQuery(workspace: ServedWorkspace, query: string, parameters: unknown): Promise<unknown> {
  return workspace.read(query, { person: null, language: 'zh', arguments: parameters })
}
