import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { NeutralSettings } from './neutral-ledgers.ts'

/** Items, places, parties, and one document a kind of step. */
export function neutralEntities(settings: NeutralSettings): EntityDefinition[] {
  const quantity: FieldDefinition = { name: 'quantity', label: 'Quantity', type: 'number', scale: settings.quantityScale }
  const value: FieldDefinition = { name: 'value', label: 'Value', type: 'money', scale: settings.valueScale }
  const estimate: FieldDefinition = { name: 'estimate', label: 'Estimate', type: 'number', scale: 6 }
  const item: FieldDefinition = { name: 'article', label: 'Item', type: 'reference', entity: 'item' }
  const batch: FieldDefinition = { name: 'batch', label: 'Batch', type: 'text' }
  const expiry: FieldDefinition = { name: 'expiry', label: 'Expiry', type: 'date' }
  const source: FieldDefinition = { name: 'source', label: 'Source', type: 'text' }
  const weight: FieldDefinition = { name: 'weight', label: 'Weight', type: 'number', scale: 6 }
  const place: FieldDefinition = { name: 'place', label: 'Place', type: 'reference', entity: 'place' }
  const target: FieldDefinition = { name: 'target', label: 'To', type: 'reference', entity: 'place' }
  const party: FieldDefinition = { name: 'party', label: 'Party', type: 'reference', entity: 'party' }
  const other: FieldDefinition = { name: 'other', label: 'Other party', type: 'reference', entity: 'party' }
  const amount: FieldDefinition = { name: 'amount', label: 'Amount', type: 'money', scale: settings.valueScale }
  const credit: FieldDefinition = { name: 'credit', label: 'Credit', type: 'money', scale: settings.valueScale }
  const due: FieldDefinition = { name: 'due', label: 'Due', type: 'date' }
  const order: FieldDefinition = { name: 'order', label: 'Order', type: 'text' }
  const rest: FieldDefinition = { name: 'rest', label: 'Rest', type: 'text' }
  const number: FieldDefinition = { name: 'number', label: 'Number', type: 'number', scale: 0 }
  const currency: FieldDefinition = { name: 'currency', label: 'Currency', type: 'text' }
  const rate: FieldDefinition = { name: 'rate', label: 'Rate of exchange', type: 'number', scale: 8 }
  const base: FieldDefinition = { name: 'base', label: 'Amount in the base currency', type: 'money', scale: settings.valueScale }
  const limited: FieldDefinition = { name: 'limited', label: 'Under a limit', type: 'number', scale: 0 }
  const side: FieldDefinition = { name: 'side', label: 'Side', type: 'text' }
  const lines = [item, batch, expiry, quantity, value, estimate, source, weight]
  return [
    master('item', 'Item'),
    master('place', 'Place'),
    master('party', 'Party'),
    document('receive', 'Receive', [party, place, side, amount, due, limited], lines),
    document('issue', 'Issue', [party, place, side, amount, due, limited], lines),
    document('transfer', 'Transfer', [place, target], lines),
    document('send', 'Send', [place], lines),
    document('arrive', 'Arrive', [place], lines),
    document('return-in', 'Return in', [party, place], lines),
    document('return-out', 'Return out', [party, place], lines),
    document('count', 'Count', [place], lines),
    document('revalue', 'Revalue', [place], lines),
    document('revise', 'Revise a receipt', [party], lines),
    document('land', 'Landed cost', [party, amount], lines),
    document('assemble', 'Assemble', [place, amount], lines, [item, batch, quantity, estimate, weight]),
    document('standard', 'Standard', [], lines),
    document('owe', 'Open items', [party, side, currency, base, limited], [number, amount, base, due]),
    document(
      'settle',
      'Settle',
      [party, other, side, currency, rate, amount, credit, order, rest, base, limited, due],
      [source, number, amount],
    ),
    document('rate', 'Rate of exchange', [], [party, side, currency, source, number, value]),
    document('limit', 'Limit', [party, amount], [number]),
  ]
}

function master(name: string, label: string): EntityDefinition {
  return { kind: 'entity', name, label, nature: 'master', fields: [{ name: 'name', label: 'Name', type: 'text', required: true }] }
}

function document(
  name: string,
  label: string,
  header: FieldDefinition[],
  lines: FieldDefinition[],
  outputs?: FieldDefinition[],
): EntityDefinition {
  const when: FieldDefinition = { name: 'date', label: 'Date', type: 'date-time', required: true }
  const tables: FieldDefinition[] = [{ name: 'lines', label: 'Lines', type: 'lines', fields: lines }]
  if (outputs !== undefined) tables.push({ name: 'outputs', label: 'Outputs', type: 'lines', fields: outputs })
  return { kind: 'entity', name, label, nature: 'document', fields: [when, ...header, ...tables] }
}
