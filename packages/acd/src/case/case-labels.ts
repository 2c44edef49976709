import type { BilingualLabel } from '../metrics/label.ts'
import type { CaseEventKind } from './case-event.ts'

/** Kinds of case events for people. */
export const CASE_LABELS: Readonly<Record<CaseEventKind, BilingualLabel>> = {
  'case-opened': { en: 'case opened', zh: '立案' },
  'case-reminded': { en: 'owner reminded', zh: '催办' },
  'case-moved': { en: 'escalated or passed on', zh: '升级或转派' },
  'case-overdue': { en: 'overdue', zh: '超时' },
  'case-repeat-call': { en: 'repeat call', zh: '重复来电' },
  'case-closed': { en: 'case closed', zh: '结案' },
  'order-sent': { en: 'work order sent', zh: '派单' },
  'order-done': { en: 'work order done', zh: '回单' },
  'order-overdue': { en: 'work order overdue', zh: '工单超时' },
}
