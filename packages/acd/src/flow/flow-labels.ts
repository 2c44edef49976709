import type { BilingualLabel } from '../metrics/label.ts'
import type { FlowActionKind } from './flow-action.ts'
import type { NodeKind } from './node-config.ts'

/** Kinds of nodes for people. */
export const NODE_LABELS: Readonly<Record<NodeKind, BilingualLabel>> = {
  play: { en: 'prompt', zh: '放音' },
  menu: { en: 'menu', zh: '菜单' },
  collect: { en: 'number to key in', zh: '收号' },
  survey: { en: 'survey', zh: '满意度调查' },
  branch: { en: 'condition', zh: '条件分支' },
  route: { en: 'routing table', zh: '路由表' },
  set: { en: 'attributes set', zh: '设置属性' },
  lookup: { en: 'look-up', zh: '资料查询' },
  'self-service': { en: 'self-service', zh: '自助服务' },
  queue: { en: 'queue', zh: '排队' },
  announce: { en: 'announcement', zh: '播报' },
  voicemail: { en: 'voicemail', zh: '语音留言' },
  callback: { en: 'call-back', zh: '预约回拨' },
  transfer: { en: 'transfer', zh: '转接' },
  send: { en: 'message sent', zh: '发送消息' },
  case: { en: 'case opened', zh: '立案' },
  go: { en: 'jump', zh: '跳转' },
  'hang-up': { en: 'hang-up', zh: '挂机' },
}

/** Kinds of actions for people. */
export const ACTION_LABELS: Readonly<Record<FlowActionKind, BilingualLabel>> = {
  entered: { en: 'entered', zh: '呼入' },
  play: { en: 'play', zh: '放音' },
  stop: { en: 'stop', zh: '停止放音' },
  listen: { en: 'listen', zh: '等待按键' },
  lookup: { en: 'lookup', zh: '资料查询' },
  'self-service': { en: 'self-service', zh: '自助服务' },
  voicemail: { en: 'voicemail', zh: '语音留言' },
  transfer: { en: 'transfer', zh: '转接' },
  queue: { en: 'queue', zh: '排队' },
  move: { en: 'move', zh: '溢出' },
  leave: { en: 'leave', zh: '离开队列' },
  'call-back': { en: 'call-back', zh: '预约回拨' },
  send: { en: 'send', zh: '发送消息' },
  case: { en: 'case', zh: '立案' },
  rated: { en: 'rated', zh: '评价' },
  ended: { en: 'ended', zh: '结束' },
}

/** Reasons for an end that flows give of themselves; those of `hang-up` nodes and of hosts are their own words. */
export const END_LABELS: Readonly<Record<string, BilingualLabel>> = {
  served: { en: 'served', zh: '已服务' },
  voicemail: { en: 'voicemail', zh: '语音留言' },
  callback: { en: 'call-back', zh: '预约回拨' },
  transferred: { en: 'transferred', zh: '已转出' },
  abandoned: { en: 'abandoned while waiting', zh: '排队中放弃' },
  'hung-up': { en: 'hung up in the flow', zh: '流程中挂机' },
  'no-line': { en: 'refused: no line', zh: '拒绝：无空闲线路' },
  'no-trunk': { en: 'refused: no trunk', zh: '拒绝：无空闲中继' },
  'unknown-number': { en: 'refused: unknown number', zh: '拒绝：未知号码' },
}
