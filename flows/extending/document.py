"""A flow made from several files: plain data, where everything still knows its own file and line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flows.codes import reasoning
from flows.faults import Fault, Path
from flows.reading import Document

Place = tuple[Document, Path]
"""Where something is written: a file as it was read, and a path in it."""
_REASONED = frozenset(each.code for each in reasoning.CODES)
"""What is found by reasoning on every interview: a local file can bring it about anywhere."""


class Merged(Document):
    """A whole flow, made from a local file and the flow it extends.

    Attributes:
        faults: what cannot be merged; the file is to be refused.
        advice: what is worth rereading.
        placed: every addition found its place; without that the paths of the whole mean nothing.
        led_aside: lines of exits that come after one to an added question, on purpose.
    """

    def __init__(self, local: Document, base: Document) -> None:
        super().__init__(local.file, "", None, None)
        self._where: dict[int, Place] = {}
        self._adopted: list[Any] = []  # kept, so that no address is ever given twice
        self._keys: dict[tuple[int, str], Place] = {}
        self.faults: list[Fault] = list(base.faults) if isinstance(base, Merged) else []
        self.advice: list[Fault] = []
        self.placed: bool = base.placed if isinstance(base, Merged) else True
        self.led_aside: set[tuple[str, int]] = set(base.led_aside) if isinstance(base, Merged) else set()
        self.data: Any = self.adopt(base.data, base, ())

    def adopt(self, value: Any, document: Document, path: Path) -> Any:
        """A copy of *value*, which stands at *path* of *document*, to be put anywhere in the whole."""
        if isinstance(value, dict):
            copied: Any = {key: self.adopt(each, document, (*path, key)) for key, each in value.items()}
            self._remember(copied, document, path)
            if isinstance(document, Merged):
                for key in value:
                    if (id(value), key) in document._keys:
                        self._keys[id(copied), key] = document._keys[id(value), key]
            return copied
        if isinstance(value, list):
            copied = [self.adopt(each, document, (*path, rank)) for rank, each in enumerate(value)]
            self._remember(copied, document, path)
            return copied
        return value

    def copied(self, value: Any) -> Any:
        """A copy of something of the whole, which still knows where it is written."""
        if isinstance(value, dict):
            again: Any = {key: self.copied(each) for key, each in value.items()}
            for key in value:
                if (id(value), key) in self._keys:
                    self._keys[id(again), key] = self._keys[id(value), key]
        elif isinstance(value, list):
            again = [self.copied(each) for each in value]
        else:
            return value
        if id(value) in self._where:
            self._remember(again, *self._where[id(value)])
        return again

    def lines_of(self, value: Any) -> set[tuple[str, int]]:
        """The files and lines where something of the whole is written, all that it holds included."""
        return {(document.file, document.line(path)) for document, path in self._places(value)}

    def _places(self, value: Any) -> Iterator[Place]:
        if id(value) in self._where:
            document, path = self._where[id(value)]
            yield document, path
            for step in value if isinstance(value, dict) else range(len(value)):
                yield document, (*path, step)
                yield from self._places(value[step])

    def concerns(self, fault: Fault) -> bool:
        """Whether a fault is for whoever writes the local file.

        An advice on the flow that is extended is for its author, unless it comes from what the local
        file does to it.
        """
        if not fault.advice or fault.file == self.file:
            return True
        return fault.code in _REASONED and (fault.file, fault.line) not in self.led_aside

    def _remember(self, copied: Any, document: Document, path: Path) -> None:
        self._where[id(copied)] = _place(document, path)
        self._adopted.append(copied)

    def put(self, owner: dict[str, Any], key: str, value: Any, document: Document, path: Path) -> None:
        """Write *value*, which stands at *path* of *document*, under a key of the whole."""
        owner[key] = self.adopt(value, document, path)
        self._keys[id(owner), key] = _place(document, path)

    def place(self, path: Path) -> Place:
        """The file that says what stands at *path* of the whole, and where in it."""
        value, (document, found) = self.data, self._where[id(self.data)]
        for step in path:
            own = self._keys.get((id(value), step)) if isinstance(step, str) else None
            value = _step(value, step)
            known = self._where.get(id(value)) if isinstance(value, dict | list) else None
            document, found = own or known or (document, (*found, step))
        return document, found

    def file_of(self, path: Path) -> str:
        """The file that says what stands at *path*."""
        return self.place(path)[0].file

    def line(self, path: Path) -> int:
        """Line of what stands at *path*, in the file that says it."""
        document, found = self.place(path)
        return document.line(found)

    def fault(self, code: str, path: Path, node: str, found: str, expected: str, **more: str) -> Fault:
        """A fault about what stands at *path*, told in the file that says it."""
        document, place = self.place(path)
        return document.fault(code, place, node, found, expected, **more)


def text_of(data: Any) -> str:
    """The whole as the text of a flow file: the same data gives the same text, and is read back."""
    import yaml

    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

    class Plain(dumper):  # type: ignore[misc]
        """Writes everything in full: our reader refuses a passage that points to another."""

        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 — the signature of the library
            return True

    text: str = yaml.dump(data, Dumper=Plain, allow_unicode=True, sort_keys=False, width=100)
    return text


def _place(document: Document, path: Path) -> Place:
    return document.place(path) if isinstance(document, Merged) else (document, path)


def _step(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(str(step))
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
