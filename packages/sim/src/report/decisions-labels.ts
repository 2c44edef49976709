import type { Language } from './language.ts'

interface DecisionWords {
  readonly done: (commands: number, same: number) => string
  readonly differs: (at: number) => string
  readonly nothing: string
}

/** What `strowger replay` says of decisions that were made again. */
export const LABELS: Readonly<Record<Language, DecisionWords>> = {
  en: {
    done: (commands, same) => `${commands} commands done again, ${same} decisions as they were made live`,
    differs: (at) => `decision ${at} differs; live, and now:`,
    nothing: '(none)',
  },
  zh: {
    done: (commands, same) => `重做 ${commands} 条命令，${same} 项决定与现场一致`,
    differs: (at) => `第 ${at} 项决定不同；现场与现在：`,
    nothing: '（无）',
  },
}
