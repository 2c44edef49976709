import type { TallyField } from '../interval-tally.ts'
import { type Kpi, sum } from './kpi.ts'

/** Answered, abandoned, or still waiting beyond T: each contact once, when that is decided. */
const DECIDED = ['answeredWithin', 'abandonedWithin', 'exceeded'] as const satisfies readonly TallyField[]

/**
 * The five formulas that are called service level. Where every contact has ended, answered within T + abandoned within
 * T + waited longer than T = answered + abandoned (+ diverted after T), which is how most sources write it.
 */
export const SERVICE_LEVELS: readonly Kpi[] = [
  {
    name: 'serviceLevel1',
    unit: 'share',
    label: { en: 'service level 1 (abandoned in time count as served)', zh: '服务水平（公式一）' },
    formula: {
      en: '(answered within T + abandoned within T) ÷ (answered within T + abandoned within T + waited longer than T)',
      zh: '(T 内接通量 + T 内放弃量) ÷ (T 内接通量 + T 内放弃量 + 等待超过 T 的来话)',
    },
    source: '4PS formula 1; ICMI 1; Cisco "positive"; Asterisk SL2',
    better: 'higher',
    numerator: sum(['answeredWithin', 'abandonedWithin']),
    denominator: sum(DECIDED),
  },
  {
    name: 'serviceLevel2',
    unit: 'share',
    label: { en: 'service level 2 (of the answered)', zh: '服务水平（公式二）' },
    formula: { en: 'answered within T ÷ answered', zh: 'T 内接通量 ÷ 接通量' },
    source: '4PS formula 2; ICMI 2; Asterisk SL. It hides abandonment',
    better: 'higher',
    numerator: sum(['answeredWithin']),
    denominator: sum(['answered']),
  },
  {
    name: 'serviceLevel3',
    unit: 'share',
    label: { en: 'service level 3 (abandoned count against it)', zh: '服务水平（公式三）' },
    formula: {
      en: 'answered within T ÷ (answered within T + abandoned within T + waited longer than T)',
      zh: 'T 内接通量 ÷ (T 内接通量 + T 内放弃量 + 等待超过 T 的来话)',
    },
    source: '4PS formula 3; ICMI 3; Cisco "negative"',
    better: 'higher',
    numerator: sum(['answeredWithin']),
    denominator: sum(DECIDED),
  },
  {
    name: 'serviceLevel4',
    unit: 'share',
    label: { en: 'service level 4 (abandoned in time left out)', zh: '服务水平（公式四）' },
    formula: {
      en: 'answered within T ÷ (answered within T + waited longer than T)',
      zh: 'T 内接通量 ÷ (T 内接通量 + 等待超过 T 的来话)',
    },
    source: '4PS formula 4; ICMI 4; Cisco "ignored"; Bright Pattern default',
    better: 'higher',
    numerator: sum(['answeredWithin']),
    denominator: sum(['answeredWithin', 'exceeded']),
  },
  {
    name: 'serviceLevel5',
    unit: 'share',
    label: { en: 'service level 5 (short abandons count as served)', zh: '服务水平（计入短放弃）' },
    formula: {
      en: '(answered within T + abandoned within s) ÷ (answered within T + abandoned within T + waited longer than T)',
      zh: '(T 内接通量 + s 内放弃量) ÷ (T 内接通量 + T 内放弃量 + 等待超过 T 的来话)',
    },
    source: 'ICMI 5',
    better: 'higher',
    numerator: sum(['answeredWithin', 'abandonedShort']),
    denominator: sum(DECIDED),
  },
]
