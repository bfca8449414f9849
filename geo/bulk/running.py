"""Partitions done one after another or many at a time: on threads of this machine, or by workers of a Dask cluster.

The same tasks go to either. A worker that dies loses the partitions it had in hand, and the cluster gives them to
another; a run that is killed loses no more, and goes on where it was.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from geo.bulk.job import Job, Task
from geo.bulk.partition import Done, done, where_of
from geo.bulk.reading.source import ROWS
from geo.errors import AtlasError, Place, Problem
from geo.extras import part

# What a worker holds of a row while it is judged, at most, in bytes; measured (docs/scale.md).
BYTES_A_ROW = 1_500
# And beside: Python, its libraries, a block of text.
BYTES_AT_REST = 300 << 20
FEWEST_ROWS = 5_000
# The word for a cluster of this machine's own.
LOCAL = "local"
ANSWERS_WITHIN = "10s"
Tell = Callable[[Done], object]


def rows_at_once(memory: int | None, workers: int) -> int:
    """How many rows a worker may judge at once, so that all of them together keep within some bytes of memory."""
    if memory is None:
        return ROWS
    return max(FEWEST_ROWS, min(ROWS, (memory - BYTES_AT_REST) // (workers * BYTES_A_ROW)))


def workers_here() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(tasks: Sequence[Task], job: Job, cluster: str | None, tell: Tell) -> None:
    """Do every task, and tell of each as it ends.

    Parameters
    ----------
    cluster
        Address of a Dask scheduler; `LOCAL` to start one here with a process a processor; None for threads.

    Raises
    ------
    CannotWrite
        A worker could not write; those that were done are done.
    AtlasError
        No cluster answers at the address.
    MissingPart
        Dask is not installed.
    """
    if cluster is None:
        _on_threads(tasks, job, tell)
        return
    with client_of(cluster) as client:
        for found in _on_cluster(client, tasks, job):
            tell(found)


def _on_threads(tasks: Sequence[Task], job: Job, tell: Tell) -> None:
    dask = part("dask", "scale")

    # Dask hands back all results together; each is told of by the thread that has it.
    def told(task: Task) -> None:
        tell(done(task, job))

    dask.compute(*(dask.delayed(told, pure=False)(task) for task in tasks), scheduler="threads")


def _on_cluster(client: Any, tasks: Sequence[Task], job: Job) -> Iterator[Done]:
    from distributed import KilledWorker, as_completed

    # made by a task, so that it is made again when every worker that holds it has died: what is scattered is lost then
    shared = client.submit(Job, *job, pure=False)
    futures = {client.submit(done, task, shared, pure=False): task for task in tasks}
    for future in as_completed(list(futures)):  # type: ignore[no-untyped-call]
        try:
            yield future.result()
        except KilledWorker:  # several workers died of the same partition
            task = futures[future]
            where = Place(argument=task.source.path, part=where_of(task))
            yield Done(task.number, problem=Problem(where, "bulk.killed"))
        future.release()


@contextmanager
def client_of(cluster: str) -> Iterator[Any]:
    """A client of a Dask cluster: of the scheduler at an address, or of one started here.

    Raises
    ------
    AtlasError
        No cluster answers at the address.
    MissingPart
        Dask is not installed.
    """
    distributed = part("distributed", "scale")
    if cluster == LOCAL:
        own = distributed.LocalCluster(n_workers=workers_here(), threads_per_worker=1, dashboard_address=None)
        with own, distributed.Client(own) as client:
            yield client
        return
    try:
        client = distributed.Client(cluster, timeout=ANSWERS_WITHIN)
    except (OSError, ValueError) as error:
        problem = Problem(Place(argument="--cluster"), "bulk.no_cluster", {"address": cluster, "reason": str(error)})
        raise AtlasError([problem]) from error
    with client:
        yield client
