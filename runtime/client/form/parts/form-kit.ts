import { bindings, createInput, plugin } from '@formkit/vue'
import type { FormNode } from './form-kit-types.ts'
import { getCurrentInstance, markRaw } from 'vue'
import FieldInput from './field-input.vue'
import LinesInput from './lines-input.vue'

const inputs = {
  /** Holds the values of its inputs; draws nothing itself. */
  group: { type: 'group' as const, schema: [{ $el: null, children: '$slots.default' }] },
  field: createInput(markRaw(FieldInput), { props: ['field', 'title', 'invalid'] }),
  lines: createInput(markRaw(LinesInput), { props: ['field', 'invalid'] }),
}

/** Our inputs: a header field of any type, and the lines, in a group. Nothing of FormKit's own inputs, rules and themes is loaded. */
function inputLibrary(node: FormNode): void {
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
