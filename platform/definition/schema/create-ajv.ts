import { Ajv, type Options } from 'ajv'

/** Annotations of our schemas; they check nothing. */
const annotations = ['tsType', 'x-core', 'x-refers-to', 'x-expected']

/** The one way in which schemas are compiled: closed, strict about themselves, all findings at once. */
export function createAjv(options: Options = {}): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    discriminator: true,
    inlineRefs: false,
    verbose: true,
    messages: false,
    ...options,
  })
  ajv.addVocabulary(annotations)
  return ajv
}
