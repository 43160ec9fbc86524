import type { Run } from '../run.ts'
import { setVariables } from '../variables.ts'

/** Sets variables of the process itself; conditions are judged again afterwards. */
export function setAll(run: Run, variables: Readonly<Record<string, unknown>>): void {
  setVariables(run, 1, variables)
}
