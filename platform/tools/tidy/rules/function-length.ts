import ts from 'typescript'
import { isGenerated, isTest, type Finding, type TidyRule } from '../rule.ts'

/** A function fits on a screen. */
const maximumLines = 70

function isFunction(node: ts.Node): boolean {
  return ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node)
}

export const functionLength: TidyRule = {
  name: 'function-length',
  applies: (path) => /\.(ts|mjs|js)$/.test(path) && !isTest(path) && !isGenerated(path),
  check: ({ path, text }) => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
    const findings: Finding[] = []
    const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1
    const visit = (node: ts.Node): void => {
      const lines = lineAt(node.end) - lineAt(node.getStart(source)) + 1
      if (isFunction(node) && lines > maximumLines) {
        findings.push({ line: lineAt(node.getStart(source)), message: `function of ${lines} lines, at most ${maximumLines}` })
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    return findings
  },
}
