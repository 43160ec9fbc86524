import { localize } from '@formwork/platform/error/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { listLatestReleases } from '../../store/definitions/definitions.ts'
import type { Query, QueryContext } from '../query.ts'
import { authorizeDesign } from './authorize-design.ts'
import { nameOfPerson } from './person-name.ts'

const MOST_RELEASES = 200

/** The latest releases, newest first: who published what when. */
export const releases: Query = {
  name: 'releases',
  cost: 'point',
  async run({ reading, model, organisation, actor, language }: QueryContext): Promise<unknown> {
    authorizeDesign(authorityOf(model, organisation, actor))
    const found = await listLatestReleases(reading, MOST_RELEASES)
    const person = (id: number | null): string => localize(nameOfPerson(organisation, id), language)
    return { current: model.release, releases: found.map(({ number, at, person: id, note }) => ({ number, at, person: person(id), note })) }
  },
}
