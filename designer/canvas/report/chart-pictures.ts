import type { ChartType } from './report-edits.ts'

/** A small picture of each kind of chart: paths on a grid of 40 by 28. */
export const chartPictures: Readonly<Record<ChartType, string>> = {
  bar: 'M4 26V14h6v12zM14 26V6h6v20zM24 26V10h6v16zM34 26V18h4v8z',
  'horizontal-bar': 'M2 3h30v5H2zM2 11h20v5H2zM2 19h26v5H2z',
  'stacked-bar': 'M4 26V16h8v10zM4 14V8h8v6zM16 26V12h8v14zM16 10V3h8v7zM28 26V18h8v8zM28 16v-6h8v6z',
  line: 'M2 22l9-8 8 4 9-11 10 5v3l-10-5-9 11-8-4-9 8z',
  area: 'M2 22l9-8 8 4 9-11 10 5v14H2z',
  pie: 'M20 2a12 12 0 1 0 12 12H20zM23 1v10h11A12 12 0 0 0 23 1z',
  donut: 'M20 2a12 12 0 1 0 12 12h-6a6 6 0 1 1-6-6zM23 1v6a6 6 0 0 1 5 5h6A12 12 0 0 0 23 1z',
  funnel: 'M2 2h36l-5 7H7zM9 11h22l-5 7H14zM16 20h8l-2 6h-4z',
  scatter: 'M4 20h4v4H4zM11 13h4v4h-4zM16 18h4v4h-4zM21 8h4v4h-4zM27 12h4v4h-4zM33 3h4v4h-4z',
  'dual-axis': 'M4 26V16h5v10zM14 26V12h5v14zM24 26V14h5v12zM34 26V10h4v16zM2 12l11-7 10 4L36 1v3L23 12 13 8 2 15z',
  gauge: 'M4 22a16 16 0 0 1 32 0h-5a11 11 0 0 0-22 0zM18.500 20L29 10l-7.500 12.500a2 2 0 0 1-3-2.500z',
  radar: 'M20 1l14 10-5 15H11L6 11zM20 5l-10 7.500 4 10.500h12l4-10.500zM20 9l6 4.500-2 6.500h-7l-3-6.500z',
  map: 'M31 1h6v6h-6zM3 8h6v6H3zM17 8h6v6h-6zM24 8h6v6h-6zM10 8h6v6h-6zM10 15h6v6h-6zM17 15h6v6h-6zM24 15h6v6h-6zM17 22h6v5h-6z',
  'word-cloud': 'M9 10h22v5H9zM3 4h13v3H3zM19 3h12v4H19zM2 18h15v3H2zM20 18h17v4H20zM11 24h14v3H11zM33 10h5v3h-5z',
}
