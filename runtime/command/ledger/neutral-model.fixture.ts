import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { neutralFiles } from '../../cli/ledger/neutral-files.ts'
import type { NeutralSettings } from '../../cli/ledger/neutral-ledgers.ts'

/** The neutral book, read and checked like any template. */
export function neutralModel(settings: NeutralSettings, registry: Registry): Model {
  const { model, problems } = loadDefinitions(neutralFiles(settings), registry, { release: 1 })
  if (model === undefined) throw new Error(JSON.stringify(problems.filter(({ severity }) => severity === 'error').slice(0, 5), null, 1))
  return model
}
