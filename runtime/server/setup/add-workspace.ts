import { mkdir } from 'node:fs/promises'
import type { DefinitionFile, Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { createWorkspace } from '../../host/create-workspace.ts'
import type { DatabaseLocation } from '../../host/database-location.ts'
import type { LoadedWorkspace } from '../../host/loaded-workspace.ts'
import { furnishWorkspace } from '../../host/sandbox/furnish-workspace.ts'
import type { Progress } from '../../host/sandbox/run-sample.ts'
import { sandboxWorkspace } from '../../host/sandbox/sandbox-workspace.ts'
import type { WorkspaceDirectory } from '../../host/workspace-directory.ts'
import { runSystemCommand } from '../../jobs/run-command.ts'
import { runDueJobs } from '../../jobs/run-due-jobs.ts'

export interface AddedWorkspace {
  readonly name: string
  readonly files: readonly DefinitionFile[]
  readonly place: { dialect: DatabaseLocation['dialect']; location?: string }
  readonly sample?: string
  /** What the sample's texts are written in. */
  readonly language?: 'zh' | 'en'
  readonly progress?: Progress
  /** Who may sign in. */
  finish(workspace: LoadedWorkspace, model: Model): Promise<void>
}

/** Clones a template, fills it, opens it for its first people; nothing is left when any of it fails. */
export async function addWorkspace(directory: WorkspaceDirectory, registry: Registry, added: AddedWorkspace): Promise<void> {
  const now = Date.now()
  // Business data are nobody else's on a shared machine.
  await mkdir(directory.root, { recursive: true, mode: 0o700 })
  await directory.add(added.name, added.place, async ({ location }) => {
    const model = await createWorkspace({ location, registry, files: added.files, now })
    const { sample, language, progress } = added
    const furnishing = { location, registry, model, sample, language, now, settle, progress }
    await furnishWorkspace(furnishing, (workspace) => added.finish(workspace, model))
  })
}

/** What the days of a sample have left to be done; on its last day every alert is judged again, since days passed in which nothing was written. */
async function settle(workspace: LoadedWorkspace): Promise<void> {
  await runSystemCommand(sandboxWorkspace(workspace), 'refresh-alerts', {})
  await runDueJobs({ workspace })
}
