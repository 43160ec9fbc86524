import type { Query } from '../query.ts'
import { designPeople } from './design-people.ts'
import { formPreview } from './form-preview.ts'
import { designersPresent } from './designers-present.ts'
import { definitionProblems } from './definition-problems.ts'
import { mayLookAs } from './may-look-as.ts'
import { printPreview } from './print-preview.ts'
import { printTestPage } from './print-test-page.ts'
import { publishPreview } from './publish-preview.ts'
import { reportPreview } from './report-preview.ts'
import { releaseDiff } from './release-diff.ts'
import { releases } from './releases.ts'
import { rightsImpact } from './rights-impact.ts'
import { trialSeed } from './trial-seed.ts'
import { whereUsed } from './where-used.ts'
import { workingCopy } from './working-copy.ts'

/** What designers read. */
export const designQueries: readonly Query[] = [
  workingCopy,
  definitionProblems,
  publishPreview,
  releases,
  releaseDiff,
  whereUsed,
  designPeople,
  designersPresent,
  reportPreview,
  printPreview,
  printTestPage,
  rightsImpact,
  mayLookAs,
  trialSeed,
  formPreview,
]
