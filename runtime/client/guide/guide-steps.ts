import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { GuideData } from '../api/index.ts'

export type GuideStep = GuideData['steps'][number]
/** A step with the page on which it plays. */
export type PlayedStep = GuideStep & { readonly page: string }

/** What the reader may see and do, as the definitions that he was given say. */
export interface Offered {
  readonly entities: ReadonlyMap<string, { readonly fields: readonly FieldDefinition[] }>
  readonly lists: ReadonlyMap<string, unknown>
  readonly reports: ReadonlyMap<string, unknown>
  readonly dashboards: ReadonlyMap<string, unknown>
  mayDo(entity: string, operation: string): boolean
}

/** Whether a page is there for this reader. */
export function mayOpen(page: string, offered: Offered): boolean {
  const [kind, name = ''] = page.split('/')
  if (kind === 'record') return offered.entities.has(name) && offered.mayDo(name, 'create')
  const pages = { list: offered.lists, report: offered.reports, dashboard: offered.dashboards }[kind ?? '']
  return pages === undefined || pages.has(name)
}

/** A guide that fills something in shows how a thing is done; the others lead from page to page. */
export const showsHow = ({ steps }: Pick<GuideData, 'steps'>): boolean => steps.some(({ type }) => type !== undefined)

/** The steps that this reader can follow: a page that he may not open and a field that is not there for him are left out. */
export function playedSteps({ steps }: Pick<GuideData, 'steps'>, offered: Offered): PlayedStep[] {
  let page = ''
  return steps.flatMap((step) => {
    page = step.page ?? page
    return mayOpen(page, offered) && hasElement(step, page, offered) ? [{ ...step, page }] : []
  })
}

function hasElement({ element }: GuideStep, page: string, { entities }: Offered): boolean {
  if (element === undefined) return true
  const [first, second] = element.split('.')
  const top = entities.get(page.split('/')[1] ?? '')?.fields.find(({ name }) => name === first)
  return second === undefined ? top !== undefined : top?.fields?.some(({ name }) => name === second) === true
}
