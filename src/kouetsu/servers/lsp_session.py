"""The documents that are open and what is known of them; the work is done in one thread."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from kouetsu.servers.lsp_analysis import Analyser, Analysis
    from kouetsu.servers.lsp_documents import Document

_T = TypeVar("_T")


def _one_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="kouetsu")


@record(frozen=False)
class Session:
    """What an editor has open, by URI.

    Articles and settings are no work for two threads at once, so there is one worker. A version
    that was replaced before its turn came is not analysed.
    """

    analyser: Analyser
    documents: dict[str, Document] = field(default_factory=dict)
    _jobs: dict[str, tuple[Document, asyncio.Future[Analysis | None]]] = field(default_factory=dict)
    _worker: ThreadPoolExecutor = field(default_factory=_one_thread)

    async def analysis(self, uri: str) -> Analysis | None:
        """Return what came of the newest version of a document; None for one that is not open."""
        while (document := self.documents.get(uri)) is not None:
            # Shielded: others may wait for the same work when a request is cancelled.
            analysis = await asyncio.shield(self._job(document))
            if analysis is not None and self.documents.get(uri) is document:
                return analysis
        return None

    async def made_of_analysis(self, uri: str, make: Callable[[Analysis], _T], otherwise: _T) -> _T:
        """Return what `make` makes, in the worker, of the newest analysis of a document."""
        analysis = await self.analysis(uri)
        if analysis is None:
            return otherwise
        return await asyncio.get_running_loop().run_in_executor(self._worker, make, analysis)

    def close(self, uri: str) -> None:
        """Forget a document."""
        self.documents.pop(uri, None)
        self._jobs.pop(uri, None)

    def reload(self) -> None:
        """Forget what was found: settings or other files have changed on disk."""
        self._jobs.clear()
        self.analyser.reload()

    def end(self) -> None:
        """Begin nothing more."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _job(self, document: Document) -> asyncio.Future[Analysis | None]:
        known = self._jobs.get(document.uri)
        if known is not None and known[0] is document:
            return known[1]
        loop = asyncio.get_running_loop()
        job = loop.run_in_executor(self._worker, self._analyse, document)
        self._jobs[document.uri] = (document, job)
        return job

    def _analyse(self, document: Document) -> Analysis | None:
        if self.documents.get(document.uri) is not document:
            return None
        return self.analyser.analyse(document)
