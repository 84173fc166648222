---------------------------- MODULE RaftComplete ----------------------------
(***************************************************************************)
(* Raft with what a cluster needs that runs: PreVote and check-quorum,     *)
(* compaction, changes of membership, leadership transfer, reads, batches. *)
(*                                                                         *)
(* After D. Ongaro, "Consensus: Bridging Theory and Practice" (thesis,     *)
(* Stanford 2014).  Read Raft.tla first, which is its chapter 3; then, in  *)
(* any order and each by itself:                                           *)
(*    CompactedLog     what a log is whose first entries are a snapshot    *)
(*    Configurations   which nodes are the cluster                         *)
(*    RaftNodes        what nodes hold, and what they say to each other    *)
(*    RaftElections    who leads                                           *)
(*    RaftReads        reads that need no entry in the log                 *)
(*    RaftReplication  the log, its snapshots, and how they get around     *)
(*    RaftMembership   how the cluster changes                             *)
(* Here they are put together, and what must hold is said.  The Java class *)
(* is dev.quorate.raft.complete.RaftComplete: one method per action, same  *)
(* names, in the order of these modules.                                   *)
(*                                                                         *)
(* Sessions of clients are no part of this: they are a part of the state   *)
(* machine that the log feeds, see abstract/Sessions.tla.                  *)
(*                                                                         *)
(* The network is that of Raft.tla: messages are lost, doubled, and        *)
(* overtake each other.                                                    *)
(***************************************************************************)
EXTENDS RaftReplication, RaftMembership

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ committed = <<>>
    /\ reading = {}

\* Node n stops, and starts again with what it had on disk.
Restart(n) ==
    Step(n, Durable(nodes[n]), {})

Receive(m) ==
    CASE m.type = "PreVote"            -> HandlePreVote(m)
      [] m.type = "PreVoteReply"       -> HandlePreVoteReply(m)
      [] m.type = "RequestVote"        -> HandleRequestVote(m)
      [] m.type = "RequestVoteReply"   -> HandleRequestVoteReply(m)
      [] m.type = "AppendEntries"      -> HandleAppendEntries(m)
      [] m.type = "AppendEntriesReply" -> HandleAppendEntriesReply(m)
      [] m.type = "InstallSnapshot"    -> HandleInstallSnapshot(m)
      [] m.type = "TimeoutNow"         -> HandleTimeoutNow(m)

\* A message is lost.
Lose(m) ==
    /\ network' = network \ {m}
    /\ UNCHANGED <<nodes, committed, reading>>

Next ==
    \/ \E n \in Node :
          Timeout(n) \/ CheckQuorum(n) \/ AbortTransfer(n) \/ ReadIndex(n) \/ LeaseExpires(n) \/ Restart(n)
    \/ \E n \in Node, c \in Command : ClientRequest(n, c)
    \/ \E n, p \in Node : SendAppendEntries(n, p) \/ TransferLeadership(n, p)
    \/ \E n \in Node : \E index \in 1..nodes[n].commitIndex : Compact(n, index)
    \/ \E n, p \in Node, as \in {"Voter", "Learner", "Removed"} : ChangeMembership(n, p, as)
    \/ \E m \in network : Receive(m) \/ Lose(m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Types.

Term == Nat
Index == Nat
ConfigurationType == [voters : SUBSET Node, learners : SUBSET Node]
Snapshot == [lastIndex : Index, lastTerm : Term, state : Seq(Command), configuration : ConfigurationType]
Entry ==
    [type : {"Client"}, term : Term, command : Command]
        \cup [type : {"NoOp"}, term : Term]
        \cup [type : {"Change"}, term : Term, configuration : ConfigurationType]

NodeOK(n, s) ==
    /\ DOMAIN s = DOMAIN InitialNode
    /\ s.currentTerm \in Term
    /\ s.votedFor \in Node \cup {None}
    /\ s.log \in [snapshot : Snapshot, entries : Seq(Entry)]
    /\ s.role \in {"Follower", "PreCandidate", "Candidate", "Leader"}
    /\ s.leader \in Node \cup {None}
    /\ s.votesGranted \in SUBSET Node
    /\ s.role \notin {"PreCandidate", "Candidate"} => s.votesGranted = {}
    /\ s.role = "Leader" => s.leader = n
    /\ s.role \in {"PreCandidate", "Candidate"} => s.leader = None
    /\ IF s.role = "Leader"
       THEN LET members == Members(Configuration(s)) \ {n}
                l == s.leading
            IN  /\ DOMAIN l = DOMAIN NotLeading
                /\ l.nextIndex \in [members -> Index]
                /\ l.matchIndex \in [members -> Index]
                /\ l.acked \in [members -> Nat]
                /\ \A p \in members : l.matchIndex[p] < l.nextIndex[p] /\ l.acked[p] <= l.round
                /\ l.active \in SUBSET members
                /\ l.transferee \in members \cup {None}
                /\ l.transferred \in BOOLEAN
                /\ l.transferee # None => l.transferred
                /\ l.round \in Nat
                /\ l.confirmed \in 0..l.round
                /\ l.expired \in 0..l.round
       ELSE s.leading = NotLeading
    /\ s.commitIndex \in s.log.snapshot.lastIndex..LastIndex(s.log)

MessageOK(m) ==
    /\ m.from \in Node
    /\ m.to \in Node \ {m.from}
    /\ m.term \in Term
    /\ CASE m.type = "PreVote" ->
              m = PreVote(m.from, m.to, m.term, m.lastLogIndex, m.lastLogTerm)
                 /\ m.lastLogIndex \in Index /\ m.lastLogTerm \in Term
         [] m.type = "RequestVote" ->
              m = RequestVote(m.from, m.to, m.term, m.lastLogIndex, m.lastLogTerm, m.transfer)
                 /\ m.lastLogIndex \in Index /\ m.lastLogTerm \in Term /\ m.transfer \in BOOLEAN
         [] m.type \in {"PreVoteReply", "RequestVoteReply"} ->
              m.granted \in BOOLEAN
         [] m.type = "AppendEntries" ->
              m = AppendEntries(m.from, m.to, m.term, m.prevLogIndex, m.prevLogTerm, m.entries, m.leaderCommit, m.round)
                 /\ m.prevLogIndex \in Index /\ m.prevLogTerm \in Term
                 /\ m.entries \in Seq(Entry) /\ Len(m.entries) <= MaxBatch
                 /\ m.leaderCommit \in Index /\ m.round \in Nat
         [] m.type = "AppendEntriesReply" ->
              m = AppendEntriesReply(m.from, m.to, m.term, m.success, m.matchIndex, m.round)
                 /\ m.success \in BOOLEAN /\ m.matchIndex \in Index /\ m.round \in Nat
         [] m.type = "InstallSnapshot" ->
              m = InstallSnapshot(m.from, m.to, m.term, m.snapshot, m.round)
                 /\ m.snapshot \in Snapshot /\ m.round \in Nat
         [] m.type = "TimeoutNow" ->
              m = TimeoutNow(m.from, m.to, m.term)

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(n, nodes[n])
    /\ \A m \in network : MessageOK(m)
    /\ committed \in Seq([entry : Entry, by : Term])
    /\ reading \subseteq [node : Node, round : Nat, floor : Index]

-----------------------------------------------------------------------------
\* Safety.  What has a name in Raft.tla is the same here, said of logs that begin with a snapshot.

Leaders == {n \in Node : nodes[n].role = "Leader"}

ElectionSafety ==
    \A n, p \in Leaders : nodes[n].currentTerm = nodes[p].currentTerm => n = p

LogMatching ==
    \A n, p \in Node :
        LET one == nodes[n].log
            other == nodes[p].log
            first == Max(one.snapshot.lastIndex, other.snapshot.lastIndex) + 1
        IN  \A i \in first..Min(LastIndex(one), LastIndex(other)) :
                TermAt(one, i) = TermAt(other, i) =>
                    EntriesBetween(one, first, i) = EntriesBetween(other, first, i)

\* The commands that are committed up to an index.
CommittedCommands(index) == Commands([i \in 1..index |-> committed[i].entry])

\* s holds the i-th committed entry, or has compacted it.
Holds(s, i) ==
    \/ i <= s.log.snapshot.lastIndex
    \/ i <= LastIndex(s.log) /\ EntryAt(s.log, i) = committed[i].entry

LeaderCompleteness ==
    \A n \in Leaders : \A i \in DOMAIN committed :
        nodes[n].currentTerm > committed[i].by => Holds(nodes[n], i)

\* What a node holds as committed is what was committed, and its snapshot is of what was committed.
StateMachineSafety ==
    \A n \in Node :
        LET s == nodes[n]
            snapshot == s.log.snapshot
        IN  /\ s.commitIndex <= Len(committed)
            /\ \A i \in 1..s.commitIndex : Holds(s, i)
            /\ snapshot.state = CommittedCommands(snapshot.lastIndex)
            /\ snapshot.lastIndex > 0 => snapshot.lastTerm = committed[snapshot.lastIndex].entry.term
            /\ snapshot.configuration = ConfigurationAt(
                  [snapshot |-> InitialSnapshot, entries |-> [i \in DOMAIN committed |-> committed[i].entry]],
                  snapshot.lastIndex)

\* A node that is removed leads no more once that is committed.
LeadersAreVoters ==
    \A n \in Leaders :
        LET log == nodes[n].log
        IN  n \in Configuration(nodes[n]).voters \/ LastChange(log, LastIndex(log)) > nodes[n].commitIndex

\* Who answers a pre-vote with yes is as it was.
GrantsBindNobody ==
    [][\A m \in network' \ network : m.type = "PreVoteReply" /\ m.granted => nodes' = nodes]_vars

\* A leader leads on, whoever stands, unless it wanted somebody to, or hears it from another side: a cut off or
\* a removed node deposes nobody by standing.
CandidatesDeposeNobody ==
    [][\A m \in network :
          m.type = "RequestVote" /\ ~m.transfer /\ m.to \in Leaders /\ HandleRequestVote(m) => m.to \in Leaders']_vars

\* A leader never removes or changes an entry of its own log, but by compaction.
LeaderAppendOnly ==
    [][\A n \in Leaders :
          LET before == nodes[n].log
              after == nodes'[n].log
          IN  nodes'[n].role = "Leader" =>
                 /\ LastIndex(after) >= LastIndex(before)
                 /\ \A i \in after.snapshot.lastIndex + 1..LastIndex(before) : EntryAt(after, i) = EntryAt(before, i)]_vars

TermMonotonic ==
    [][\A n \in Node : nodes'[n].currentTerm >= nodes[n].currentTerm]_vars

\* A commit index goes back by a restart only, and not behind the snapshot, which never goes back.
CommitIndexMonotonic ==
    [][\A n \in Node :
          /\ nodes'[n].commitIndex >= nodes[n].commitIndex \/ Restart(n)
          /\ nodes'[n].log.snapshot.lastIndex >= nodes[n].log.snapshot.lastIndex]_vars

\* What a leader knows that a follower holds, the follower holds.
MatchedIsHeld ==
    \A n \in Leaders : \A p \in DOMAIN nodes[n].leading.matchIndex :
        nodes[p].currentTerm = nodes[n].currentTerm => LastIndex(nodes[p].log) >= nodes[n].leading.matchIndex[p]

\* And it never forgets that, whatever it hears later.
MatchIndexMonotonic ==
    [][\A n \in Leaders :
          LET before == nodes[n].leading.matchIndex
              after == nodes'[n].leading.matchIndex
          IN  nodes'[n].currentTerm = nodes[n].currentTerm =>
                 \A p \in DOMAIN before \cap DOMAIN after : after[p] >= before[p]]_vars

\* At most so many entries are on their way to one that has answered.
FlowControl ==
    \A n \in Leaders : \A p \in DOMAIN nodes[n].leading.matchIndex :
        LET s == nodes[n]
        IN  s.leading.matchIndex[p] > s.log.snapshot.lastIndex => s.leading.nextIndex[p] - s.leading.matchIndex[p] - 1 <= Window

\* A read is answered from a state that has all that was committed when it began.
ReadsLinearizable ==
    [][\A n \in Node :
          LET before == nodes[n].leading
              s == nodes'[n]
              leadsOn == s.role = "Leader" /\ s.currentTerm = nodes[n].currentTerm
          IN  /\ \A r \in reading :
                    r.node = n /\ leadsOn /\ s.leading.confirmed >= r.round => s.commitIndex >= r.floor
              /\ leadsOn /\ s.leading.round > before.round /\ s.leading.confirmed = s.leading.round =>
                    s.commitIndex >= Len(committed)]_vars

\* The same of a read by lease, which begins and ends at once.  It holds while clocks do as assumed.
LeaseReadsLinearizable ==
    \A n \in Node : HoldsLease(nodes[n]) => nodes[n].commitIndex >= Len(committed)

-----------------------------------------------------------------------------
\* Refinement: what clients have had committed is the log.

ReplicatedLog == INSTANCE ReplicatedLog WITH
    Replica <- Node,
    log     <- CommittedCommands(Len(committed)),
    applied <- [n \in Node |-> StateAt(nodes[n].log, nodes[n].commitIndex)]

RefinesReplicatedLog == ReplicatedLog!Spec
=============================================================================
