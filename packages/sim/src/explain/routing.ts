import { duration } from '../report/figure.ts'
import type { TunedPolicy } from '../scenario/policies.ts'
import type { RoutingSpec, Tiers } from '../scenario/routing-spec.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'

/** Which agent a contact gets, and which contact an agent who is free. */
export function routingWords(scenario: Scenario): Label {
  const { en, zh } = policyWords(scenario.routing, scenario)
  return {
    en: `Routing: ${en}. docs/policies has more of it. The engine that routes here is the one that routes real calls.`,
    zh: `路由策略：${zh}。详见 docs/policies。此处的路由引擎与真实呼叫所用相同。`,
  }
}

const TUNED: Readonly<Record<TunedPolicy, Label>> = {
  'longest-idle': {
    en: 'the agent who has been idle longest; the contact of highest priority, of these who waits longest',
    zh: '空闲最久的座席；优先级最高者中等待最久的来话',
  },
  'least-occupied': { en: 'the agent who has worked least of late', zh: '近期占用率最低的座席' },
  'most-skilled': { en: 'the agent with the highest levels in what is asked', zh: '所需技能级别最高的座席' },
  'least-skilled': { en: 'the agent with the fewest skills, all-rounders last', zh: '技能最少的座席，多面手最后' },
  'round-robin': { en: 'agents in turn', zh: '座席轮流' },
  random: { en: 'an agent by lot', zh: '随机座席' },
  'fewest-contacts': { en: 'the agent who has had the fewest contacts', zh: '接听最少的座席' },
  'longest-weighted-wait': { en: "the contact whose wait is longest by its type's weight", zh: '加权等待最久的来话' },
  'accumulating-priority': {
    en: 'the contact with the most points, which grow as it waits',
    zh: '积分最高的来话，积分随等待增长',
  },
  'service-objective': {
    en: "the contact that has used up most of its type's objective",
    zh: '占其服务目标比例最高的来话',
  },
  'queue-ratio': { en: 'the type that exceeds its share of the queue most', zh: '超出应占排队比例最多的业务' },
  'generalized-c-mu': {
    en: 'the contact whose waiting costs most for the time that it takes',
    zh: '单位处理时间等待成本最高的来话',
  },
  reservation: { en: 'agents are kept free for types that matter more', zh: '为更重要的业务预留座席' },
  wr: { en: 'the pair with the largest weighted wait and idle time', zh: '等待与空闲加权之和最大的一对' },
  'weighted-idle': { en: "the agent who has been idle longest by its group's weight", zh: '按组加权空闲最久的座席' },
  'percent-allocation': { en: 'groups get their shares of a type', zh: '各组按比例分配业务' },
  'shadow-routing': { en: 'loads of groups are balanced by virtual work', zh: '以虚拟工作量均衡各组负荷' },
}

/** What a policy does, with what those inside it do. */
function policyWords(routing: RoutingSpec, scenario: Scenario): Label {
  const { policy } = routing
  const named = ({ en, zh }: Label): Label => ({ en: `${policy} (${en})`, zh: `${policy}（${zh}）` })
  if ('byType' in routing) return named(TUNED[routing.policy])
  switch (routing.policy) {
    case 'ranked':
      return named({ en: 'the first tier with somebody idle, or waiting', zh: '首个有人空闲或排队的梯队' })
    case 'expected-delay': {
      const target = duration(routing.targetMs)
      return named({
        en: `the first tier with a group that leaves the next contact a wait of ${target} at most, otherwise the group that leaves least`,
        zh: `首个使下一来话等待不超过 ${target} 的梯队，否则等待最短的组`,
      })
    }
    case 'load-ratio':
      return named({
        en: `the first tier with a group of at most ${routing.target} contacts per agent, otherwise the group of least load`,
        zh: `首个人均来话不超过 ${routing.target} 的梯队，否则负荷最低的组`,
      })
    case 'fair-threshold': {
      const bands = routing.bands.map(({ upTo, agents }) => bandWords(upTo, agents, scenario))
      return named({ en: bands.map(({ en }) => en).join('; '), zh: bands.map(({ zh }) => zh).join('；') })
    }
    case 'combined': {
      const [agents, contacts] = [policyWords(routing.agentsBy, scenario), policyWords(routing.contactsBy, scenario)]
      return named({
        en: `agents for contacts by ${agents.en}; contacts for agents by ${contacts.en}`,
        zh: `为来话选座席用 ${agents.zh}；为座席选来话用 ${contacts.zh}`,
      })
    }
    case 'per-type': {
      const parts = routing.policies.map(({ types, by }) => typePolicyWords(types, policyWords(by, scenario), scenario))
      const [rest, across] = [policyWords(routing.otherwise, scenario), policyWords(routing.across, scenario)]
      return named({
        en: `${parts.map(({ en }) => en).join('; ')}; others by ${rest.en}; between what these propose to an agent by ${across.en}`,
        zh: `${parts.map(({ zh }) => zh).join('；')}；其余用 ${rest.zh}；在各策略的提议之间用 ${across.zh}`,
      })
    }
  }
}

function typePolicyWords(ids: readonly string[], by: Label, { types }: Scenario): Label {
  const labels = types.flatMap(({ id, label }) => (ids.includes(id) ? [label] : []))
  return {
    en: `${labels.map(({ en }) => en).join(', ')} by ${by.en}`,
    zh: `${labels.map(({ zh }) => zh).join('、')}用 ${by.zh}`,
  }
}

function bandWords(upTo: number, agents: Tiers, { groups }: Scenario): Label {
  const labelOf = (id: string) => groups.find((group) => group.id === id)!.label
  const order = (say: (label: Label) => string, and: string, then: string) =>
    agents.map((tier) => tier.map((id) => say(labelOf(id))).join(and)).join(then)
  const inside =
    upTo < Infinity ? { en: `up to ${upTo} inside`, zh: `系统内不超过 ${upTo} 时` } : { en: 'beyond', zh: '更多时' }
  return {
    en: `${inside.en}: ${order(({ en }) => en, ' and ', ', then ')}`,
    zh: `${inside.zh}：${order(({ zh }) => zh, '与', '，其次')}`,
  }
}
