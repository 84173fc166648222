----------------------------- MODULE TraceRelay -----------------------------
(***************************************************************************)
(* Is a log a behaviour of Relay?  The pattern of TraceRaft, for channels: *)
(* why no line is needed where a connection breaks stands in TraceLog.     *)
(***************************************************************************)
EXTENDS Relay, TraceLog

VARIABLES line, sent

traceVars == <<nodes, network, line, sent>>

Event == LogEvent(line + 1)

Is(type) ==
    /\ line < LogLength
    /\ Event.type = type
    /\ line' = line + 1

\* For Step: what every action of Relay does in the end.
TraceStep(n, s, messages, channels) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ sent' = {messages[i] : i \in 1..Len(messages)}
    /\ network' = InFlightInOrder(line + 1, SendAll(channels, messages))

InitLine ==
    /\ Is("Init")
    /\ nodes' = [n \in Node |-> InitialNode]
    /\ network' = <<>>
    /\ sent' = {}

ConnectLine == Is("Connect") /\ Event.node \in Node /\ Event.peer \in Node /\ Connect(Event.node, Event.peer)

CountLine == Is("Count") /\ Event.node \in Node /\ Count(Event.node)

RestartLine == Is("Restart") /\ Event.node \in Node /\ Restart(Event.node)

ReceiveLine ==
    /\ Is("Receive")
    /\ LET m == Event.message
           way == <<m.from, m.to>>
       IN  /\ Event.node = m.to
           /\ way \in DOMAIN network
           /\ network[way] # <<>>
           /\ Head(network[way]) = m
           /\ Receive(m)

TraceInit == Init /\ line = 0 /\ sent = {}

TraceNext == InitLine \/ ConnectLine \/ CountLine \/ RestartLine \/ ReceiveLine

Logged ==
    /\ Same(nodes', LogNodes(line', IF Event.type = "Init" THEN nodes' ELSE nodes))
    /\ Same(sent', LogSent(line'))

PlainNext ==
    \/ TraceNext /\ Logged
    \/ line = LogLength /\ UNCHANGED traceVars

Cursor == line
=============================================================================
