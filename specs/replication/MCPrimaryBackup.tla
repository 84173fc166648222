-------------------------- MODULE MCPrimaryBackup ---------------------------
(***************************************************************************)
(* Primary-backup as a bounded model: bounds, the name of each step; the   *)
(* faults that some models plant, and the situations that some must reach. *)
(* What a model bounds and what it must yield stands in                    *)
(* models/primary-backup-*.cfg.                                            *)
(***************************************************************************)
EXTENDS PrimaryBackup, Ranking, TLC

CONSTANTS
    NodeSet,        \* the set of nodes
    MaxLog,         \* a log has at most this many commands
    MaxInFlight     \* at most this many messages are in the network at once

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, acknowledged, down, mistaken, event>>

View == <<nodes, network, acknowledged, down, mistaken>>

\* For Line: in the order in which the cfg names them, which is that of their names as in
\* Java; a model that named them otherwise would not conform.
MCLine == Ranked(NodeSet)

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ \A n \in Node : Len(nodes[n].log) <= MaxLog
    /\ Cardinality(network) <= MaxInFlight

\* The failure detector is never wrong: whom a primary believes to be down is down.
PerfectDetector ==
    \A n \in Node : Leads(n) => \A p \in Before[n] \cup nodes[n].excluded : ~nodes[p].up

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* Next, each step with its name.  What happens in the network alone has no `node`.
MCNext ==
    \/ \E n \in Node, c \in Command :
          ClientRequest(n, c) /\ event' = [type |-> "ClientRequest", node |-> n, command |-> c]
    \/ \E n \in Node :
          \/ SendCopy(n) /\ event' = [type |-> "SendCopy", node |-> n]
          \/ TakeOver(n) /\ event' = [type |-> "TakeOver", node |-> n]
          \/ Stop(n) /\ event' = [type |-> "Stop", node |-> n]
          \/ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E n, p \in Node :
          Exclude(n, p) /\ event' = [type |-> "Exclude", node |-> n, backup |-> p]
    \/ \E m \in network :
          \/ \E n \in m.to : Receive(n, m) /\ event' = [type |-> "Receive", node |-> n, message |-> m]
          \/ Lose(m) /\ event' = [type |-> "Lose", message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars

-----------------------------------------------------------------------------
\* Planted faults: each replaces an operator of PrimaryBackup in a model that must then
\* violate a property.  A property that no fault can break says nothing.

\* For Settle: the client is answered first, and backups get their copies later.
AcknowledgeFirst(s) == [s EXCEPT !.acked = Len(s.log)]

\* For Settle: one backup is enough.
OneIsEnough(s) == IF Cardinality(s.awaited) <= 1 THEN [s EXCEPT !.awaited = {}, !.acked = Len(s.log)] ELSE s

\* For IsEarlier: whoever sends a copy is believed.
NobodyIsEarlier(p, q) == FALSE

\* For Durable: the log is not written to disk.
ForgetLog(s) == [s EXCEPT !.log = <<>>, !.awaited = {}, !.acked = 0]

\* For Durable: who the primary is is not written to disk.
ForgetPrimary(s) == [s EXCEPT !.primary = Line[1], !.excluded = {}, !.awaited = {}, !.acked = 0]

\* For Merge: what follows the copy is dropped, though it may be the message that is old.
TruncateAlways(log, index, command) == Append(SubSeq(log, 1, index - 1), command)

\* For Merge: what is there stays, whosever it is.
NeverTruncate(log, index, command) == IF index <= Len(log) THEN log ELSE Append(log, command)

\* For Merge: the copy is written beside the log.
Mislay(log, index, command) == <<log, command>>

-----------------------------------------------------------------------------
\* Witnesses: each denies a situation that must be reachable, so that a model
\* which checks one must violate it.

\* The last in the line takes over from one that has taken over itself, and that has copied a command
\* which was acknowledged.
NeverTakenOver ==
    [][~ /\ event'.type = "TakeOver"
         /\ After[event'.node] = {}
         /\ ~mistaken'
         /\ acknowledged # <<>>
         /\ \E m \in network : m.type = "Copy" /\ m.from # Line[1]]_mcVars

\* A command that nobody was told of is overwritten: its primary is down, and the next has not got it.
NeverOverwritten ==
    [][\A n \in Node :
          \A i \in DOMAIN nodes[n].log : nodes'[n].up => i <= Len(nodes'[n].log) /\ nodes'[n].log[i] = nodes[n].log[i]]_mcVars

-----------------------------------------------------------------------------
\* Primaries wait for all, whatever the detector says of a backup.
NoExclusionSpec == MCInit /\ [][MCNext /\ event'.type # "Exclude"]_mcVars

\* For a model that would be too large otherwise: nobody is down, so the detector is always wrong, and
\* the last in the line is left out.  For a CONSTRAINT.
LastIsLeftOut ==
    LET last == Line[Len(Line)]
    IN  /\ \A n \in Node : nodes[n].up /\ nodes[n].excluded \subseteq {last}
        /\ ~Leads(last)
=============================================================================
