"""Parquet tables with one article a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from visits.model.article import Reject
from visits.sources.fields import columns_used, has_text, without_text
from visits.sources.limits import BROKEN, EMPTY
from visits.sources.records import Record, UnreadableError
from visits.sources.streaming import opened

_ROWS_AT_A_TIME = 64  # texts can be large, and a batch is held in memory


def read_parquet(path: Path, name: str, mapping: Mapping[str, str] | None = None) -> Iterator[Record | Reject]:
    """The articles of a `.parquet` file, read batch by batch and only in the columns that are used."""
    number = 0
    for number, row in enumerate(_rows(path, mapping), start=1):
        yield Record(f"{name}#{number}", row)
    if number == 0:
        raise UnreadableError(EMPTY, "The table holds no rows.")


def _rows(path: Path, mapping: Mapping[str, str] | None) -> Iterator[dict[str, Any]]:
    import pyarrow as pa  # a third of a second, and most folders hold no Parquet
    import pyarrow.parquet as pq

    with opened(path) as file:
        try:
            table = pq.ParquetFile(file)
            names = table.schema_arrow.names
            if not has_text(names, mapping):
                raise UnreadableError(EMPTY, without_text(names))
            for batch in table.iter_batches(batch_size=_ROWS_AT_A_TIME, columns=columns_used(names, mapping)):
                yield from batch.to_pylist()
        except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
            raise UnreadableError(BROKEN, f"It is no whole Parquet file ({_brief(error)}): write it again.") from error


def _brief(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:160]
