// Rules of dependency-cruiser, made from floors.ts.
import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser'
import { floors, homes, nodeFiles, nodeFloors, testFiles } from './floors.ts'
import { pathPattern } from './glob.ts'

const tests = pathPattern(testFiles)

/** The first floor in the list that matches a path is its floor, so each pattern leaves out those before it. */
const patternOf = (name: string): string => {
  const index = floors.findIndex((floor) => floor.name === name)
  const before = floors.slice(0, index)
  return pathPattern(
    floors[index]!.path,
    before.flatMap((floor) => floor.path),
  )
}

const floorRules: IForbiddenRuleType[] = floors.map((floor) => ({
  name: `floor-${floor.name}`,
  comment: `${floor.name} may import: ${floor.may.join(', ') || 'nothing else'} (ARCHITECTURE, section 1).`,
  severity: 'error',
  from: { path: patternOf(floor.name), pathNot: tests },
  to: { path: '^(platform|runtime|designer|plugins|templates)/', pathNot: ['node_modules/', ...[floor.name, ...floor.may].map(patternOf)] },
}))

const homeRules: IForbiddenRuleType[] = homes.map(({ library, home }) => ({
  name: `home-${library[0]}`,
  comment: `${library.join(', ')}: imported only in ${home.join(', ')}.`,
  severity: 'error',
  from: {
    path: '^(platform|runtime|designer|plugins)/',
    pathNot: [pathPattern([...home, 'platform/tools/**', '**/vite.config.ts']), tests],
  },
  to: { path: `^node_modules/(?:@types/)?(?:${library.join('|')})/|/node_modules/(?:${library.join('|')})/` },
}))

const generalRules: IForbiddenRuleType[] = [
  {
    name: 'no-circles',
    comment: 'No circular imports, types included: a circle means that two files are one concept, or that a third is missing.',
    severity: 'error',
    from: { pathNot: 'node_modules' },
    to: { circular: true },
  },
  {
    name: 'nothing-imports-the-book',
    comment: 'Templates are loaded by path; the designer stands on top.',
    severity: 'error',
    from: { pathNot: '^(designer|templates)/' },
    to: { path: '^(designer|templates)/' },
  },
  {
    name: 'no-test-in-code',
    comment: 'Tests and fixtures are not part of the program.',
    severity: 'error',
    from: { pathNot: tests },
    to: { path: tests },
  },
  {
    name: 'no-tools-in-code',
    severity: 'error',
    from: { pathNot: [tests, '^platform/tools/'] },
    to: { path: '^platform/tools/' },
  },
  {
    name: 'node-on-the-server-side',
    comment: 'What runs in the browser too cannot use Node.',
    severity: 'error',
    from: {
      path: floors.filter((floor) => !nodeFloors.includes(floor.name)).map((floor) => patternOf(floor.name)),
      pathNot: [tests, pathPattern(nodeFiles)],
    },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'resolvable',
    severity: 'error',
    from: { pathNot: 'node_modules' },
    to: { couldNotResolve: true, pathNot: '^(sqlite3|virtual:.*)$' },
  },
]

export const cruiserRules: IConfiguration = {
  forbidden: [...floorRules, ...homeRules, ...generalRules],
  options: {
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.build/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
}
