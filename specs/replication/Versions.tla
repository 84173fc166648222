------------------------------ MODULE Versions ------------------------------
(***************************************************************************)
(* Versions of a replicated value: which of two is the newer, and what two *)
(* copies come to.  Nodes that write without asking each other need        *)
(* nothing else to agree in the end.                                       *)
(*                                                                         *)
(* A copy is a set of versions, none of which is older than another.  The  *)
(* two ways to say which is older are:                                     *)
(*  - "LastWriterWins": a timestamp, and between equal ones the writer's   *)
(*    name.  The order is total, so a copy has one version: Cassandra      *)
(*    (A. Lakshman, P. Malik, LADIS 2009).  The timestamp is a Lamport     *)
(*    clock (L. Lamport, CACM 21(7), 1978): above all that the writer held.*)
(*  - "VersionVector": of each node, how many of its writes a version has  *)
(*    seen, itself included (D. S. Parker et al., "Detection of Mutual     *)
(*    Inconsistency in Distributed Systems", IEEE TSE 9(3), 1983).  The    *)
(*    order is partial; versions that have not seen each other are         *)
(*    siblings, and both stay: Dynamo (G. DeCandia et al., SOSP 2007, §4.4)*)
(*                                                                         *)
(* Either way copies with Merge are a semilattice.  The Java class is      *)
(* dev.quorate.replication.gossip.Versioning.                              *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Replicas,   \* the nodes, in a sequence: the order of their names
    Versioning  \* "LastWriterWins" or "VersionVector"

Node == {Replicas[i] : i \in DOMAIN Replicas}

Version(value, stamp) == [value |-> value, stamp |-> stamp]

Timestamp(counter, node) == [type |-> "Timestamp", counter |-> counter, node |-> node]

Vector(counts) == [type |-> "Vector", counts |-> counts]

\* The greatest of a set of numbers; 0 if there is none.
Greatest(S) == IF S = {} THEN 0 ELSE CHOOSE i \in S : \A j \in S : j <= i

Rank(n) == CHOOSE i \in DOMAIN Replicas : Replicas[i] = n

\* Whether version v is older than w.
Older(v, w) ==
    IF Versioning = "LastWriterWins" THEN
        \/ v.stamp.counter < w.stamp.counter
        \/ v.stamp.counter = w.stamp.counter /\ Rank(v.stamp.node) < Rank(w.stamp.node)
    ELSE
        /\ v.stamp # w.stamp
        /\ \A n \in Node : v.stamp.counts[n] <= w.stamp.counts[n]

\* The stamp of what node n writes in the place of a copy: newer than all in it.  Replaceable.
NextStamp(n, copy) ==
    IF Versioning = "LastWriterWins" THEN
        Timestamp(Greatest({v.stamp.counter : v \in copy}) + 1, n)
    ELSE
        LET seen == [p \in Node |-> Greatest({v.stamp.counts[p] : v \in copy})]
        IN  Vector([seen EXCEPT ![n] = @ + 1])

\* What two copies come to: what is in either, without what is older than another.  Replaceable.
Merge(one, other) ==
    {v \in one \cup other : \A w \in one \cup other : ~Older(v, w)}
=============================================================================
