---------------------- MODULE TraceFastLeaderElection -----------------------
(***************************************************************************)
(* Is a log a behaviour of Fast Leader Election?  As in TraceRaft, which   *)
(* says how a trace spec works and why it may keep no more of the network  *)
(* than later lines receive: each line of the log must be one step of      *)
(* FastLeaderElection.tla, by the action that the line's event names, with *)
(* the arguments that it gives; and must lead where the line says.         *)
(*                                                                         *)
(* What a server has on disk is what its line says: Zab's affair.  The     *)
(* ghosts stay empty: they enable no action and determine no other         *)
(* variable.                                                               *)
(***************************************************************************)
EXTENDS FastLeaderElection, TraceLog

VARIABLES
    line,       \* how many lines are explained
    sent        \* what the last of them sent

traceVars == <<nodes, network, allVotes, allLeaders, line, sent>>

Event == LogEvent(line + 1)

Is(type) ==
    /\ line < LogLength
    /\ Event.type = type
    /\ line' = line + 1

\* For Step: what every action of FastLeaderElection does in the end.
TraceStep(n, s, messages) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ sent' = messages
    /\ network' = InFlight(line + 1, network, messages)
    /\ UNCHANGED <<allVotes, allLeaders>>

-----------------------------------------------------------------------------
\* One wrapper for each event.  Its guards are those that Next has.

InitLine ==
    /\ Is("Init")
    /\ nodes' = [n \in Node |-> InitialNode]
    /\ network' = {}
    /\ sent' = {}
    /\ UNCHANGED <<allVotes, allLeaders>>

LookForLeaderLine ==
    /\ Is("LookForLeader")
    /\ Event.node \in Node
    /\ Event.epoch \in Nat /\ ZxidOK(Event.zxid)
    /\ LookForLeader(Event.node, Event.epoch, Event.zxid)

SendNotificationLine ==
    /\ Is("SendNotification")
    /\ Event.node \in Node
    /\ SendNotification(Event.node)

DecideLine ==
    /\ Is("Decide")
    /\ Event.node \in Node
    /\ Decide(Event.node)

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
    \/ LookForLeaderLine
    \/ SendNotificationLine
    \/ DecideLine
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
