----------------------------- MODULE MCSessions -----------------------------
(***************************************************************************)
(* Sessions as a bounded model: bounds, the name of each step; the faults  *)
(* that some models plant, and the situations that some must reach.  What  *)
(* a model bounds and what it must yield stands in models/sessions-*.cfg.  *)
(***************************************************************************)
EXTENDS Sessions

CONSTANTS
    MaxCommands,    \* the log grows to this length
    MaxSequence     \* a session has so many requests

VARIABLE event      \* the step just taken

mcVars == <<log, replicas, answers, event>>

View == <<log, replicas, answers>>

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

MCNext ==
    \/ /\ Len(log) < MaxCommands
       /\ \E command \in {NoOp, Register} \cup {Request(id, k) : id \in Opened, k \in 1..MaxSequence} :
             Commit(command) /\ event' = [type |-> "Commit", command |-> command]
    \/ \E r \in Replica :
          \/ /\ Apply(r)
             /\ event' = [type |-> "Apply", replica |-> r, command |-> NextCommand(r),
                          answer |-> Result(replicas[r], NextCommand(r)).answer]
          \/ Restart(r) /\ event' = [type |-> "Restart", replica |-> r]
    \/ \E r, p \in Replica : Restore(r, p) /\ event' = [type |-> "Restore", replica |-> r, from |-> p]

MCSpec == MCInit /\ [][MCNext]_mcVars

-----------------------------------------------------------------------------
\* Planted faults.

\* For Serve: there are no sessions, and a request takes effect whenever it comes.
ServeAlways(s, q) ==
    LET store == Append(s.store, q)
    IN  After([s EXCEPT !.store = store], Done(s.applied + 1, store))

\* For Refuse: a session that is not there is a new one.
ExpiredIsNew(s, q) == Execute([s EXCEPT !.sessions = Expire(Put(@, q.session, Session(s.applied, 0, Expired)))], q)

\* For NextSession: what has expired may be used again.
FreeSession(s) == CHOOSE id \in 1..(s.registered + 1) : id \notin DOMAIN s.sessions /\ \A j \in 1..(id - 1) : j \in DOMAIN s.sessions

\* For PassOver: what is not the last request of a session must be a new one.
ExecuteLate(s, q) == Execute(s, q)

\* For AnswerAgain: a request that comes again is answered by what the store is now.
AnswerAnew(s, q) ==
    LET answer == Done(s.applied + 1, s.store)
    IN  After(Using(s, q.session, q.sequence, answer), answer)

\* For Refuse: whose session has expired is told that it need not wait.
RefuseSilently(s, q) == After(s, Outdated)

\* For Expire: nothing expires.
NothingExpires(sessions) == sessions

\* For Snapshot: a snapshot is of the store alone.
StoreAlone(s) == [s EXCEPT !.sessions = <<>>]

\* For Apply: a replica lets a session expire when it thinks that it is time.
ApplyByOwnClock(r) ==
    /\ replicas[r].applied < Len(log)
    /\ LET result == Result(replicas[r], NextCommand(r))
           sessions == result.state.sessions
       IN  /\ \E expired \in {{}} \cup {{id} : id \in DOMAIN sessions} :
                 replicas' = [replicas EXCEPT ![r] =
                     [result.state EXCEPT !.sessions = [id \in DOMAIN sessions \ expired |-> sessions[id]]]]
           /\ answers' = answers \cup
                  (IF NextCommand(r).type = "Request" THEN {[request |-> NextCommand(r), answer |-> result.answer]} ELSE {})
    /\ UNCHANGED log

\* For Commit: what was chosen is replaced.
CommitAnew(command) ==
    /\ command.type = "Request" => command.session \in Opened
    /\ log' = IF log = <<>> THEN <<command>> ELSE [log EXCEPT ![Len(log)] = command]
    /\ UNCHANGED <<replicas, answers>>

-----------------------------------------------------------------------------
\* Situations that must be reachable.

\* A request comes again, and is answered by its session.
NeverAnsweredAgain ==
    [][event'.type = "Apply" /\ event'.answer.type = "Done" => event'.answer.index = replicas'[event'.replica].applied]_mcVars

\* A client is told that its session has expired.
NeverExpired == [][event'.type = "Apply" => event'.answer.type # "Expired"]_mcVars

\* A request that has taken effect, and whose client was told so, comes again when its session has expired.
NeverTooLate == \A a, b \in answers : a.request = b.request /\ a.answer.type = "Done" => b.answer.type # "Expired"
=============================================================================
