-------------------------- MODULE TraceBasicPaxos ---------------------------
(***************************************************************************)
(* Is a log a behaviour of Basic Paxos?  As in TraceRaft, which says how a *)
(* trace spec works and why it may keep no more of the network than later  *)
(* lines receive: each line of the log must be one step of BasicPaxos.tla, *)
(* by the action that the line's event names, with the arguments that it   *)
(* gives; and must lead where the line says.                               *)
(*                                                                         *)
(* Every node of a logged cluster plays every role.  The ghosts stay       *)
(* empty: they enable no action and determine no other variable.           *)
(***************************************************************************)
EXTENDS BasicPaxos, TraceLog

VARIABLES
    line,       \* how many lines are explained
    sent        \* what the last of them sent

traceVars == <<nodes, network, asked, allVotes, line, sent>>

\* For Value: a value is any text.
AnyText == STRING

Event == LogEvent(line + 1)

Is(type) ==
    /\ line < LogLength
    /\ Event.type = type
    /\ line' = line + 1

\* For Step: what every action of BasicPaxos does in the end.
TraceStep(n, s, messages) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ sent' = messages
    /\ network' = InFlight(line + 1, network, messages)
    /\ UNCHANGED <<asked, allVotes>>

-----------------------------------------------------------------------------
\* One wrapper for each event.  Its guards are those that Next has.

InitLine ==
    /\ Is("Init")
    /\ nodes' = [n \in Node |-> InitialNode]
    /\ network' = {}
    /\ sent' = {}
    /\ UNCHANGED <<asked, allVotes>>

ClientRequestLine ==
    /\ Is("ClientRequest")
    /\ Event.node \in Node
    /\ Event.value \in Value
    /\ ClientRequest(Event.node, Event.value)

StartBallotLine ==
    /\ Is("StartBallot")
    /\ Event.node \in Node
    /\ StartBallot(Event.node)

RestartLine ==
    /\ Is("Restart")
    /\ Event.node \in Node
    /\ Restart(Event.node)

ReceiveLine ==
    /\ Is("Receive")
    /\ Event.message \in network
    /\ Event.node \in Event.message.to
    /\ Receive(Event.node, Event.message)

TraceInit ==
    /\ Init
    /\ line = 0
    /\ sent = {}

TraceNext ==
    \/ InitLine
    \/ ClientRequestLine
    \/ StartBallotLine
    \/ RestartLine
    \/ ReceiveLine

-----------------------------------------------------------------------------
\* A step leads where its line says: to these states of all nodes, with these
\* messages sent.  An Init line may leave out what is as BasicPaxos' Init has it.
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
