--------------------------- MODULE Configurations ---------------------------
(***************************************************************************)
(* Which nodes are the cluster: configurations, and how one becomes        *)
(* another.  No state and no actions.                                      *)
(*                                                                         *)
(* After D. Ongaro, "Consensus: Bridging Theory and Practice" (thesis,     *)
(* Stanford 2014), chapter 4: one voter joins or leaves at a time, so that *)
(* a quorum of the old configuration and one of the new share a node.      *)
(* That is not enough by itself: see MayChange in RaftMembership.tla.      *)
(* The Java class is dev.quorate.raft.complete.Configuration.              *)
(*                                                                         *)
(* A configuration is a record [voters, learners] of two sets.  Learners   *)
(* get the log and count in no quorum (section 4.2.1).                     *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

Members(configuration) == configuration.voters \cup configuration.learners

\* Replaceable.
IsQuorum(configuration, S) ==
    2 * Cardinality(S \cap configuration.voters) > Cardinality(configuration.voters)

\* The configuration in which a node is a "Voter", a "Learner", or "Removed".
With(configuration, node, as) ==
    [voters   |-> IF as = "Voter" THEN configuration.voters \cup {node} ELSE configuration.voters \ {node},
     learners |-> IF as = "Learner" THEN configuration.learners \cup {node} ELSE configuration.learners \ {node}]
=============================================================================
