import ts from 'typescript'
import { isGenerated, isTest, type Finding, type TidyRule } from '../rule.ts'

const LETTER = '[\\u3400-\\u9fff“”「」《》（）]'
/** A mark of the Latin scripts beside a Chinese letter; a parenthesis before one. */
const MARK = new RegExp(`${LETTER}[,:;!?]|[,:;](?!//) ?${LETTER}|${LETTER}\\((?!\\))|\\([\\u3400-\\u9fff]`, 'u')
/** Formulas keep their own marks, also where they are read aloud; so do a key of the keyboard and the form of what is typed. */
const FORMULAS = /^designer\/panels\/read-aloud\.ts$/
const TYPED = / \? |纬度,经度/g

/** Texts of a program: literals and the parts of templates, without expressions, patterns and comments. */
function literalsOf(path: string, text: string): { text: string; line: number }[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  const found: { text: string; line: number }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push({ text: node.text, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1 })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const isTexts = (path: string): boolean => /(^|\/)zh(\/\w+)?\.json$/.test(path)
const textOf = (path: string, line: string): string => (isTexts(path) ? /: "(.*)"/ : /"zh": "(.*?[^\\])"/).exec(line)?.[1] ?? ''

/** Chinese sentences set Chinese marks. */
export const halfWidthMarks: TidyRule = {
  name: 'half-width-marks',
  applies: (path) =>
    /^(platform|plugins|runtime|designer)\/.*\.(ts|json)$/.test(path) && !isTest(path) && !isGenerated(path) && !FORMULAS.test(path),
  check: ({ path, text }): Finding[] => {
    if (!MARK.test(text)) return []
    const lines = path.endsWith('.ts')
      ? literalsOf(path, text)
      : text.split('\n').map((line, index) => ({ text: textOf(path, line), line: index + 1 }))
    return lines.flatMap((each) => {
      const match = MARK.exec(each.text.replace(TYPED, ' '))
      return match === null ? [] : [{ line: each.line, message: `"${match[0]}" in a Chinese sentence: use the full-width mark` }]
    })
  },
}
