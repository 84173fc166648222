------------------------------ MODULE TraceAbd ------------------------------
(***************************************************************************)
(* Is a log a behaviour of ABD?  As in TraceRaft, which says how a trace   *)
(* spec works and why it may keep no more of the network than later lines  *)
(* receive: each line of the log must be one step of Abd.tla, by the       *)
(* action that the line's event names, with the arguments that it gives;   *)
(* and must lead where the line says.                                      *)
(*                                                                         *)
(* The ghosts stay as they began: they enable no action and determine no   *)
(* other variable.                                                         *)
(***************************************************************************)
EXTENDS Abd, TraceLog

VARIABLES
    line,       \* how many lines are explained
    sent        \* what the last of them sent

traceVars == <<nodes, network, ended, began, line, sent>>

\* For Command: a value is any text.
AnyText == STRING

Event == LogEvent(line + 1)

Is(type) ==
    /\ line < LogLength
    /\ Event.type = type
    /\ line' = line + 1

\* For Step: what every action of Abd does in the end.
TraceStep(n, s, messages) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ sent' = messages
    /\ network' = InFlight(line + 1, network, messages)
    /\ UNCHANGED <<ended, began>>

-----------------------------------------------------------------------------
\* One wrapper for each event.  Its guards are those that Next has.

InitLine ==
    /\ Is("Init")
    /\ nodes' = [n \in Node |-> InitialNode]
    /\ network' = {}
    /\ sent' = {}
    /\ UNCHANGED <<ended, began>>

ClientWriteLine ==
    /\ Is("ClientWrite")
    /\ Event.node \in Node
    /\ Event.value \in Command
    /\ ClientWrite(Event.node, Event.value)

ClientReadLine ==
    /\ Is("ClientRead")
    /\ Event.node \in Node
    /\ ClientRead(Event.node)

RetryLine ==
    /\ Is("Retry")
    /\ Event.node \in Node
    /\ Retry(Event.node)

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
    \/ ClientWriteLine
    \/ ClientReadLine
    \/ RetryLine
    \/ RestartLine
    \/ ReceiveLine

-----------------------------------------------------------------------------
\* A step leads where its line says: to these states of all nodes, with these
\* messages sent.  An Init line may leave out what is as Abd's Init has it.
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
