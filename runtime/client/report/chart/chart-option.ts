import type { EChartsCoreOption } from 'echarts/core'
import type { ChartDefinition, ChartFigures } from './chart-figures.ts'
import { trendOf } from './trend-of.ts'

export interface ChartLook {
  readonly colours: readonly string[]
  readonly ink: string
  readonly secondary: string
  readonly hairline: string
  readonly font: string
  readonly language: 'zh' | 'en'
  /** What the line of direction is called. */
  readonly trend: string
}

const TEN_THOUSAND = 10_000
const HUNDRED_MILLION = 100_000_000
const MOST_LABEL = 10
/** More names than this stand side by side only when they lean. */
const MOST_UPRIGHT = 8
const LEANING = 36

/** What ECharts draws: built by us from figures, never from a definition. */
export function chartOption(type: ChartDefinition['type'], figures: ChartFigures, look: ChartLook): EChartsCoreOption {
  return {
    color: [...look.colours],
    textStyle: { fontFamily: look.font, color: look.ink },
    aria: { enabled: true },
    animationDuration: 240,
    // Drawn, not written as HTML: the page's own policy takes inline styles away.
    tooltip: {
      renderMode: 'richText',
      trigger: isRound(type) ? 'item' : 'axis',
      valueFormatter: (value: unknown) => exact(value, figures),
      confine: true,
    },
    ...bodyOf(type, figures, look),
  }
}

const isRound = (type: ChartDefinition['type']): boolean => ['pie', 'donut', 'funnel', 'gauge', 'radar', 'scatter'].includes(type)

function bodyOf(type: ChartDefinition['type'], figures: ChartFigures, look: ChartLook): EChartsCoreOption {
  switch (type) {
    case 'pie':
    case 'donut':
      return { series: [pieOf(type, figures, look)] }
    case 'funnel':
      return {
        series: [{ type: 'funnel', data: sharesOf(figures), left: '8%', width: '70%', label: { color: look.ink }, sort: 'descending' }],
      }
    case 'gauge':
      return { series: [gaugeOf(figures, look)] }
    case 'radar':
      return radarOf(figures, look)
    case 'scatter':
      return scatterOf(figures, look)
    default:
      return axesOf(type, figures, look)
  }
}

const sharesOf = ({ categories, series }: ChartFigures): { name: string; value: number }[] =>
  categories.map(({ label }, index) => ({ name: label, value: series[0]?.values[index] ?? 0 }))

const shareText = ({ name, percent }: { name: string; percent?: number }): string => `${name}\n${Math.round((percent ?? 0) * 10) / 10}%`

function pieOf(type: 'pie' | 'donut', figures: ChartFigures, look: ChartLook): Record<string, unknown> {
  return {
    type: 'pie',
    radius: type === 'donut' ? ['40%', '60%'] : '60%',
    // Nothing is no slice: its label would lie over its neighbours'.
    data: sharesOf(figures).filter(({ value }) => value !== 0),
    // On two lines: beside a ring on a phone there is no room for one.
    label: { color: look.ink, formatter: shareText, lineHeight: 16, overflow: 'truncate', bleedMargin: 0 },
    labelLine: { length: 8, length2: 8 },
    itemStyle: { borderColor: '#fff', borderWidth: 1 },
  }
}

function gaugeOf({ series }: ChartFigures, look: ChartLook): Record<string, unknown> {
  const [value = 0] = series[0]?.values ?? []
  const [target = value ?? 0] = series[1]?.values ?? []
  return {
    type: 'gauge',
    max: Math.max(target ?? 0, value ?? 0, 1),
    progress: { show: true },
    axisLabel: { formatter: (each: number) => shortNumber(each, look.language) },
    detail: { formatter: (each: number) => shortNumber(each, look.language), color: look.ink, fontSize: 20 },
    data: [{ value, name: series[0]?.label }],
  }
}

function radarOf({ categories, series }: ChartFigures, look: ChartLook): EChartsCoreOption {
  const most = Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)), 1)
  return {
    legend: legendOf(series.length, look),
    radar: { indicator: categories.map(({ label }) => ({ name: label, max: most })), axisName: { color: look.secondary } },
    series: [{ type: 'radar', data: series.map(({ label, values }) => ({ name: label, value: values.map((value) => value ?? 0) })) }],
  }
}

function scatterOf({ categories, series }: ChartFigures, look: ChartLook): EChartsCoreOption {
  const [across, up] = series
  const axis = { axisLabel: { formatter: (value: number) => shortNumber(value, look.language), color: look.secondary } }
  return {
    grid: gridOf(0),
    xAxis: { ...axis, type: 'value', name: across?.label, nameLocation: 'middle', nameGap: 28 },
    yAxis: { ...axis, type: 'value', name: up?.label },
    series: [
      {
        type: 'scatter',
        symbolSize: 12,
        data: categories.map(({ label }, index) => ({ name: label, value: [across?.values[index] ?? 0, up?.values[index] ?? 0] })),
      },
    ],
  }
}

function axesOf(type: ChartDefinition['type'], { categories, series, isTime }: ChartFigures, look: ChartLook): EChartsCoreOption {
  const isLying = type === 'horizontal-bar'
  const isLeaning = !isLying && !isTime && categories.length > MOST_UPRIGHT
  const names = {
    type: 'category',
    data: categories.map(({ label }) => label),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: look.hairline } },
    axisLabel: {
      color: look.secondary,
      hideOverlap: true,
      // The last day stays within the picture.
      ...(isTime && !isLying ? { alignMaxLabel: 'right' } : {}),
      ...(isLeaning ? { rotate: LEANING, interval: 0 } : {}),
      formatter: (text: string) => (text.length > MOST_LABEL ? `${text.slice(0, MOST_LABEL)}…` : text),
    },
  }
  const values = {
    type: 'value',
    splitLine: { lineStyle: { color: look.hairline } },
    axisLabel: { color: look.secondary, formatter: (value: number) => shortNumber(value, look.language) },
  }
  const second = { ...values, splitLine: { show: false } }
  const trend = isTime && DIRECTED.includes(type) ? trendLines(series, look) : []
  return {
    legend: legendOf(series.length + trend.length, look),
    grid: gridOf(series.length),
    xAxis: isLying ? values : names,
    yAxis: isLying ? { ...names, inverse: true } : type === 'dual-axis' ? [values, second] : values,
    series: [
      ...series.map((each, index) => {
        const isLine = type === 'line' || type === 'area' || (type === 'dual-axis' && (each.isSecond || index > 0))
        return {
          name: each.label,
          type: isLine ? 'line' : 'bar',
          data: each.values,
          stack: type === 'stacked-bar' ? 'all' : undefined,
          areaStyle: type === 'area' ? { opacity: 0.16 } : undefined,
          yAxisIndex: type === 'dual-axis' && (each.isSecond || index > 0) ? 1 : 0,
          barMaxWidth: 36,
          smooth: false,
        }
      }),
      ...trend,
    ],
  }
}

/** Charts along a time that show where it goes. */
const DIRECTED: readonly string[] = ['bar', 'line', 'area']

/** Of the first figure; the others stand beside it. */
function trendLines([first]: ChartFigures['series'], look: ChartLook): Record<string, unknown>[] {
  const data = first === undefined ? undefined : trendOf(first.values, first.scale)
  if (data === undefined) return []
  const lineStyle = { type: 'dashed', width: 1.5, color: look.secondary }
  return [{ name: look.trend, type: 'line', data, symbol: 'none', silent: true, lineStyle, itemStyle: { color: look.secondary } }]
}

const gridOf = (series: number): Record<string, unknown> => ({
  left: 8,
  right: 16,
  top: series > 0 ? 40 : 16,
  bottom: 8,
  containLabel: true,
})
const legendOf = (series: number, look: ChartLook): Record<string, unknown> | undefined =>
  series > 0 ? { top: 0, left: 0, textStyle: { color: look.secondary }, itemWidth: 12, itemHeight: 8, selectedMode: series > 1 } : undefined

/** 1.2万, 3.4亿; 12K, 3.4M. For axes only: what is read as a figure is exact. */
export function shortNumber(value: number, language: 'zh' | 'en'): string {
  if (language === 'en') return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value)
  const size = Math.abs(value)
  if (size >= HUNDRED_MILLION) return `${trim(value / HUNDRED_MILLION)}亿`
  if (size >= TEN_THOUSAND) return `${trim(value / TEN_THOUSAND)}万`
  return trim(value)
}

const trim = (value: number): string => String(Math.round(value * 100) / 100)

export function exact(value: unknown, figures: ChartFigures): string {
  if (typeof value !== 'number') return value === null || value === undefined ? '' : String(value)
  const scale = Math.max(...figures.series.map((each) => each.scale), 0)
  return value.toLocaleString('en', { maximumFractionDigits: scale })
}
