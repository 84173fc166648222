---------------------------- MODULE TraceGossip -----------------------------
(***************************************************************************)
(* Is a log a behaviour of Gossip?  As in TraceRaft, which says how a      *)
(* trace spec works and why it may keep no more of the network than later  *)
(* lines receive: each line of the log must be one step of Gossip.tla, by  *)
(* the action that the line's event names, with the arguments that it      *)
(* gives; and must lead where the line says.                               *)
(*                                                                         *)
(* The ghost stays empty: it enables no action and determines no other     *)
(* variable.  With version vectors in the place of timestamps, the same is *)
(* TraceGossipVector.                                                      *)
(***************************************************************************)
EXTENDS Gossip, TraceLog

VARIABLES
    line,       \* how many lines are explained
    sent        \* what the last of them sent

traceVars == <<nodes, network, replaced, line, sent>>

\* For Value: a value is any text.
AnyText == STRING

Event == LogEvent(line + 1)

Is(type) ==
    /\ line < LogLength
    /\ Event.type = type
    /\ line' = line + 1

\* For Step: what every action of Gossip does in the end.
TraceStep(n, s, messages) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ sent' = messages
    /\ network' = InFlight(line + 1, network, messages)
    /\ UNCHANGED replaced

-----------------------------------------------------------------------------
\* One wrapper for each event.  Its guards are those that Next has.

InitLine ==
    /\ Is("Init")
    /\ nodes' = [n \in Node |-> InitialNode]
    /\ network' = {}
    /\ sent' = {}
    /\ UNCHANGED replaced

WriteLine ==
    /\ Is("Write")
    /\ Event.node \in Node
    /\ Event.value \in Value
    /\ Write(Event.node, Event.value)

ReadLine ==
    /\ Is("Read")
    /\ Event.node \in Node
    /\ Read(Event.node)

PushLine ==
    /\ Is("Push")
    /\ Event.node \in Node
    /\ Event.peer \in Node
    /\ Push(Event.node, Event.peer)

PullLine ==
    /\ Is("Pull")
    /\ Event.node \in Node
    /\ Event.peer \in Node
    /\ Pull(Event.node, Event.peer)

PushPullLine ==
    /\ Is("PushPull")
    /\ Event.node \in Node
    /\ Event.peer \in Node
    /\ PushPull(Event.node, Event.peer)

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
    \/ PushLine
    \/ PullLine
    \/ PushPullLine
    \/ RestartLine
    \/ ReceiveLine

-----------------------------------------------------------------------------
\* A step leads where its line says: to these states of all nodes, with these
\* messages sent.  An Init line may leave out what is as Gossip's Init has it.
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
