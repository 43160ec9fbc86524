import type { ChartType } from './report-edits.ts'

/** A small picture of each kind of chart: paths on a grid of 40 by 28. */
export const chartPictures: Readonly<Partial<Record<ChartType, string>>> = {
  bar: 'M4 26V14h6v12zM14 26V6h6v20zM24 26V10h6v16zM34 26V18h4v8z',
  'horizontal-bar': 'M2 3h30v5H2zM2 11h20v5H2zM2 19h26v5H2z',
  'stacked-bar': 'M4 26V16h8v10zM4 14V8h8v6zM16 26V12h8v14zM16 10V3h8v7zM28 26V18h8v8zM28 16v-6h8v6z',
  line: 'M2 22l9-8 8 4 9-11 10 5v3l-10-5-9 11-8-4-9 8z',
  area: 'M2 22l9-8 8 4 9-11 10 5v14H2z',
  pie: 'M20 2a12 12 0 1 0 12 12H20zM23 1v10h11A12 12 0 0 0 23 1z',
  donut: 'M20 2a12 12 0 1 0 12 12h-6a6 6 0 1 1-6-6zM23 1v6a6 6 0 0 1 5 5h6A12 12 0 0 0 23 1z',
  funnel: 'M2 2h36l-5 7H7zM9 11h22l-5 7H14zM16 20h8l-2 6h-4z',
}
