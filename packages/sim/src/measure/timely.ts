import type { Tally } from '@strowger/acd'
import type { Label } from '../scenario/scenario.ts'
import type { ServiceLevelDefinition } from '../scenario/service-level.ts'

/** Timely contacts, and of how many, by a definition of the service level. */
export function timelyBy(
  definition: ServiceLevelDefinition,
  tally: Readonly<Tally>,
): { readonly contacts: number; readonly of: number } {
  const { answered, answeredWithin, abandonedWithin } = tally
  const entered = tally.offered + tally.transferredIn - tally.blocked - tally.calledBack
  switch (definition) {
    case 'offered':
      return { contacts: answeredWithin, of: entered }
    case 'answered':
      return { contacts: answeredWithin, of: answered }
    case 'patient':
      return { contacts: answeredWithin, of: entered - abandonedWithin }
    case 'served':
      return { contacts: answeredWithin + abandonedWithin, of: entered }
  }
}

/** The definitions in words; `T` is the threshold. */
export const TIMELY_FORMULAS: Readonly<Record<ServiceLevelDefinition, Label>> = {
  offered: {
    en: 'answered within T ÷ (offered + handed on − blocked)',
    zh: 'T 内接通量 ÷ (呼入量 + 转入量 − 呼损量)',
  },
  answered: { en: 'answered within T ÷ answered', zh: 'T 内接通量 ÷ 接通量' },
  patient: {
    en: 'answered within T ÷ (offered + handed on − blocked − abandoned within T)',
    zh: 'T 内接通量 ÷ (呼入量 + 转入量 − 呼损量 − T 内放弃量)',
  },
  served: {
    en: '(answered within T + abandoned within T) ÷ (offered + handed on − blocked)',
    zh: '(T 内接通量 + T 内放弃量) ÷ (呼入量 + 转入量 − 呼损量)',
  },
}
