import { createServerRegistry } from '@formwork/plugins/server.ts'
import { packError, type TransportedError } from '../../host/transported-error.ts'
import { WorkspaceDirectory } from '../../host/workspace-directory.ts'
import { addWorkspace } from './add-workspace.ts'
import { answerFirstRun } from './installation.ts'
import { readSetupTemplates } from './setup-choices.ts'
import type { SetupRequest } from './setup-request.ts'

/** What the process is told: where, from which templates, and what was answered. */
export interface SetupOrder {
  readonly root: string
  readonly sqliteDriver: string
  readonly templates: string
  readonly name: string
  readonly request: SetupRequest
  /** Of the page where it was answered. */
  readonly language: 'zh' | 'en'
}

export type SetupMessage =
  { readonly done: number; readonly total: number } | { readonly made: true } | { readonly error: TransportedError }

/** Entry of the process that makes one workspace, so that the server answers meanwhile; it goes when the server goes. */
process.once('message', (order: SetupOrder) => {
  make(order).then(
    () => tell({ made: true }),
    (error: unknown) => tell({ error: packError(error) }),
  )
})
process.on('disconnect', () => process.exit())

async function make({ root, sqliteDriver, templates, name, request, language }: SetupOrder): Promise<void> {
  const registry = createServerRegistry()
  const { files } = (await readSetupTemplates(templates, registry)).get(request.template)!
  let told = 0
  await addWorkspace(new WorkspaceDirectory(root, { sqliteDriver }), registry, {
    name,
    files,
    place: { dialect: 'sqlite' },
    sample: request.sample ?? undefined,
    language,
    progress: (done, total) => {
      // Some hundred messages say it all.
      if (done !== total && Date.now() - told < PATIENCE) return
      told = Date.now()
      tell({ done, total })
    },
    finish: (workspace, model) => answerFirstRun(workspace, model, request),
  })
}

/** Milliseconds between two messages. */
const PATIENCE = 200

function tell(message: SetupMessage): void {
  process.send!(message)
}
