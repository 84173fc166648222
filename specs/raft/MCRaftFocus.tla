----------------------------- MODULE MCRaftFocus -----------------------------
(***************************************************************************)
(* RaftComplete for counterexamples with more nodes, elections and         *)
(* messages than other models have room for.  What happens is narrowed to  *)
(* what a counterexample needs, so what is found here is found; that       *)
(* nothing is, means little, but beside what is found in the same world.   *)
(*                                                                         *)
(*  - Only some messages may be on their way for long.  Of the others the  *)
(*    first is received or lost before anything else happens.              *)
(*  - Nodes stand for election in turns, and only a leader restarts.       *)
(*  - Some messages never arrive, and what would not is not sent.          *)
(***************************************************************************)
EXTENDS MCRaftLease

CONSTANTS
    First, Second, Third, Fourth, Fifth     \* the nodes, or None

\* Which messages may arrive.  Replaceable.
Arrives(m) == TRUE

\* Which of these may be on their way for long.  Replaceable.
IsSlow(m) == FALSE

Quick == {m \in network : ~IsSlow(m) \/ ~Arrives(m)}

TheNext == CHOOSE m \in Quick : TRUE

\* Who may stand.  Replaceable.
Turn(n) == n = IF nodes[n].currentTerm % 2 = 0 THEN First ELSE Second

\* Which changes of the cluster there may be.  Replaceable.
MayBecome(n, member, as) == TRUE


FocusNext ==
    /\ IF Quick = {}
       THEN MCNext
       ELSE \E m \in (network \ Quick) \cup {TheNext} : MessageNext(m)
    /\ event'.type = "Timeout" => Turn(event'.node) /\ nodes[event'.node].role = "Follower"
    /\ event'.type = "Restart" => event'.node \in Leaders
    /\ event'.type = "SendAppendEntries" => \E m \in network' : Arrives(m)
    /\ event'.type = "ChangeMembership" => MayBecome(event'.node, event'.member, event'.as)
    /\ event'.type = "Receive" => Arrives(event'.message)
    /\ Clocks

FocusSpec == LeaseInit /\ [][FocusNext]_leaseVars

Between(m, some, others) ==
    (m.from \in some /\ m.to \in others) \/ (m.from \in others /\ m.to \in some)

-----------------------------------------------------------------------------
Elects(m) == m.type \in {"PreVote", "PreVoteReply", "RequestVote", "RequestVoteReply"}

\* For Arrives: First leads with Second, and then Second with Third, who may not have heard of First.
FirstThenSecond(m) ==
    \/ m.term <= 1 /\ Between(m, {First}, {Second})
    \/ m.term <= 1 /\ Elects(m) /\ Between(m, {Second}, {Third})
    \/ m.term >= 2 /\ Between(m, {Second}, {Third})

\* For Turn: who has led is not the only one to lose contact.
AllButFirst(n) == (n = First) <=> (nodes[First].currentTerm = 0)

\* The same, but First leads with Third.
FirstWithThird(m) ==
    \/ m.term <= 1 /\ Between(m, {First}, {Third})
    \/ m.term <= 1 /\ Elects(m) /\ Between(m, {Second}, {Third})
    \/ m.term >= 2 /\ Between(m, {Second}, {Third})

\* The same, but First commits nothing, and hears from Second later.
FirstInVain(m) ==
    \/ m.term <= 1 /\ Elects(m) /\ (Between(m, {First}, {Second}) \/ Between(m, {Second}, {Third}))
    \/ m.term >= 2 /\ Elects(m) /\ Between(m, {Second}, {Third})
    \/ m.term >= 2 /\ ~Elects(m) /\ Between(m, {Second}, {First})

\* For IsSlow: answers to First.
SlowAnswers(m) == m.type = "AppendEntriesReply" /\ m.to = First

\* For Arrives and IsSlow: First leads with Second, and sends all its log to Third at once, which takes long.
ThirdLags(m) ==
    \/ Between(m, {First}, {Second})
    \/ ~Elects(m) /\ Between(m, {First}, {Third})
WholeLog(m) == m.type = "AppendEntries" /\ m.to = Third /\ Len(m.entries) = 2

\* Two leaders change the cluster, each at once, and the first comes back.  In term 1 First is elected by Second
\* and Third, and adds Fifth, but nobody hears of it.  In term 2 Second is elected by Third and Fourth, removes First, and
\* tells Third.  In term 3 First is elected by Fourth and Fifth.
TwoLeaders(n) == n = First \/ (n = Second /\ nodes[First].currentTerm = 1)

OneAddsOneRemoves(n, member, as) ==
    \/ n = First /\ member = Fifth /\ as = "Voter"
    \/ n = Second /\ member = First /\ as = "Removed"

InThreeTerms(m) ==
    \/ m.term <= 1 /\ Elects(m) /\ Between(m, {First}, {Second, Third})
    \/ m.term \in 1..2 /\ Elects(m) /\ Between(m, {Second}, {Third, Fourth})
    \/ m.term = 2 /\ ~Elects(m) /\ Between(m, {Second}, {Third})
    \/ m.term >= 1 /\ Elects(m) /\ nodes[Second].role = "Leader" /\ Between(m, {First}, {Fourth, Fifth})
    \/ m.term = 3 /\ ~Elects(m) /\ Between(m, {First}, {Fourth, Fifth})

\* First leads with Second, and makes a learner of Fourth, of which only Fourth hears.  Second then leads with Third.
FirstAddsLearner(n, member, as) == n = First /\ as = "Learner" /\ member = Fourth

ToLearner(m) ==
    \/ FirstThenSecond(m) /\ (m.type = "AppendEntries" => Len(m.entries) + m.prevLogIndex <= 1 \/ m.term = 2)
    \/ m.term = 1 /\ Between(m, {First}, {Fourth})
=============================================================================
