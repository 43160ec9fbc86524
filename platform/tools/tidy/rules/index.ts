import type { TidyRule } from '../rule.ts'
import { domainWords } from './domain-words.ts'
import { fileLength } from './file-length.ts'
import { fileNames } from './file-names.ts'
import { focusedTests } from './focused-tests.ts'
import { functionLength } from './function-length.ts'
import { halfWidthMarks } from './half-width-marks.ts'
import { largeFile } from './large-file.ts'
import { machineTraces } from './machine-traces.ts'
import { readmeLength } from './readme-length.ts'
import { unfinishedWork } from './unfinished-work.ts'

/** The habits of the house, one a file. */
export const tidyRules: readonly TidyRule[] = [
  domainWords,
  fileLength,
  functionLength,
  fileNames,
  focusedTests,
  halfWidthMarks,
  largeFile,
  machineTraces,
  readmeLength,
  unfinishedWork,
]
