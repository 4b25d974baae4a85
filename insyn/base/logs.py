"""The log: one JSON object a line to stdout, and nothing personal in it but the id of the person.

Neither addresses' parameters, nor values, nor the text of exceptions: a database error quotes the row that broke
the rule. An error is told by its type, the rule it broke and the lines of code it came through.
"""

import logging
import re
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from django.db import Error as DatabaseError

ARGUMENTS = re.compile(r"\(.*\)", re.DOTALL)

type Entry = MutableMapping[str, Any]

# Their messages are templates to which paths, arguments or people are added.
TALKATIVE = ("django", "procrastinate", "allauth", "granian")


def configure() -> None:
    """Let structlog's own loggers go the way of all others."""
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def json_formatter() -> logging.Formatter:
    """For `"()"` in LOGGING."""
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.contextvars.merge_contextvars, only_template],
        processors=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            stamp,
            bare_exception,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def only_template(_logger: object, _method: str, entry: Entry) -> Entry:
    """Of other packages' messages keep what is the same every time."""
    record: logging.LogRecord = entry["_record"]
    if record.name.split(".")[0] in TALKATIVE:
        entry["event"] = record.msg if isinstance(record.msg, str) and record.args else _first_words(record)
    return entry


def _first_words(record: logging.LogRecord) -> str:
    """A message that was put together before it came here: its words up to the first value.

    Of a job its name, number, end and time, without arguments and result.
    """
    if record.name.startswith("procrastinate."):
        return ARGUMENTS.sub("", str(record.msg)).split(" - Result", maxsplit=1)[0]
    return str(record.msg).split(":", maxsplit=1)[0].split("(", maxsplit=1)[0][:120]


def bare_exception(_logger: object, _method: str, entry: Entry) -> Entry:
    """The exception's type, the rule of the database it broke, and the lines of code; never its text or values."""
    found = entry.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        entry["error"] = [_bare(one) for one in _chain(error)]
    return entry


def _chain(error: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while error is not None and len(chain) < 5:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain


def _bare(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    told: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "lines": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-25:]],
    }
    if isinstance(error, DatabaseError) and (diag := getattr(error.__cause__, "diag", None)):
        told |= {"sqlstate": diag.sqlstate, "rule": diag.constraint_name, "table": diag.table_name}
    return told
