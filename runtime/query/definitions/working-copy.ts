import { localize } from '@formwork/platform/error/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { listLatestReleases } from '../../store/definitions/definitions.ts'
import { layOver, readWorkingFiles, readWorkingRevision, type WorkingFile } from '../../store/definitions/working-copy.ts'
import type { Query, QueryContext } from '../query.ts'
import { authorizeDesign } from './authorize-design.ts'
import { nameOfPerson } from './person-name.ts'

/** Every definition file as it would be published, and what of it is not published yet, by whom. */
export const workingCopy: Query = {
  name: 'working-copy',
  cost: 'point',
  async run(context: QueryContext): Promise<unknown> {
    const { reading, model } = context
    authorizeDesign(authorityOf(model, context.organisation, context.actor))
    const working = await readWorkingFiles(reading)
    const released = new Map(model.files.map((file) => [file.path, file.text]))
    const [release] = await listLatestReleases(reading, 1)
    return {
      release: model.release,
      releasedAt: release?.at ?? null,
      releasedBy: release === undefined ? null : who(context, release.person),
      revision: await readWorkingRevision(reading),
      files: layOver(model.files, working).map(({ path, text }) => ({ path, text })),
      changes: working.map((file) => describeChange(context, file, released.get(file.path) ?? null)),
    }
  },
}

/** `base` is the released text as it is now; `isStale`: it is no longer the one that the change began with. */
function describeChange(context: QueryContext, file: WorkingFile, released: string | null): Record<string, unknown> {
  const { path, revision, at } = file
  return {
    path,
    revision,
    at,
    person: who(context, file.person),
    isRemoved: file.text === null,
    base: released,
    isStale: file.base !== released,
  }
}

function who({ organisation, language }: QueryContext, person: number | null): string {
  return localize(nameOfPerson(organisation, person), language)
}
