import { bindings, createInput, plugin } from '@formkit/vue'
import type { FormKitNode } from '@formkit/core'
import { getCurrentInstance, markRaw } from 'vue'
import FieldInput from './field-input.vue'
import LinesInput from './lines-input.vue'

const inputs = {
  field: createInput(markRaw(FieldInput), { props: ['field', 'title', 'invalid'] }),
  lines: createInput(markRaw(LinesInput), { props: ['field', 'invalid'] }),
}

/** Our two inputs: a header field of any type, and the lines. Nothing of FormKit's own inputs, rules and themes is loaded. */
function inputLibrary(node: FormKitNode): void {
  const definition = inputs[node.props.type as keyof typeof inputs]
  if (definition !== undefined) node.define(definition)
}

const installed = new WeakSet<object>()

/** Gives the running application FormKit, when the first form is opened. */
export function useFormKit(): void {
  const application = getCurrentInstance()?.appContext.app
  if (application === undefined || installed.has(application)) return
  installed.add(application)
  application.use(plugin, { plugins: [inputLibrary, bindings], config: { delay: 0, validationVisibility: 'submit' } })
}
