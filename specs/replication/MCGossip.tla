------------------------------ MODULE MCGossip ------------------------------
(***************************************************************************)
(* Gossip as a bounded model: bounds, the name of each step; the faults    *)
(* that some models plant, and the situations that some must reach.  What  *)
(* a model bounds and what it must yield stands in models/gossip-*.cfg.    *)
(***************************************************************************)
EXTENDS Gossip, Ranking, TLC

CONSTANTS
    ReplicaSet,     \* the set of nodes
    Exchanges,      \* which of "Push", "Pull" and "PushPull" nodes use
    MaxClock,       \* clocks go from 0 to this: see Clock
    MaxInFlight     \* at most this many messages are in the network at once

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, replaced, event>>

View == <<nodes, network, replaced>>

\* For Replicas: in the order in which the cfg names them, which is that of their names
\* as in Java; a model that named them otherwise would not conform.
MCReplicas == Ranked(ReplicaSet)

RECURSIVE Sum(_, _)
Sum(f, S) == IF S = {} THEN 0 ELSE LET n == CHOOSE n \in S : TRUE IN f[n] + Sum(f, S \ {n})

\* How far nodes have counted: the greatest counter of a timestamp, or the number of writes
\* that vectors know of.
Clock ==
    LET stamps == {v.stamp : v \in UNION {nodes[n].versions : n \in Node}}
    IN  IF Versioning = "LastWriterWins" THEN Greatest({stamp.counter : stamp \in stamps})
        ELSE Sum([n \in Node |-> Greatest({stamp.counts[n] : stamp \in stamps})], Node)

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ Clock <= MaxClock
    /\ Cardinality(network) <= MaxInFlight

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* Gossip's Next, each step with its name.  What happens in the network alone has no `node`.
MCNext ==
    \/ \E n \in Node, v \in Value :
          Write(n, v) /\ event' = [type |-> "Write", node |-> n, value |-> v]
    \/ \E n \in Node :
          \/ Read(n) /\ event' = [type |-> "Read", node |-> n]
          \/ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E n, p \in Node, exchange \in Exchanges :
          /\ CASE exchange = "Push" -> Push(n, p)
               [] exchange = "Pull" -> Pull(n, p)
               [] exchange = "PushPull" -> PushPull(n, p)
          /\ event' = [type |-> exchange, node |-> n, peer |-> p]
    \/ \E m \in network :
          \/ Receive(m) /\ event' = [type |-> "Receive", node |-> m.to, message |-> m]
          \/ Lose(m) /\ event' = [type |-> "Lose", message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars

-----------------------------------------------------------------------------
\* Planted faults: each replaces an operator of Gossip or Versions in a model that must
\* then violate a property.  A property that no fault can break says nothing.

\* For Durable: the copy is in memory only.
ForgetCopy(s) == InitialNode

\* For Durable: a timestamp is in memory only.
ForgetTimestamp(s) == [s EXCEPT !.versions = {[v EXCEPT !.stamp.counter = 0] : v \in @}]

\* For NextStamp: a timestamp is what the node's own clock shows, which may be behind that of what it holds.
SkewedClock(n, copy) ==
    Timestamp(Greatest({v.stamp.counter : v \in {w \in copy : w.stamp.node = n}}) + 1, n)

\* For NextStamp: a node counts its own writes, and no others that it has seen.
OwnEntry(n, copy) ==
    Vector([p \in Node |-> IF p = n THEN Greatest({v.stamp.counts[n] : v \in copy}) + 1 ELSE 0])

\* For NextStamp: all nodes count in one entry, as if they were one.
SharedEntry(n, copy) ==
    Vector([p \in Node |-> IF p = Replicas[1] THEN Greatest({v.stamp.counts[p] : v \in copy}) + 1 ELSE 0])

\* For Merge: what comes last is right.
LastArrival(one, other) == IF other = {} THEN one ELSE other

\* For Merge: everything stays.
KeepAll(one, other) == one \cup other

\* For Merge: of versions that neither is older than the other, what is here stays.  Such are those
\* whose timestamps have equal counters, if nobody looks at the names.
KeepOwn(one, other) ==
    LET Wins(w, v) == IF Versioning = "LastWriterWins" THEN v.stamp.counter < w.stamp.counter ELSE Older(v, w)
    IN  IF one = {} \/ \E w \in other, v \in one : Wins(w, v) THEN other ELSE one

\* For Merge: of such versions, what arrives stays.
DropSibling(one, other) ==
    LET latest == {v \in one \cup other : \A w \in one \cup other : ~Older(v, w)}
    IN  IF latest \cap other = {} THEN latest ELSE latest \cap other

\* For HandleRequest: nobody answers.
NeverAnswer(m) == Step(m.to, nodes[m.to], {})

-----------------------------------------------------------------------------
\* Witnesses: each denies a situation that must be reachable, so that a model
\* which checks one must violate it.  So does NoWriteLost, with timestamps.

\* A read is stale: it does not show a write that was acknowledged before.
NeverStale ==
    [][event'.type = "Read" => \A v \in Written : Covers(nodes[event'.node].versions, v)]_mcVars

\* Every copy has both of two writes that have not seen each other.
NeverSiblings == ~ \A n \in Node : Cardinality(nodes[n].versions) = 2

\* A write has seen two siblings, and replaces both, everywhere.
NeverReconciled ==
    ~ \E v \in Written : Cardinality(replaced[v]) = 2 /\ \A n \in Node : nodes[n].versions = {v}
=============================================================================
