import type { RouteLocationRaw } from 'vue-router'
import { api, type AlertRow } from '../api/index.ts'

/** Does what the rule offers; gives the page to go to, or undefined when it was done on the spot. */
export async function actOn({ action, entity, record }: AlertRow, key: string): Promise<RouteLocationRaw | undefined> {
  if (action === null) return undefined
  const { parameters } = action
  if (action.report !== undefined) return { name: 'report', params: { report: action.report }, query: textsOf(parameters) }
  if (action.page !== undefined) return action.page
  if (action.batch !== undefined) {
    await api.command('start-batch', { batch: action.batch, parameters }, key)
    return undefined
  }
  if (action.conversion !== undefined && record !== null) {
    const made = await api.command<{ id: string; entity?: string }>(
      'convert',
      { conversion: action.conversion, sources: [{ id: record.id }] },
      key,
    )
    return made.entity === undefined ? undefined : { name: 'record', params: { entity: made.entity, id: made.id } }
  }
  if (action.command !== undefined) {
    await api.command(action.command, parameters, key)
    return undefined
  }
  if (action.entity === undefined) return undefined
  if (action.entity === entity && record !== null) return { name: 'record', params: { entity, id: record.id } }
  return { name: 'new-record', params: { entity: action.entity }, query: { with: JSON.stringify(parameters) } }
}

function textsOf(parameters: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, String(value)]),
  )
}
