------------------------------ MODULE TraceZab ------------------------------
(***************************************************************************)
(* Is a log a behaviour of Zab?  Each line of the log must be one step of  *)
(* Zab.tla, by the action that the line's event names, with the arguments  *)
(* that it gives; and must lead where the line says.                       *)
(*                                                                         *)
(* The pattern is that of TraceRaft.tla, which names its sources, for      *)
(* channels: why no line is needed where a connection breaks, and what a   *)
(* channel need not hold, stands in TraceLog.  What the oracle of the      *)
(* election says is in the log.                                            *)
(*                                                                         *)
(* The ghosts stay as they are at first.  They enable no action and        *)
(* determine no other variable.  The properties that speak of them are     *)
(* checked in the models; they hold in every behaviour of Zab.             *)
(***************************************************************************)
EXTENDS Zab, TraceLog

\* For MaxDiff: the code's own, or what the log's header says.
LogMaxDiff == LogConstant("MaxDiff", 100)

VARIABLES
    line,       \* how many lines are explained
    sent        \* what the last of them sent

traceVars == <<nodes, network, committed, primaries, reads, line, sent>>

Event == LogEvent(line + 1)

Is(type) ==
    /\ line < LogLength
    /\ Event.type = type
    /\ line' = line + 1

\* For Step: what every action of Zab does in the end.
TraceStep(n, s, channels, messages) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ sent' = {messages[i] : i \in 1..Len(messages)}
    /\ network' = InFlightInOrder(line + 1, SendAll(channels, messages))
    /\ UNCHANGED <<committed, primaries, reads>>

-----------------------------------------------------------------------------
\* One wrapper for each event.  Its guards are those that Next has: the arguments
\* are servers and commands, and what is received is the first of its channel.

\* The cluster starts, or another one: a log may hold several runs.
InitLine ==
    /\ Is("Init")
    /\ nodes' = [n \in Node |-> InitialNode]
    /\ network' = <<>>
    /\ sent' = {}
    /\ UNCHANGED <<committed, primaries, reads>>

ElectLine ==
    /\ Is("Elect")
    /\ Event.node \in Node
    /\ Event.leader \in Node
    /\ Elect(Event.node, Event.leader)

TimeoutLine ==
    /\ Is("Timeout")
    /\ Event.node \in Node
    /\ Timeout(Event.node)

ClientRequestLine ==
    /\ Is("ClientRequest")
    /\ Event.node \in Node
    /\ Event.command \in Command
    /\ ClientRequest(Event.node, Event.command)

ReadIndexLine ==
    /\ Is("ReadIndex")
    /\ Event.node \in Node
    /\ ReadIndex(Event.node)

CompactLine ==
    /\ Is("Compact")
    /\ Event.node \in Node
    /\ Compact(Event.node, Event.index)

RestartLine ==
    /\ Is("Restart")
    /\ Event.node \in Node
    /\ Restart(Event.node)

ReceiveLine ==
    /\ Is("Receive")
    /\ LET m == Event.message
           way == <<m.from, m.to>>
       IN  /\ Event.node = m.to
           /\ way \in DOMAIN network
           /\ network[way] # <<>>
           /\ Head(network[way]) = m
           /\ Receive(m)

TraceInit ==
    /\ Init
    /\ line = 0
    /\ sent = {}

TraceNext ==
    \/ InitLine
    \/ ElectLine
    \/ TimeoutLine
    \/ ClientRequestLine
    \/ ReadIndexLine
    \/ CompactLine
    \/ RestartLine
    \/ ReceiveLine

-----------------------------------------------------------------------------
\* A step leads where its line says: to these states of all nodes, with these
\* messages sent.  An Init line may leave out what is as Init has it.
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
