--------------------------- MODULE TraceDnsCache ----------------------------
(***************************************************************************)
(* Is a log a behaviour of caches with a time to live?  As in TraceRaft,   *)
(* which says how a trace spec works and why it may keep no more of the    *)
(* network than later lines receive: each line of the log must be one step *)
(* of DnsCache.tla, by the action that the line's event names, with the    *)
(* arguments that it gives; and must lead where the line says.             *)
(*                                                                         *)
(* The first node, in the order of their names, is the authority.  The     *)
(* ghost stays as it is: it enables no action and determines no other      *)
(* variable.                                                               *)
(***************************************************************************)
EXTENDS DnsCache, TraceLog

VARIABLES
    line,       \* how many lines are explained
    sent        \* what the last of them sent

traceVars == <<nodes, network, held, line, sent>>

\* For Value: a value is any text.
AnyText == STRING

\* For Authority and Resolver.
First == LogOrder[1]
Others == LogCluster \ {First}

Event == LogEvent(line + 1)

Is(type) ==
    /\ line < LogLength
    /\ Event.type = type
    /\ line' = line + 1

\* For Step: what every action of DnsCache does in the end.
TraceStep(n, s, messages) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ sent' = messages
    /\ network' = InFlight(line + 1, network, messages)
    /\ UNCHANGED held

-----------------------------------------------------------------------------
\* One wrapper for each event.  Its guards are those that Next has.

InitLine ==
    /\ Is("Init")
    /\ nodes' = [n \in Node |-> InitialNode]
    /\ network' = {}
    /\ sent' = {}
    /\ UNCHANGED held

WriteLine ==
    /\ Is("Write")
    /\ Event.node \in Node
    /\ Event.value \in Value
    /\ Write(Event.node, Event.value)

ReadLine ==
    /\ Is("Read")
    /\ Event.node \in Node
    /\ Read(Event.node)

AnswerFromCacheLine ==
    /\ Is("AnswerFromCache")
    /\ Event.node \in Node
    /\ AnswerFromCache(Event.node)

SendQueryLine ==
    /\ Is("SendQuery")
    /\ Event.node \in Node
    /\ SendQuery(Event.node)

TickLine ==
    /\ Is("Tick")
    /\ Event.node \in Node
    /\ Tick(Event.node)

RestartLine ==
    /\ Is("Restart")
    /\ Event.node \in Node
    /\ Restart(Event.node)

ReceiveLine ==
    /\ Is("Receive")
    /\ Event.message \in network
    /\ Event.node = Event.message.to
    /\ Receive(Event.message)

TraceInit ==
    /\ Init
    /\ line = 0
    /\ sent = {}

TraceNext ==
    \/ InitLine
    \/ WriteLine
    \/ ReadLine
    \/ AnswerFromCacheLine
    \/ SendQueryLine
    \/ TickLine
    \/ RestartLine
    \/ ReceiveLine

-----------------------------------------------------------------------------
\* A step leads where its line says: to these states of all nodes, with these
\* messages sent.  An Init line may leave out what is as DnsCache's Init has it.
Logged ==
    /\ Same(nodes', LogNodes(line', IF Event.type = "Init" THEN nodes' ELSE nodes))
    /\ Same(sent', LogSent(line'))

\* For plain TLC, which takes it for a deadlock when no behaviour explains a line.
PlainNext ==
    \/ TraceNext /\ Logged
    \/ line = LogLength /\ UNCHANGED traceVars

\* The cursor alone identifies a state, since lines determine states.
Cursor == line
=============================================================================
