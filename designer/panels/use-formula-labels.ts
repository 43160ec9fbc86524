import { functionCatalogue } from '@formwork/platform/expression/function-registry.ts'
import { functionsOf } from '@formwork/platform/plugin/index.ts'
import { currentLanguage } from '@formwork/runtime/client/i18n/index.ts'
import { computed } from 'vue'
import { registry } from '../workspace/registry.ts'
import { FormulaLabels } from './formula-labels.ts'
import type { FormulaName } from './formula-names.ts'
import { suggestionsFor, wordBefore, type Suggestion } from './formula-suggestions.ts'

/** What a formula can name at a place, by labels, with what may be meant by the word before the caret. */
export function useFormulaLabels(names: () => readonly FormulaName[]) {
  const functions = functionCatalogue(functionsOf(registry))
  const functionNames = functions.map(({ name }) => name)
  const labels = computed(() => new FormulaLabels(names(), functionNames))

  function suggest(text: string, caret: number): { word: string; found: Suggestion[] } {
    const word = wordBefore(text, caret)
    return { word, found: suggestionsFor(word, names(), functions, currentLanguage()) }
  }

  return { functions, labels, suggest }
}
