// The floors of the house (ARCHITECTURE, section 1) as data. ESLint and dependency-cruiser are both configured from here.
// `may` names the floors that a floor may import besides itself; globs are relative to the root of the repository.

export interface Floor {
  name: string
  path: string[]
  may: string[]
}

/** A library or several, and the only places that may import them. */
export interface Home {
  library: string[]
  home: string[]
}

const language = ['value', 'error', 'expression', 'types', 'plugin', 'definition']
const core = [...language, 'plugins', 'record', 'permission', 'process', 'ledger', 'report', 'alert', 'store']
const useCases = [...core, 'query', 'command', 'host']
const engines = ['record', 'permission', 'process', 'ledger', 'report', 'alert']
const browserBase = [...language, 'plugins', 'ui']

/** An engine: pure, beside its siblings, above the language. It gets plugins only through the registry. */
const engine = (name: string): Floor => ({ name, path: [`runtime/engine/${name}/**`], may: language })

export const floors: Floor[] = [
  { name: 'value', path: ['platform/value/**'], may: ['error'] },
  { name: 'error', path: ['platform/error/**'], may: [] },
  { name: 'expression', path: ['platform/expression/**'], may: ['value', 'error'] },
  { name: 'types', path: ['platform/definition/types.ts', 'platform/definition/model.ts'], may: ['value', 'error'] },
  { name: 'plugin', path: ['platform/plugin/**'], may: ['value', 'error', 'expression', 'types'] },
  { name: 'definition', path: ['platform/definition/**'], may: language },

  {
    name: 'plugins-server',
    path: ['plugins/server.ts', 'plugins/**/server.ts', 'plugins/**/server/**', 'plugins/dialects/**', 'plugins/notices/**'],
    may: [...language, 'plugins'],
  },
  { name: 'plugins-views', path: ['plugins/views.ts', 'plugins/views/**', 'plugins/**/view.ts', 'plugins/**/*.vue'], may: browserBase },
  { name: 'plugins', path: ['plugins/**'], may: language },

  ...engines.map(engine),
  { name: 'store', path: ['runtime/store/**'], may: core },
  { name: 'query', path: ['runtime/query/**'], may: core },
  { name: 'command', path: ['runtime/command/**'], may: [...core, 'query'] },
  { name: 'host', path: ['runtime/host/**'], may: [...useCases, 'plugins-server'] },
  { name: 'jobs', path: ['runtime/jobs/**'], may: [...useCases, 'plugins-server'] },
  { name: 'server', path: ['runtime/server/**'], may: [...useCases, 'plugins-server', 'jobs'] },
  { name: 'cli', path: ['runtime/cli/**'], may: [...useCases, 'plugins-server', 'jobs', 'server'] },
  { name: 'bench', path: ['runtime/bench/**'], may: [...useCases, 'plugins-server', 'jobs', 'server', 'cli'] },

  { name: 'ui', path: ['runtime/ui/**'], may: language },
  { name: 'client', path: ['runtime/client/**'], may: [...browserBase, 'plugins-views'] },
  { name: 'designer', path: ['designer/**'], may: [...browserBase, 'plugins-views', 'client'] },
  { name: 'tools', path: ['platform/tools/**'], may: language },
]

/** Tests stand outside the floors: they may build what they need from any floor but the designer and the templates. */
export const testFiles = ['**/*.test.ts', '**/*.fixture.ts', 'runtime/e2e/**', 'runtime/store/contract/**']

/** Each library has one home that wraps it; nobody else may import it. */
export const homes: Home[] = [
  { library: ['express', 'helmet', 'express-rate-limit', 'multer'], home: ['runtime/server/**'] },
  { library: ['knex'], home: ['runtime/store/**', 'plugins/dialects/**'] },
  { library: ['better-sqlite3', 'sqlite3', 'pg'], home: ['runtime/store/**', 'plugins/dialects/**', 'runtime/bench/**'] },
  { library: ['bpmn-moddle'], home: ['platform/definition/bpmn/**'] },
  { library: ['lezer-feel'], home: ['platform/expression/**'] },
  { library: ['feelin'], home: ['runtime/bench/**'] },
  { library: ['ajv', 'ajv-formats'], home: ['platform/definition/**'] },
  { library: ['bpmn-js', 'diagram-js'], home: ['runtime/client/**', 'designer/**'] },
  {
    library: [
      'vue',
      'pinia',
      'vue-router',
      'vue-i18n',
      'element-plus',
      '@element-plus/icons-vue',
      '@formkit/vue',
      '@vueuse/core',
      'echarts',
    ],
    home: [
      'runtime/ui/**',
      'runtime/client/**',
      'designer/**',
      'plugins/views.ts',
      'plugins/views/**',
      'plugins/**/view.ts',
      'plugins/**/*.vue',
    ],
  },
]

/** Node's own modules belong to the server side; everything else runs in the browser too. */
export const nodeFloors = ['plugins-server', 'store', 'query', 'command', 'host', 'jobs', 'server', 'cli', 'bench', 'tools']

/** Node programs and configuration that lie in a pure or a browser floor. */
export const nodeFiles = ['platform/expression/conformance.ts', 'runtime/client/vite.config.ts']
