import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import { executeCommand } from '../../host/execute-command.ts'
import type { LoadedWorkspace } from '../../host/loaded-workspace.ts'
import type { UpgradePlan } from './plan-upgrade.ts'

/** Publishes the plan as one command; its release. Errors: those of `upgrade-template`. */
export async function applyUpgrade(workspace: LoadedWorkspace, plan: UpgradePlan, base: readonly DefinitionFile[]): Promise<number> {
  const [from, to] = plan.versions
  const bare = (files: readonly DefinitionFile[]) => files.map(({ path, text }) => ({ path, text }))
  const body = { release: plan.release, files: bare(plan.files), base: bare(base), comment: `template ${from} → ${to}` }
  const answer = await executeCommand(workspace, {
    do: 'upgrade-template',
    person: null,
    language: 'en',
    channel: 'installation',
    requestId: 'upgrade',
    body,
  })
  return Number(answer.release)
}
