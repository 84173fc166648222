---------------------------- MODULE RaftElections ----------------------------
(***************************************************************************)
(* Who leads: PreVote, elections, check-quorum, and leadership transfer.   *)
(*                                                                         *)
(* After D. Ongaro's thesis, sections 3.10 (transfer), 4.2.3 and 6.2 (a    *)
(* leader that hears from no quorum steps down; a node that hears from a   *)
(* leader lets nobody else lead) and 9.6 (PreVote).                        *)
(*                                                                         *)
(* Time is in two events.  A node that has not heard of its leader for an  *)
(* election timeout is out of contact: that is Timeout.  A leader looks,   *)
(* once in an election timeout, who has answered: that is CheckQuorum.     *)
(***************************************************************************)
EXTENDS RaftNodes

-----------------------------------------------------------------------------
\* Is a candidate's log, which ends as it says, at least as complete as this one (§5.4.1)?
UpToDate(log, lastLogIndex, lastLogTerm) ==
    LET own == TermAt(log, LastIndex(log))
    IN  \/ lastLogTerm > own
        \/ lastLogTerm = own /\ lastLogIndex >= LastIndex(log)

\* Does a node that has a leader leave a request for its vote unanswered?  Not if it was
\* the leader that wanted it so.  Replaceable.
Disregards(s, m) == s.leader # None /\ m.term > s.currentTerm /\ ~m.transfer

\* May a node answer a pre-vote with yes?  Replaceable.
Encourages(s, m) ==
    /\ m.term >= s.currentTerm
    /\ s.leader = None
    /\ UpToDate(s.log, m.lastLogIndex, m.lastLogTerm)

\* May node n stand?  It may if it is a voter of any configuration that may be in force: not of the
\* last one only, for it may be the only node that has the entry which removes it, and the others may need it
\* (thesis, section 4.2.2); nor of the last that it knows to be committed, for who restarts knows little.  Replaceable.
MayStand(n, s) ==
    \E i \in s.commitIndex..LastIndex(s.log) : n \in ConfigurationAt(s.log, i).voters

\* A candidate with the votes of a quorum leads.  It takes an empty entry of its own, for
\* what is before it can then be committed (thesis, section 6.4).
Tally(n, s) ==
    IF IsQuorum(Configuration(s), s.votesGranted)
    THEN LET members == Members(Configuration(s)) \ {n}
         IN  AdvanceCommitIndex(n,
                [s EXCEPT !.role = "Leader",
                          !.leader = n,
                          !.votesGranted = {},
                          !.log.entries = Append(@, [type |-> "NoOp", term |-> s.currentTerm]),
                          !.leading.nextIndex = [p \in members |-> LastIndex(s.log) + 1],
                          !.leading.matchIndex = [p \in members |-> 0],
                          !.leading.acked = [p \in members |-> 0]])
    ELSE s

\* Node n stands for election in the next term.
Campaign(n, s, transfer) ==
    LET candidate == [Follower(s) EXCEPT !.currentTerm = s.currentTerm + 1,
                                         !.votedFor = n,
                                         !.role = "Candidate",
                                         !.votesGranted = {n}]
        index == LastIndex(s.log)
    IN  Step(n, Tally(n, candidate),
             {RequestVote(n, p, candidate.currentTerm, index, TermAt(s.log, index), transfer) : p \in OtherVoters(n, s)})

\* Node n asks who would vote for it, and stands if a quorum would.  Safe because an answer binds nobody.
Ask(n, s) ==
    LET index == LastIndex(s.log)
    IN  IF IsQuorum(Configuration(s), s.votesGranted)
        THEN Campaign(n, s, FALSE)
        ELSE Step(n, s, {PreVote(n, p, s.currentTerm, index, TermAt(s.log, index)) : p \in OtherVoters(n, s)})

\* What a transferring leader tells the transferee once that has the whole log (thesis, section 3.10).
Urge(n, s) ==
    IF s.role = "Leader" /\ s.leading.transferee # None /\ s.leading.matchIndex[s.leading.transferee] = LastIndex(s.log)
    THEN {TimeoutNow(n, s.leading.transferee, s.currentTerm)}
    ELSE {}

-----------------------------------------------------------------------------
\* What can happen at a node.

\* Node n has not heard of a leader.  It does not stand yet, so that its term stays
\* as it is if nobody else is out of contact (thesis, section 9.6).  Who may not stand is out of contact, too: the others
\* may need its vote, whatever its log says of it.  Replaceable.
Timeout(n) ==
    LET s == nodes[n]
    IN  /\ s.role # "Leader"
        /\ IF MayStand(n, s)
           THEN Ask(n, [Follower(s) EXCEPT !.role = "PreCandidate", !.votesGranted = {n}])
           ELSE s.leader # None /\ Step(n, Follower(s), {})

\* Leader n looks who has answered since it last did, and leads no more if that is no quorum: there
\* may be another leader, and clients had better look for it (thesis, section 6.2).  Safe because to
\* lead no more harms nothing.
CheckQuorum(n) ==
    LET s == nodes[n]
    IN  /\ s.role = "Leader"
        /\ Step(n, IF IsQuorum(Configuration(s), s.leading.active \cup {n}) THEN [s EXCEPT !.leading.active = {}] ELSE Follower(s), {})

\* Leader n wants voter p to lead, and takes no more commands, so that p can catch up
\* (thesis, section 3.10).  Safe because p is elected as anybody is.  But from now on somebody
\* may lead although a quorum has just heard from n: n holds no lease any more in this term.
TransferLeadership(n, p) ==
    LET s == [nodes[n] EXCEPT !.leading.transferee = p, !.leading.transferred = TRUE]
    IN  /\ nodes[n].role = "Leader"
        /\ nodes[n].leading.transferee = None
        /\ p \in OtherVoters(n, s)
        /\ Step(n, s, Urge(n, s))

\* It has taken too long: leader n leads on.
AbortTransfer(n) ==
    LET s == nodes[n]
    IN  /\ s.role = "Leader"
        /\ s.leading.transferee # None
        /\ Step(n, [s EXCEPT !.leading.transferee = None], {})

-----------------------------------------------------------------------------
\* What a node does with a message.

\* Would it vote so?  It changes nothing, and is no contact with a leader.
HandlePreVote(m) ==
    LET n == m.to
        s == nodes[n]
        granted == Encourages(s, m)
    IN  Step(n, s, {PreVoteReply(n, m.from, IF granted THEN m.term ELSE s.currentTerm, granted)})

\* A quorum would.
HandlePreVoteReply(m) ==
    LET n == m.to
        s == IF m.granted THEN nodes[n] ELSE Adopt(nodes[n], m.term)
        counts == m.granted /\ m.term = s.currentTerm /\ s.role = "PreCandidate"
        asked == [s EXCEPT !.votesGranted = @ \cup {m.from}]
    IN  IF counts /\ IsQuorum(Configuration(s), asked.votesGranted)
        THEN Campaign(n, s, FALSE)
        ELSE Step(n, IF counts THEN asked ELSE s, {})

\* A vote, as in Raft.tla, but for a node that is in contact with a leader: to that nobody else
\* shall stand, so it does not even learn of the term (thesis, section 4.2.3).  A node does not look whether
\* it is a voter: its log may not have the entry yet that made it one.
HandleRequestVote(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.term)
        granted == /\ m.term = s.currentTerm
                   /\ s.votedFor \in {None, m.from}
                   /\ UpToDate(s.log, m.lastLogIndex, m.lastLogTerm)
    IN  IF Disregards(nodes[n], m)
        THEN Step(n, nodes[n], {})
        ELSE Step(n, IF granted THEN [s EXCEPT !.votedFor = m.from] ELSE s,
                  {RequestVoteReply(n, m.from, s.currentTerm, granted)})

HandleRequestVoteReply(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.term)
        counts == m.granted /\ m.term = s.currentTerm /\ s.role = "Candidate"
    IN  Step(n, IF counts THEN Tally(n, [s EXCEPT !.votesGranted = @ \cup {m.from}]) ELSE s, {})

\* The leader of this term wants n to lead: it stands at once, and asks nobody before.
HandleTimeoutNow(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.term)
    IN  IF m.term = s.currentTerm /\ n \in Configuration(s).voters
        THEN Campaign(n, s, TRUE)
        ELSE Step(n, s, {})
=============================================================================
