import { authorityOf } from '../../engine/permission/authority.ts'
import { listDesignerWindows } from '../../store/definitions/designer-windows.ts'
import type { Query, QueryContext } from '../query.ts'
import { authorizeDesign } from './authorize-design.ts'

/** Milliseconds after which an open window is noted again, though nothing of it has changed. */
const NOTED_AGAIN_AFTER = 20_000
/** Milliseconds after which a window of which nothing is heard is taken for closed: some greetings may be late. */
export const GONE_AFTER = NOTED_AGAIN_AFTER + 25_000
/** Windows noted in a workspace; more than people design at once. */
const MOST = 200

/**
 * Who else has the designer open, and which file; and whether the asking window is to be noted: it is new, shows another
 * file, or was noted long ago. Errors: `not-permitted`.
 */
export const designersPresent: Query = {
  name: 'designers-present',
  cost: 'point',
  async run({ model, organisation, actor, reading, now }: QueryContext, asked: { window: string; path?: string }): Promise<unknown> {
    authorizeDesign(authorityOf(model, organisation, actor))
    const windows = await listDesignerWindows(reading, now - GONE_AFTER)
    const own = windows.find(({ person, window }) => person === actor.person && window === asked.window)
    const others = windows.filter((window) => window !== own)
    const isKnown = own !== undefined && own.path === (asked.path ?? null) && now - own.at < NOTED_AGAIN_AFTER
    return {
      others: others.map(({ person, path }) => ({ name: organisation.people.get(person)?.name ?? '', path })),
      isToNote: !isKnown && (own !== undefined || others.length < MOST),
    }
  },
}
