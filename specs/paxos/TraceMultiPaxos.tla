-------------------------- MODULE TraceMultiPaxos --------------------------
(***************************************************************************)
(* Is a log a behaviour of Multi-Paxos?  Each line of the log must be one  *)
(* step of MultiPaxos.tla, by the action that the line's event names, with *)
(* the arguments that it gives; and must lead where the line says.         *)
(*                                                                         *)
(* The pattern is that of TraceRaft.tla, which names its sources.          *)
(*                                                                         *)
(* `./quorate validate multi-paxos LOG` asks TLC for the successors by     *)
(* TraceNext, and then whether Logged allows them: where it allows none,   *)
(* they are what the spec would have allowed.  Plain TLC does the same to  *)
(* a short log, with TraceMultiPaxosPlain.cfg.                             *)
(*                                                                         *)
(* So that a line costs the same whether it is the tenth or the millionth: *)
(*  - The network holds only what a later line receives.  Any other        *)
(*    message might as well have been lost at once, which Multi-Paxos      *)
(*    allows (Lose), and nothing in it depends on a message that stays: so *)
(*    a log is a behaviour with this network if and only if it is one with *)
(*    all messages kept.                                                   *)
(*  - The ghosts stay empty.  They enable no action and determine no other *)
(*    variable, so they do not matter for which logs are behaviours.  The  *)
(*    properties that speak of them are checked in the models; they hold   *)
(*    in every behaviour of Multi-Paxos, so in this one.                   *)
(***************************************************************************)
EXTENDS MultiPaxos, TraceLog

VARIABLES
    line,       \* how many lines are explained
    sent        \* what the last of them sent

traceVars == <<nodes, network, committed, reads, line, sent>>

\* For MaxBatch: the code's own, or what the log's header says.
LogMaxBatch == LogConstant("MaxBatch", 1000)

\* For Command: any text but the no-op's.
ClientText == STRING \ {"NoOp"}

Event == LogEvent(line + 1)

Is(type) ==
    /\ line < LogLength
    /\ Event.type = type
    /\ line' = line + 1

\* For Step: what every action of Multi-Paxos does in the end.
TraceStep(n, s, messages) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ sent' = messages
    /\ network' = InFlight(line + 1, network, messages)
    /\ UNCHANGED <<committed, reads>>

-----------------------------------------------------------------------------
\* One wrapper for each event.  Its guards are those that Next has: the arguments
\* are nodes, commands and slots of a log, and what is received is in the network.

\* The cluster starts, or another one: a log may hold several runs.
InitLine ==
    /\ Is("Init")
    /\ nodes' = [n \in Node |-> InitialNode]
    /\ network' = {}
    /\ sent' = {}
    /\ UNCHANGED <<committed, reads>>

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

SendAcceptLine ==
    /\ Is("SendAccept")
    /\ Event.node \in Node
    /\ Event.peer \in Node
    /\ Event.slot \in 1..LastSlot(nodes[Event.node])
    /\ SendAccept(Event.node, Event.peer, Event.slot)

SendCommitLine ==
    /\ Is("SendCommit")
    /\ Event.node \in Node
    /\ Event.peer \in Node
    /\ SendCommit(Event.node, Event.peer)

CompactLine ==
    /\ Is("Compact")
    /\ Event.node \in Node
    /\ Event.index \in Nat
    /\ Compact(Event.node, Event.index)

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
    \/ TimeoutLine
    \/ ClientRequestLine
    \/ ReadIndexLine
    \/ SendAcceptLine
    \/ SendCommitLine
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
