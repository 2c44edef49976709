import type { Language } from './language.ts'

interface DecisionWords {
  readonly done: (commands: number, same: number) => string
  readonly unwritten: (decisions: number) => string
  readonly differs: (at: number) => string
  readonly nothing: string
}

/** What `strowger replay` says of decisions that were made again. */
export const LABELS: Readonly<Record<Language, DecisionWords>> = {
  en: {
    done: (commands, same) => `${commands} commands done again, ${same} decisions as they were made live`,
    unwritten: (decisions) => `, ${decisions} that it was killed before it wrote down`,
    differs: (at) => `decision ${at} differs; live, and again:`,
    nothing: '(none)',
  },
  zh: {
    done: (commands, same) => `重做 ${commands} 条命令，${same} 项决定与现场一致`,
    unwritten: (decisions) => `，另有 ${decisions} 项在被杀前未及写下`,
    differs: (at) => `第 ${at} 项决定不同；现场与重做：`,
    nothing: '（无）',
  },
}
