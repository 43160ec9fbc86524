import { join } from 'node:path'
import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { readTemplateFolder } from '../host/read-template-folder.ts'
import { samplesOf } from '../host/sandbox/run-sample.ts'
import type { WorkspaceDirectory } from '../host/workspace-directory.ts'
import { addWorkspace } from '../server/setup/add-workspace.ts'
import { openDemo } from '../server/setup/installation.ts'

export const DEMO_WORKSPACE = 'demo'

/** The template that comes with the product, loaded by its path like any other. */
const TEMPLATE_FOLDER = join(import.meta.dirname, '../../templates/jxc')
/** The sample that shows most, by convention. */
const DEMO_SAMPLE = 'wholesale'

/** Makes the demo workspace when it is absent, with the sample that is named or the usual one; `true` when it was made now. */
export async function ensureDemoWorkspace(directory: WorkspaceDirectory, registry: Registry, sample?: string): Promise<boolean> {
  if ((await directory.find(DEMO_WORKSPACE)) !== undefined) return false
  const files = await readTemplateFolder(TEMPLATE_FOLDER)
  await addWorkspace(directory, registry, {
    name: DEMO_WORKSPACE,
    files,
    place: { dialect: 'sqlite' },
    sample: sample ?? chooseSample(files, registry),
    finish: openDemo,
  })
  return true
}

function chooseSample(files: readonly DefinitionFile[], registry: Registry): string | undefined {
  const { model } = loadDefinitions(files, registry)
  const samples = model === undefined ? [] : samplesOf(model)
  return (samples.find((sample) => sample.name === DEMO_SAMPLE) ?? samples[0])?.name
}
