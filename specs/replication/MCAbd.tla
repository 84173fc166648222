------------------------------- MODULE MCAbd --------------------------------
(***************************************************************************)
(* ABD as a bounded model: bounds, the name of each step; the faults that  *)
(* some models plant, and the situations that some must reach.  What a     *)
(* model bounds and what it must yield stands in models/abd-*.cfg.         *)
(***************************************************************************)
EXTENDS Abd, Ranking

CONSTANTS
    NodeSet,        \* the set of nodes
    Asked,          \* the set of the nodes that clients ask
    MaxOperations,  \* how many operations there are, of all nodes together
    MaxInFlight     \* at most this many messages are in the network at once

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, ended, began, event>>

View == <<nodes, network, ended, began>>

\* For Nodes: in the order in which the cfg names them, which is that of their names
\* as in Java; a model that named them otherwise would not conform.
MCNodes == Ranked(NodeSet)

RECURSIVE Sum(_, _)
Sum(f, S) == IF S = {} THEN 0 ELSE LET n == CHOOSE m \in S : TRUE IN f[n] + Sum(f, S \ {n})

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ \A n \in Node : nodes[n].operation > 0 => n \in Asked
    /\ Sum([n \in Node |-> nodes[n].operation], Node) <= MaxOperations
    /\ \A n \in Node : nodes[n].stored.timestamp.counter <= MaxOperations
    /\ Cardinality(network) <= MaxInFlight

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* ABD's Next, each step with its name.  What happens in the network alone has no `node`.
MCNext ==
    \/ \E n \in Node, v \in Command :
          ClientWrite(n, v) /\ event' = [type |-> "ClientWrite", node |-> n, value |-> v]
    \/ \E n \in Node :
          \/ ClientRead(n) /\ event' = [type |-> "ClientRead", node |-> n]
          \/ Retry(n) /\ event' = [type |-> "Retry", node |-> n]
          \/ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E m \in network :
          \/ \E n \in m.to : Receive(n, m) /\ event' = [type |-> "Receive", node |-> n, message |-> m]
          \/ Lose(m) /\ event' = [type |-> "Lose", message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars
-----------------------------------------------------------------------------
\* Planted faults: each replaces an operator of Abd in a model that must then
\* violate a property.  A property that no fault can break says nothing.

\* For IsQuorum: half of the nodes is enough.
HalfIsQuorum(S) == 2 * Cardinality(S) >= Cardinality(Node)

\* For Proceed: a read returns what it has heard of, and does not write it back.
ProceedWithoutWriteBack(n, s, latest) ==
    LET version == Written(n, latest, s.request)
    IN  IF s.request = None
        THEN [s EXCEPT !.phase = "Done", !.latest = latest, !.heard = {}]
        ELSE [s EXCEPT !.phase = "Propagation", !.latest = version, !.heard = {}, !.stored = Later(@, version)]

\* For Proceed: a writer sends its version, and has not stored it itself.
ProceedAndStoreLater(n, s, latest) ==
    [s EXCEPT !.phase = "Propagation", !.heard = {},
              !.latest = IF s.request = None THEN latest ELSE Written(n, latest, s.request)]

\* For Written: timestamps are counters, so that two writers use the same.
WrittenByNobody(n, latest, value) == Version(Timestamp(latest.timestamp.counter + 1, Nodes[1]), value)

\* For Written: a writer asks nobody, and counts up what it stores itself; so a write may come before one that had ended.
WrittenBlindly(n, latest, value) == Version(Timestamp(nodes[n].stored.timestamp.counter + 1, n), value)

\* For Later: a node takes whatever comes.
TakeAny(a, b) == b

\* For Durable: what a node stores is not written to disk.
ForgetStored(s) ==
    [s EXCEPT !.phase = "Idle", !.request = None, !.latest = NoVersion, !.heard = {}, !.stored = NoVersion]

\* For Durable: the number of a node's operations is not written to disk.
ForgetOperation(s) ==
    [s EXCEPT !.phase = "Idle", !.request = None, !.latest = NoVersion, !.heard = {}, !.operation = 0]

\* For IsAwaited: an answer to an earlier operation counts, too.
IsAnyAnswer(s, m, phase) == s.phase = phase

\* For End: a node keeps who has answered.
EndUntidily(s) == [s EXCEPT !.phase = "Done"]

-----------------------------------------------------------------------------
\* Witnesses: each denies a situation that must be reachable, so that a model
\* which checks one must violate it.

IsRead(s) == s.operation > 0 /\ s.phase # "Idle" /\ s.request = None

\* A read returns what a write that has not ended is about to write.
NeverReadEarly ==
    ~ \E r, w \in Node :
        /\ IsRead(nodes[r]) /\ nodes[r].phase = "Done"
        /\ nodes[w].phase = "Propagation" /\ nodes[w].request # None
        /\ nodes[r].latest = nodes[w].latest

\* A write ends after another, and is before it in the order of the register.
NeverBehind ==
    ~ \E n \in Node :
        /\ nodes[n].phase = "Done" /\ nodes[n].request # None
        /\ Precedes(nodes[n].latest.timestamp, ended)

\* A node has stopped in the middle of a write, and what it was about to write is read nevertheless.
NeverReadLate ==
    ~ \E r, w \in Node :
        /\ IsRead(nodes[r]) /\ nodes[r].phase = "Done"
        /\ nodes[w].phase = "Idle" /\ nodes[w].operation = 1
        /\ nodes[r].latest.timestamp.writer = w

\* For models that would be too large otherwise: nobody asks again.
NoRetry == event'.type # "Retry"

\* Nobody restarts or asks again.
Steady == event'.type \notin {"Restart", "Retry"}

\* Besides, clients ask the nodes in turn, each once, and only when those before it are in their second phase, or done.
InTurn ==
    /\ Steady
    /\ event'.type \in {"ClientWrite", "ClientRead"} =>
          /\ nodes'[event'.node].operation = 1
          /\ \A n \in Node : Place[n] < Place[event'.node] => nodes[n].phase \in {"Propagation", "Done"}

\* Besides, the first writes and the others read.
WriteThenRead ==
    /\ InTurn
    /\ event'.type = "ClientWrite" => event'.node = Nodes[1]
    /\ event'.type = "ClientRead" => event'.node # Nodes[1]
=============================================================================
