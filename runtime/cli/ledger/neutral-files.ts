import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import type { Definition } from '@formwork/platform/definition/types.ts'
import { neutralEntities } from './neutral-entities.ts'
import { goodsLedger, openLedger, roomLedger, type NeutralSettings } from './neutral-ledgers.ts'
import { neutralPostings } from './neutral-postings.ts'

/** The neutral book as a template: items, places and parties, and nothing of any trade. */
export function neutralFiles(settings: NeutralSettings): DefinitionFile[] {
  const definitions: Definition[] = [
    { kind: 'template', name: 'neutral', version: '1.0.0' },
    ...neutralEntities(settings),
    goodsLedger(settings),
    openLedger(settings),
    roomLedger(settings),
    ...neutralPostings,
  ]
  return definitions.map((definition) => ({ path: pathOf(definition), text: JSON.stringify(definition) }))
}

function pathOf({ kind, name }: Definition): string {
  if (kind === 'template') return 'template.json'
  if (kind === 'ledger') return `ledgers/${name}.json`
  return `${name}/${kind}.json`
}
