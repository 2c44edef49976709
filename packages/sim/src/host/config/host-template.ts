/** A commented `host.yaml` with secrets of its own. */
export function hostTemplate(secret: () => string, group: string, number: string, type: string): string {
  return `# A live host of Strowger: strowger host <scenario> --config host.yaml
# Whoever can read this file can call as any agent: keep it to yourself (chmod 600).
strowgerHost: 1
realm: strowger

# An Asterisk or a FreeSWITCH that has the telephones; then leave out listen, media, phones, and agents' passwords.
# exchange: { asterisk: { url: 'http://127.0.0.1:8088/ari', user: strowger, password: … } }

# Where SIP is spoken. Nothing is open but what stands here.
listen:
  - { transport: udp, address: 127.0.0.1, port: 5060 }
  # - { transport: tls, address: 0.0.0.0, port: 5061, cert: cert.pem, key: key.pem }
# Address that others reach this machine at, where it is not the one listened on.
# publicAddress: 203.0.113.5
media: { ports: '20000-29999', threads: 1, prompts: prompts }

# Who brings calls from outside: by address, or by user and password. Nobody else is answered.
trunks: {}
#  carrier:
#    from: [203.0.113.0/28]
#    maxCalls: 30
#    to: sip:carrier.example        # for calls out: callbacks, transfers; a name, or an address
#    # user: …                      # where the carrier wants to know this side: who it is, and where
#    # password: …
#    # register: true
#    callerId: '${number}'
#    allow: '1[0-9]{10}|0[0-9]{9,11}'

# Where phones may register from.
phones: { from: [] }
agents:
  '1001': { name: First agent, group: ${group}, password: ${secret()} }
  '1002': { name: Second agent, group: ${group}, password: ${secret()} }
  '1000': { name: Supervisor, group: ${group}, password: ${secret()}, supervisor: true }

# Called number: a flow of the scenario's flow file, or a contact type that is queued for at once.
numbers: { '${number}': ${type} }

# Campaigns whose calls are listened to for answering machines, instead of giving them to agents.
# campaigns: { follow-up: { onMachine: hang-up } }

afterCallWorkLimit: 2m
recording: { calls: none }
api:
  port: 8443
  tokens:
    wallboard: { token: ${secret()}, may: [watch] }
    supervisor: { token: ${secret()}, may: [watch, supervise, operate] }
metrics: { port: 9464 }
data: host-data
`
}
