interface Parameters {
  named(name: string): unknown
}

/** `{name}` is a parameter, `{'@'}` the text between the quotation marks. */
const PLACE = /\{'([^']*)'\}|\{\s*(\w+)\s*\}/g

/** A text of ours as a function of its parameters. Nothing is evaluated: texts know no plurals, no links to other texts and no markup. */
export function compileText(text: string): (parameters: Parameters) => string {
  return (parameters) =>
    text.replace(PLACE, (_place, literal: string | undefined, name: string) => literal ?? String(parameters.named(name) ?? ''))
}
