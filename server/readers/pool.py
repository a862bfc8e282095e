"""The front: admits queries, has readers answer them, and ends what goes on for too long."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import count
from math import ceil, inf
from types import TracebackType
from typing import Final, Self

from server.readers.answer import Answer, whole
from server.readers.cache import Cache, Entry
from server.readers.change import Change
from server.readers.faults import (
    CrashedError,
    DeadlineError,
    LostError,
    MemoryExceededError,
    OvertakenError,
    StoppedError,
    UnansweredError,
)
from server.readers.flights import Flights
from server.readers.limits import Limits
from server.readers.link import BEHIND, LAST, Link, State
from server.readers.meter import ANSWERED, CACHED, Meter, Statistics
from server.readers.parent import Template
from server.readers.query import Query
from server.readers.rates import Rates
from server.readers.revision import Revision
from server.readers.run import Question, Run, to_make_room
from server.readers.stock import Stock
from server.readers.suspects import Suspects
from server.readers.turns import Turns

LOWERED_AFTER: Final = 0.01
"""After how many seconds of computing a query no longer keeps others from the processor."""
SPARED: Final = 2
"""How many such queries have a tenth of one nevertheless: others have next to nothing of it."""
REPLACED_AFTER: Final = 1 / 5
"""After which part of the time that makes it long another reader takes the place of its own."""
CROWD: Final = 2
"""How many times as many as may be long may have others in their places; one more is long now."""
HELD_UP: Final = 5
"""After how many times that it is long, although others leave it no time to compute."""
TOO_MUCH: Final = frozenset(
    each.outcome for each in (OvertakenError, DeadlineError, MemoryExceededError, CrashedError)
)
"""How a query ends that has taken too much."""
GLANCE: Final = 0.02
"""How often one looks, when closing, whether all queries are answered."""


@dataclass(frozen=True, slots=True)
class RunningQuery:
    """A query that is being answered."""

    id: int
    digest: str
    client: str
    seconds: float
    long: bool


class Pool:
    """Answers queries over one revision of the graph at a time; belongs to one event loop."""

    def __init__(self, limits: Limits) -> None:
        """Make a pool that serves nothing yet."""
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        self._now = self._loop.time
        self._meter = Meter()
        self._turns: Turns[Link] = Turns(limits.queue, limits.long_after / limits.readers)
        self._stock = Stock(limits, self._turns, self._meter)
        self._rates = Rates(limits.rate, limits.burst)
        self._cache = Cache(limits.cache)
        self._flights = Flights()
        self._suspects = Suspects()
        self._numbers = count(1)
        self._running: dict[int, Run] = {}
        self._long: list[Run] = []
        self._closed = False

    @classmethod
    async def start(
        cls, revision: Revision, limits: Limits, started: Template | None = None
    ) -> Self:
        """Return a pool that serves `revision`; a template for it may have been `started`.

        Raises:
            TemplateError: it cannot be loaded.

        """
        pool = cls(limits)
        await pool._stock.change(revision, started)
        return pool

    async def swap(self, revision: Revision, change: Change | None = None) -> None:
        """Load `revision` beside the current one, then serve it; what runs ends on the old one.

        Where a `change` that leads there from the current one is given, that is made in its place.

        Raises:
            TemplateError: it cannot be loaded; the current one is still served.

        """
        await self._stock.change(revision, change=change)
        self._cache.clear()

    async def close(self, grace: float = 0.0) -> None:
        """Take no more queries, let those that run go on for `grace` seconds, and end all."""
        self._closed = True
        self._turns.refuse(LostError())
        until = self._now() + grace
        while self._running and self._now() < until:
            await asyncio.sleep(GLANCE)
        await self._stock.stop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def revision(self) -> str:
        """Return the name of the revision that is served."""
        return self._stock.current.id if self._stock.current is not None else ""

    @property
    def ready(self) -> bool:
        """Tell whether a query would find a reader."""
        return not self._closed and self._stock.readers > 0

    async def query(
        self, query: Query, client: str | None = None, timeout: float | None = None
    ) -> Answer:
        """Return the answer of `query` when its first piece is there.

        `client` is whose turn it is, and whose rate; without one there is no rate. `timeout` is in
        seconds; the deadline of the limits counts where it is less.

        Raises:
            UnansweredError: there is no answer, and nothing of it was given.

        """
        question = self._question(query, client, timeout)
        answer = await self._from_cache(question)
        if answer is not None:
            return answer
        land = self._flights.lead((self.revision, question.digest))
        try:
            answer = await self._evaluated(question, land)
        except (UnansweredError, asyncio.CancelledError):
            land()
            raise
        try:
            return await answer.begun()
        except asyncio.CancelledError:
            answer.close()
            raise

    def running(self) -> tuple[RunningQuery, ...]:
        """Return the queries that are being answered, the oldest first."""
        now = self._now()
        return tuple(
            RunningQuery(
                run.id,
                run.question.query.digest,
                run.question.client or "",
                now - run.question.asked,
                run in self._long,
            )
            for run in self._running.values()
        )

    def stop(self, number: int) -> bool:
        """End a running query by its id; tell whether there was one."""
        run = self._running.get(number)
        if run is not None:
            run.link.cut(StoppedError())
        return run is not None

    def statistics(self) -> Statistics:
        """Return the state of the pool, and what has happened since its start."""
        return Statistics(
            revision=self.revision,
            readers=self._stock.readers,
            idle=self._turns.idle,
            running=len(self._running),
            long=len(self._long),
            waiting=len(self._turns),
            cache_entries=len(self._cache),
            cache_bytes=self._cache.size,
            templates=self._meter.templates,
            ended=dict(self._meter.ended),
            latencies=dict(self._meter.latencies),
        )

    def _question(self, query: Query, client: str | None, timeout: float | None) -> Question:
        seconds = min(timeout or self._limits.deadline, self._limits.deadline)
        content = query.encoded()
        return Question(query, content, sha256(content).digest(), client, self._now(), seconds)

    async def _from_cache(self, question: Question) -> Answer | None:
        """Return the answer that is kept, or that is on its way and will be."""
        key = (self.revision, question.digest)
        entry = self._cache.get(key)
        if entry is None and await self._flights.follow(key, question.seconds):
            entry = self._cache.get(key)
        if entry is None:
            return None
        self._meter.record(CACHED, self._now() - question.asked)
        return whole(self.revision, entry.head, entry.pieces)

    async def _evaluated(self, question: Question, land: Callable[[], None]) -> Answer:
        """Have a reader answer, when there is one.

        Raises:
            LaterError: there is none for this client for now.

        """
        try:
            if self._closed:
                raise LostError
            if question.client is not None:
                self._rates.spend(question.client, question.asked)
            suspect = self._suspects.hold(question.query.text, question.asked)
            if suspect and not self._spacious():
                raise OvertakenError(ceil(self._limits.long_share))
            while True:
                link = await self._turns.take(question.client or "", question.until)
                answer = self._ask(link, question, land, suspect=suspect)
                if answer is not None:
                    return answer
        except UnansweredError as fault:
            self._meter.record(fault.outcome, self._now() - question.asked)
            raise

    def _ask(
        self, link: Link, question: Question, land: Callable[[], None], *, suspect: bool
    ) -> Answer | None:
        """Ask a reader; return None where it has ended meanwhile, or its revision is past.

        A query that is suspected to be long lets others go before it from the beginning.
        """
        if link.revision != self.revision:
            link.close()
            return None
        run = Run(next(self._numbers), question, link, self._now(), land)
        answer = Answer(link, link.revision, self._cache.largest, partial(self._changed, run))
        if not link.ask(question.content, answer):
            return None
        self._running[run.id] = run
        if suspect:
            self._lower(run, run.began, LAST)
            self._stock.lend(link)
        self._look_after(LOWERED_AFTER, run, run.began)
        return answer

    def _changed(self, run: Run, answer: Answer) -> None:
        """Hear that an answer has begun, slowed down, grown too large to be kept, or ended."""
        if answer.kept is not None and answer.whole:
            entry = Entry(answer.head, tuple(answer.kept))
            self._cache.put((answer.revision, run.question.digest), entry)
        if answer.ended or answer.kept is None or not answer.flows:
            run.land()
        if answer.ended:
            self._over(run, answer)

    def _over(self, run: Run, answer: Answer) -> None:
        del self._running[run.id]
        long = run in self._long
        if long:
            self._long.remove(run)
        if run.timer is not None:
            run.timer.cancel()
        outcome = answer.fault.outcome if answer.fault is not None else ANSWERED
        if outcome in TOO_MUCH and (long or outcome != DeadlineError.outcome):
            self._suspects.add(run.question.query.text, self._now())
        elif outcome == ANSWERED and self._long and run.link.computed() <= LOWERED_AFTER:
            self._suspects.clear(run.question.query.text, self._now())
        self._meter.record(outcome, self._now() - run.question.asked)
        if run.link.state is State.GONE:
            self._meter.ended[outcome] += 1

    def _look_after(self, seconds: float, run: Run, now: float) -> None:
        """Look at a query in so many `seconds`, or when its time is over."""
        when = now + seconds
        if when < run.question.until:
            run.timer = self._loop.call_at(when, self._look, run)
        else:
            run.timer = self._loop.call_at(run.question.until, self._expire, run)

    def _look(self, run: Run) -> None:
        """Let others go before a query that is not done at once, and not wait for it.

        What counts is what it has computed, as on a busy machine short queries take time too. Only
        of one that others go before, nobody knows how much it would have computed.
        """
        computed, now, limit = run.link.computed(), self._now(), self._limits.long_after
        if computed > LOWERED_AFTER and run.lowered is None:
            spared = sum(each.nice == BEHIND for each in self._running.values())
            self._lower(run, now, BEHIND if spared < SPARED else LAST)
        waited = now - run.lowered if run.lowered is not None else 0.0
        over = computed > limit or waited > limit * HELD_UP or run.link.paused
        if max(computed, waited) > limit * REPLACED_AFTER:
            over |= not self._stock.lend(run.link, CROWD * self._limits.long_readers)
        if over:
            self._look_after(inf, run, now)
            self._lengthen(run)
        else:
            self._look_after(LOWERED_AFTER, run, now)

    def _lower(self, run: Run, now: float, nice: int) -> None:
        run.lowered, run.nice = now, nice
        run.link.lower(nice)

    def _spacious(self) -> bool:
        """Tell whether a query that will be long makes no other end, and no short one wait."""
        now, limits = self._now(), self._limits
        young = sum(now - run.began <= limits.long_share for run in self._long)
        room = young < limits.long_readers and self._stock.lent < CROWD * limits.long_readers
        return room and 2 * self._turns.idle > limits.readers

    def _lengthen(self, run: Run) -> None:
        """Let another reader answer short queries, and make room where too many are long."""
        self._stock.lend(run.link)
        self._long.append(run)
        if len(self._long) > self._limits.long_readers:
            share = self._limits.long_share
            victim = to_make_room(self._long, self._now(), share)
            victim.link.cut(OvertakenError(ceil(share)))

    def _expire(self, run: Run) -> None:
        run.link.cut(DeadlineError(run.question.seconds))
