import type { DescribedRoute } from './described-route.ts'

/** Services beside records: settings, modules, alerts, notices, comments, files. */
export const describedServices: readonly DescribedRoute[] = [
  {
    method: 'get',
    path: '/settings',
    summary: {
      zh: '系统设置:分组、字段、当前值(用 save-settings 修改)',
      en: 'Settings in groups with what they hold (changed by save-settings)',
    },
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/modules',
    summary: { zh: '模块状态与可选方案', en: 'Modules with their state, and the profiles to choose from' },
    answer: { type: 'object' },
  },
]
