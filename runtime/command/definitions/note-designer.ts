import { GONE_AFTER } from '../../query/definitions/designers-present.ts'
import { putDesignerWindow, removeDesignerWindow, removeOldDesignerWindows } from '../../store/definitions/designer-windows.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

interface NoteBody {
  person: number
  window: string
  path?: string
  /** The window is being closed. */
  leaves?: boolean
}

/** Notes that a window of a designer is open, or no longer. The server asks it after the person's right to design was looked at. */
export const noteDesigner: UseCase = {
  name: 'note-designer',
  internal: true,
  help: { zh: '记下谁打开着设计器', en: 'Notes who has the designer open' },
  request: {
    ...objectSchema(
      {
        person: { type: 'integer', minimum: 1 },
        window: { type: 'string', maxLength: 40 },
        path: { type: 'string', maxLength: 200 },
        leaves: { type: 'boolean' },
      },
      ['person', 'window'],
    ),
  },
  async run({ transaction, now }: Unit, { person, window, path, leaves }: NoteBody) {
    await removeOldDesignerWindows(transaction, now - GONE_AFTER)
    if (leaves === true) await removeDesignerWindow(transaction, person, window)
    else await putDesignerWindow(transaction, { person, window, path: path ?? null, at: now })
    return {}
  },
}
