import { parentPort, receiveMessageOnPort } from 'node:worker_threads'
import { assert } from '@formwork/platform/error/assert.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import type { Command } from '../command/unit.ts'
import { openDatabase } from './database-location.ts'
import { executeCommand } from './execute-command.ts'
import { LoadedWorkspace } from './loaded-workspace.ts'
import { packError } from './transported-error.ts'
import type { WriterReply, WriterRequest } from './writer-protocol.ts'

/** Entry of a writer thread: owns the writing connections of the workspaces pinned to it. */
const port = parentPort
assert(port !== null, 'The writer runs in a worker thread')

const registry = createServerRegistry()
const workspaces = new Map<string, Promise<LoadedWorkspace>>()
let replies: WriterReply[] = []

port.on('message', receiveAll)

/** While a group is open, commands that have arrived meanwhile join its commit. */
function receiveWaiting(): void {
  for (;;) {
    const message = receiveMessageOnPort(port!) as { message: readonly WriterRequest[] } | undefined
    if (message === undefined) return
    receiveAll(message.message)
  }
}

function receiveAll(requests: readonly WriterRequest[]): void {
  for (const request of requests) receive(request)
}

function receive(request: WriterRequest): void {
  handle(request).then(
    (answer) => reply({ id: request.id, answer: JSON.stringify(answer) }),
    (error: unknown) => reply({ id: request.id, error: packError(error) }),
  )
}

async function handle(request: WriterRequest): Promise<Record<string, unknown>> {
  if (request.do === 'open') {
    const opening = workspaces.get(request.workspace) ?? open(request)
    workspaces.set(request.workspace, opening)
    await opening.catch((error: unknown) => {
      workspaces.delete(request.workspace)
      throw error
    })
    return {}
  }
  const workspace = workspaces.get(request.workspace)
  if (workspace === undefined) throw fail('service-unavailable', { reason: `the workspace ${request.workspace} is not open` })
  if (request.do === 'execute') return executeCommand(await workspace, JSON.parse(request.command) as Command)
  workspaces.delete(request.workspace)
  await (await workspace).database.close()
  return {}
}

async function open(request: Extract<WriterRequest, { do: 'open' }>): Promise<LoadedWorkspace> {
  const database = await openDatabase(registry, request.location)
  if ('takeMore' in database) database.takeMore = receiveWaiting
  return new LoadedWorkspace(database, registry)
}

/** Answers of one commit come in one wave of microtasks, and leave as one message. */
function reply(message: WriterReply): void {
  if (replies.length === 0) queueMicrotask(flush)
  replies.push(message)
}

function flush(): void {
  port!.postMessage(replies)
  replies = []
}
