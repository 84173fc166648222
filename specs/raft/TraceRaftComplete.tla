------------------------- MODULE TraceRaftComplete --------------------------
(***************************************************************************)
(* Is a log a behaviour of RaftComplete?  Each line of the log must be one *)
(* step of RaftComplete.tla, by the action that the line's event names,    *)
(* with the arguments that it gives; and must lead where the line says.    *)
(*                                                                         *)
(* The pattern is that of TraceRaft.tla, which names its sources and says  *)
(* why the network may hold only what a later line receives, and why the   *)
(* ghosts may stay as they are at first.                                   *)
(***************************************************************************)
EXTENDS RaftComplete, TraceLog

VARIABLES
    line,       \* how many lines are explained
    sent        \* what the last of them sent

traceVars == <<nodes, network, committed, reading, line, sent>>

\* For MaxBatch and Window: the code's own, or what the log's header says.
LogMaxBatch == LogConstant("MaxBatch", 8)
LogWindow == LogConstant("Window", 32)

\* For Command: a command is any text.
AnyText == STRING

Event == LogEvent(line + 1)

Is(type) ==
    /\ line < LogLength
    /\ Event.type = type
    /\ line' = line + 1

\* For Step: what every action of RaftComplete does in the end.
TraceStep(n, s, messages) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ sent' = messages
    /\ network' = InFlight(line + 1, network, messages)
    /\ UNCHANGED <<committed, reading>>

-----------------------------------------------------------------------------
\* One wrapper for each event.  Its guards are those that Next has.

\* The cluster starts, or another one: a log may hold several runs.
InitLine ==
    /\ Is("Init")
    /\ nodes' = [n \in Node |-> InitialNode]
    /\ network' = {}
    /\ sent' = {}
    /\ UNCHANGED <<committed, reading>>

TimeoutLine ==
    /\ Is("Timeout")
    /\ Event.node \in Node
    /\ Timeout(Event.node)

CheckQuorumLine ==
    /\ Is("CheckQuorum")
    /\ Event.node \in Node
    /\ CheckQuorum(Event.node)

TransferLeadershipLine ==
    /\ Is("TransferLeadership")
    /\ Event.node \in Node
    /\ Event.peer \in Node
    /\ TransferLeadership(Event.node, Event.peer)

AbortTransferLine ==
    /\ Is("AbortTransfer")
    /\ Event.node \in Node
    /\ AbortTransfer(Event.node)

ReadIndexLine ==
    /\ Is("ReadIndex")
    /\ Event.node \in Node
    /\ ReadIndex(Event.node)

LeaseExpiresLine ==
    /\ Is("LeaseExpires")
    /\ Event.node \in Node
    /\ LeaseExpires(Event.node)

ClientRequestLine ==
    /\ Is("ClientRequest")
    /\ Event.node \in Node
    /\ Event.command \in Command
    /\ ClientRequest(Event.node, Event.command)

SendAppendEntriesLine ==
    /\ Is("SendAppendEntries")
    /\ Event.node \in Node
    /\ Event.peer \in Node
    /\ SendAppendEntries(Event.node, Event.peer)

CompactLine ==
    /\ Is("Compact")
    /\ Event.node \in Node
    /\ Event.index \in Nat
    /\ Compact(Event.node, Event.index)

ChangeMembershipLine ==
    /\ Is("ChangeMembership")
    /\ Event.node \in Node
    /\ Event.member \in Node
    /\ Event.as \in {"Voter", "Learner", "Removed"}
    /\ ChangeMembership(Event.node, Event.member, Event.as)

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
    \/ CheckQuorumLine
    \/ TransferLeadershipLine
    \/ AbortTransferLine
    \/ ReadIndexLine
    \/ LeaseExpiresLine
    \/ ClientRequestLine
    \/ SendAppendEntriesLine
    \/ CompactLine
    \/ ChangeMembershipLine
    \/ RestartLine
    \/ ReceiveLine

-----------------------------------------------------------------------------
\* A step leads where its line says: to these states of all nodes, with these
\* messages sent.  An Init line may leave out what is as RaftComplete's Init has it.
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
