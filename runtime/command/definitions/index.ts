import type { UseCase } from '../unit.ts'
import { discardDefinitions } from './discard-definitions.ts'
import { lookAs } from './look-as.ts'
import { noteDesigner } from './note-designer.ts'
import { previewFormula } from './preview-formula.ts'
import { previewPosting } from './preview-posting.ts'
import { publish } from './publish.ts'
import { restoreRelease } from './restore-release.ts'
import { saveDefinitions } from './save-definitions.ts'
import { upgradeTemplate } from './upgrade-template.ts'

/** Changing the definitions of a workspace. */
export const designUseCases: readonly UseCase[] = [
  saveDefinitions,
  discardDefinitions,
  publish,
  restoreRelease,
  upgradeTemplate,
  previewPosting,
  previewFormula,
  lookAs,
  noteDesigner,
]
