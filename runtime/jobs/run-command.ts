import type { Answer } from '../command/unit.ts'
import type { Workspace } from '../host/workspace.ts'

/** A command of the system, sent by a job. `key` makes the repetition of a job harmless. */
export function runSystemCommand(workspace: Workspace, name: string, body: unknown, key?: string): Promise<Answer> {
  return workspace.execute({ do: name, key, person: null, language: 'zh', channel: 'job', requestId: key ?? name, body })
}
