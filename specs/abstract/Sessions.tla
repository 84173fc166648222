------------------------------ MODULE Sessions ------------------------------
(***************************************************************************)
(* Client sessions: a request takes effect once and has one answer, though *)
(* its client sends it again, to another replica, after any crash.         *)
(*                                                                         *)
(* After D. Ongaro, "Consensus: Bridging Theory and Practice" (2014),      *)
(* section 6.3, and B. Liskov, J. Cowling, "Viewstamped Replication        *)
(* Revisited" (2012), section 4, whose client table these sessions are.    *)
(* The Java class is dev.quorate.kv.StateMachine: one method per operator  *)
(* on states, same names, same order.                                      *)
(*                                                                         *)
(* A log cannot know a command that comes a second time: a leader that     *)
(* has lost its office may have had it chosen, and its client asks         *)
(* another.  So the log has it twice, and the state machine must know.     *)
(* What it knows is a part of its state, the sessions, and so the same at  *)
(* all replicas, and in every snapshot.                                    *)
(*                                                                         *)
(*  - A client opens a session by a command of the log, and its answer is  *)
(*    the session's name: a number that no session had before.  If clients *)
(*    chose their names (as VR's do), a session that has expired and one   *)
(*    that never was would look the same, and so would an old command to   *)
(*    open it and a new one.                                               *)
(*  - Its requests have sequence numbers.  A session keeps the last number *)
(*    that took effect, and the answer: a client has one request under way *)
(*    at a time, and asks for a later one when it has the answer, or has   *)
(*    given up.  (The thesis has a variant with several under way.)        *)
(*  - There are MaxSessions sessions at most: the least recently used one  *)
(*    expires when a new one opens.  Which one that is follows from the    *)
(*    log, so replicas agree without a word.  The thesis's other way, by a *)
(*    time that the leader puts into each command, needs a clock besides.  *)
(*  - A client whose session has expired is told so, and not served: what  *)
(*    it asks again may have taken effect before.  It cannot find out.     *)
(*                                                                         *)
(* The log is taken as given, as any protocol that refines ReplicatedLog   *)
(* gives it.  It may have any command at any time and as often as it likes *)
(* (Commit), so there are no clients here: whatever they send again, late, *)
(* or in what order, is a log of this module.  The store is the sequence   *)
(* of the requests that have taken effect, and an answer is all of it:     *)
(* every other store, and every other answer, is a function of those.      *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Replica,        \* the set of replicas
    MaxSessions     \* how many sessions there are at most, at least one

VARIABLES
    log,            \* the sequence of the commands chosen so far
    replicas,       \* replicas[r]: the state of replica r, a record (see InitialState)
    answers         \* ghost: every answer that a replica has given to a request

vars == <<log, replicas, answers>>

-----------------------------------------------------------------------------
\* Commands.

\* A protocol's own, which is no client's.
NoOp == [type |-> "NoOp"]

Register == [type |-> "Register"]

\* What is asked for does not matter here: the request's own store and answer are all of it.
Request(session, sequence) == [type |-> "Request", session |-> session, sequence |-> sequence]

Command == {NoOp, Register} \cup [type : {"Request"}, session : Nat \ {0}, sequence : Nat \ {0}]

-----------------------------------------------------------------------------
\* Answers.

Ignored == [type |-> "Ignored"]

Registered(session) == [type |-> "Registered", session |-> session]

\* index: where in the log the request took effect; outcome: what came of it.
Done(index, outcome) == [type |-> "Done", index |-> index, outcome |-> outcome]

\* The client has asked for something later since, and has its answer to this or has given up.
Outdated == [type |-> "Outdated"]

Expired == [type |-> "Expired"]

-----------------------------------------------------------------------------
\* The state machine: what becomes of a state s by a command.  All of it is a function of s and
\* the command, and so the same at every replica.  What is marked "replaceable" is where a model
\* plants a known fault.

InitialState ==
    [applied    |-> 0,      \* how many commands have been applied
     registered |-> 0,      \* how many sessions have been opened
     sessions   |-> <<>>,   \* sessions[id]: the session of that name, if it has not expired
     store      |-> <<>>]   \* the requests that have taken effect

\* used: the index of the last command of this session; sequence: that of the last request that
\* took effect; answer: the answer to it
Session(used, sequence, answer) == [used |-> used, sequence |-> sequence, answer |-> answer]

Put(sessions, id, session) ==
    [i \in DOMAIN sessions \cup {id} |-> IF i = id THEN session ELSE sessions[i]]

LeastRecentlyUsed(sessions) ==
    CHOOSE id \in DOMAIN sessions : \A other \in DOMAIN sessions : sessions[id].used <= sessions[other].used

\* The sessions without one, if they are too many.  Replaceable.
Expire(sessions) ==
    IF Cardinality(DOMAIN sessions) <= MaxSessions THEN sessions
    ELSE [id \in DOMAIN sessions \ {LeastRecentlyUsed(sessions)} |-> sessions[id]]

\* The name of the next session.  Replaceable.
NextSession(s) == s.registered + 1

\* The state s after one more command, which is answered.
After(s, answer) == [state |-> [s EXCEPT !.applied = @ + 1], answer |-> answer]

\* The same, of a command of session id, which is now like this.
Using(s, id, sequence, answer) ==
    [s EXCEPT !.sessions = Put(@, id, Session(s.applied + 1, sequence, answer))]

Ignore(s) == After(s, Ignored)

\* A session is opened, and perhaps another expires.  Safe because its name is new: what was
\* sent in an earlier session is none of its own.
OpenSession(s) ==
    LET id == NextSession(s)
        t  == Using(s, id, 0, Registered(id))
    IN  After([t EXCEPT !.registered = @ + 1, !.sessions = Expire(@)], Registered(id))

\* A request takes effect.  Safe because it is later than all of its session that did.
Execute(s, q) ==
    LET store  == Append(s.store, q)
        answer == Done(s.applied + 1, store)
    IN  After([Using(s, q.session, q.sequence, answer) EXCEPT !.store = store], answer)

\* A request has come again, and is answered as before.  Safe because it changes nothing.  Replaceable.
AnswerAgain(s, q) ==
    LET answer == s.sessions[q.session].answer
    IN  After(Using(s, q.session, q.sequence, answer), answer)

\* A request comes later than one that its client sent after it.  Whether it took effect is
\* forgotten; nobody waits for it.  Safe because it changes nothing.  Replaceable.
PassOver(s, q) ==
    LET session == s.sessions[q.session]
    IN  After(Using(s, q.session, session.sequence, session.answer), Outdated)

\* A request's session has expired.  Safe because it changes nothing, now and ever.  Replaceable.
Refuse(s, q) == After(s, Expired)

\* Replaceable.
Serve(s, q) ==
    IF q.session \notin DOMAIN s.sessions THEN Refuse(s, q)
    ELSE LET last == s.sessions[q.session].sequence
         IN  CASE q.sequence > last -> Execute(s, q)
               [] q.sequence = last -> AnswerAgain(s, q)
               [] q.sequence < last -> PassOver(s, q)

\* The state after a command, and the answer.
Result(s, command) ==
    CASE command.type = "NoOp"     -> Ignore(s)
      [] command.type = "Register" -> OpenSession(s)
      [] command.type = "Request"  -> Serve(s, command)

-----------------------------------------------------------------------------
\* Replicas.

Init ==
    /\ log = <<>>
    /\ replicas = [r \in Replica |-> InitialState]
    /\ answers = {}

\* What a replica gives to others, and keeps when it compacts its log.  Replaceable.
Snapshot(s) == s

\* A client may have heard of every session that the log opens.
Opened == 1..Len(SelectSeq(log, LAMBDA command : command = Register))

\* A command is chosen: any, and so any that was chosen before.  Replaceable.
Commit(command) ==
    /\ command.type = "Request" => command.session \in Opened
    /\ log' = Append(log, command)
    /\ UNCHANGED <<replicas, answers>>

\* The command that replica r applies next.
NextCommand(r) == log[replicas[r].applied + 1]

\* Replica r applies the next command, and answers it if it is asked.  Safe because all replicas
\* apply this command in this state.  Replaceable.
Apply(r) ==
    /\ replicas[r].applied < Len(log)
    /\ LET result == Result(replicas[r], NextCommand(r))
       IN  /\ replicas' = [replicas EXCEPT ![r] = result.state]
           /\ answers' = answers \cup
                  (IF NextCommand(r).type = "Request" THEN {[request |-> NextCommand(r), answer |-> result.answer]} ELSE {})
    /\ UNCHANGED log

\* Replica r, which lags behind, takes over a snapshot of replica p's.  Safe because that is
\* all that p has of the log.
Restore(r, p) ==
    /\ replicas[r].applied < replicas[p].applied
    /\ replicas' = [replicas EXCEPT ![r] = Snapshot(replicas[p])]
    /\ UNCHANGED <<log, answers>>

\* Replica r starts again from nothing.  Safe because the log, or another replica, has it all.
Restart(r) ==
    /\ replicas' = [replicas EXCEPT ![r] = InitialState]
    /\ UNCHANGED <<log, answers>>

Next ==
    \/ \E command \in Command : Commit(command)
    \/ \E r \in Replica : Apply(r) \/ Restart(r)
    \/ \E r, p \in Replica : Restore(r, p)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Types.

IsRequest(q) == q \in Command /\ q.type = "Request" /\ q.session \in Opened

SessionOK(s, id) ==
    LET session == s.sessions[id]
    IN  /\ session = Session(session.used, session.sequence, session.answer)
        /\ session.used \in 1..s.applied
        /\ session.answer = IF session.sequence = 0 THEN Registered(id)
                            ELSE Done(session.answer.index, session.answer.outcome)

TypeOK ==
    /\ \A i \in DOMAIN log : log[i] \in Command /\ (log[i].type = "Request" => IsRequest(log[i]))
    /\ DOMAIN replicas = Replica
    /\ \A r \in Replica :
          LET s == replicas[r]
          IN  /\ DOMAIN s = DOMAIN InitialState
              /\ s.applied \in 0..Len(log)
              /\ s.registered \in 0..s.applied
              /\ DOMAIN s.sessions \subseteq 1..s.registered
              /\ \A id \in DOMAIN s.sessions : SessionOK(s, id)
              /\ \A i \in DOMAIN s.store : IsRequest(s.store[i])
    /\ \A a \in answers : IsRequest(a.request) /\ a.answer.type \in {"Done", "Outdated", "Expired"}

-----------------------------------------------------------------------------
\* Safety.

\* No request takes effect twice.
AppliedOnce ==
    \A r \in Replica : \A i, j \in DOMAIN replicas[r].store : replicas[r].store[i] = replicas[r].store[j] => i = j

\* Whoever is told what has come of a request is told the same.
SameAnswer ==
    \A a, b \in answers :
        a.request = b.request /\ a.answer.type = "Done" /\ b.answer.type = "Done" => a.answer = b.answer

\* Whose session has expired is told so, and its request has no effect.
ExpiredIsTold ==
    [][\A r \in Replica :
          LET s == replicas[r]
              q == NextCommand(r)
          IN  (/\ s.applied < Len(log)
               /\ replicas'[r].applied = s.applied + 1
               /\ q.type = "Request" /\ q.session \notin DOMAIN s.sessions)
              => /\ replicas'[r] = [s EXCEPT !.applied = @ + 1]
                 /\ [request |-> q, answer |-> Expired] \in answers']_vars

\* Sessions do not become more and more.
BoundedSessions == \A r \in Replica : Cardinality(DOMAIN replicas[r].sessions) <= MaxSessions

\* Replicas that have applied as many commands are in the same state, sessions and all.
SameState ==
    \A r, p \in Replica : replicas[r].applied = replicas[p].applied => replicas[r] = replicas[p]

\* What the first n commands of the log come to.
RECURSIVE Fold(_)
Fold(n) == IF n = 0 THEN InitialState ELSE Result(Fold(n - 1), log[n]).state

\* However a replica got there: a state is a function of the log.
StateIsFold == \A r \in Replica : replicas[r] = Fold(replicas[r].applied)

-----------------------------------------------------------------------------
\* Refinement: with as much of the log as each replica has applied, this is a replicated log.
ReplicatedLog ==
    INSTANCE ReplicatedLog WITH
        applied <- [r \in Replica |-> SubSeq(log, 1, replicas[r].applied)]

RefinesReplicatedLog == ReplicatedLog!Spec
=============================================================================
