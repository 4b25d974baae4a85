"""How a sheet is declared: its columns, and the tables in which its rows live."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

type CellKind = Literal["text", "number", "yes_no", "day", "choice", "reference"]


@dataclass(frozen=True)
class Reference:
    """A column that holds the key of a row on another sheet, or in a table that has none."""

    table: str
    key: str = "key"
    sheet: str = ""


@dataclass(frozen=True)
class Field:
    """One column: `name` is its heading, `column` where it is kept; "identity" is the row itself, "spell" its time."""

    name: str
    column: str
    kind: CellKind = "text"
    on: Literal["identity", "spell", "beside"] = "spell"
    required: bool = False
    longest: int = 300
    nullable: bool = False
    highest: int = 32767
    choices: Mapping[str, str] = field(default_factory=dict)  # the word in the file: what is stored
    default: str | int | bool | None = None
    reference: Reference | None = None
    synonyms: tuple[str, ...] = ()
    read_as: str = ""  # SQL, where the column is not read as it is

    def stored(self, row: str = "s.complete") -> str:
        """SQL: what is to be stored, out of the staged row."""
        value = f"{row}->>'{self.name}'"
        if self.kind == "reference" and self.reference:
            at = self.reference
            return f"(SELECT r.id FROM {at.table} r WHERE r.{at.key} = {value})"
        if self.kind == "choice":
            words = " ".join(f"WHEN '{word}' THEN '{code}'" for word, code in self.choices.items())
            return f"CASE {value} {words} END"
        cast = {"number": "integer", "yes_no": "boolean", "day": "date"}.get(self.kind)
        if cast:
            return f"COALESCE(({value})::{cast}, false)" if self.kind == "yes_no" else f"({value})::{cast}"
        return f"({value})" if self.nullable else f"COALESCE({value}, '')"

    def shown(self) -> str:
        """SQL: how the stored value is written in a file."""
        alias = {"identity": "i", "spell": "sp", "beside": ""}[self.on]
        value = self.read_as or f"{alias}.{self.column}"
        if self.kind == "reference" and self.reference:
            at = self.reference
            return f"(SELECT r.{at.key} FROM {at.table} r WHERE r.id = {value})"
        if self.kind == "choice":
            words = " ".join(f"WHEN '{code}' THEN '{word}'" for word, code in self.choices.items())
            return f"CASE {value} {words} END"
        return f"NULLIF(btrim({value}, E' \\n\\t\\r'), '')" if self.kind == "text" else value


@dataclass(frozen=True)
class Sheet:
    """One kind of rows. Rows with a `spell` table change from a day; others are changed as they are."""

    name: str
    about: str
    fields: tuple[Field, ...]
    key_sql: str
    identity: str = ""
    spell: str = ""
    link: str = ""
    key_name: str = "Nyckel"
    key_parts: tuple[str, ...] = ()
    beside: str = ""  # a JOIN that gives the fields that lie in a table beside
    named: bool = False  # the identity carries name and address
    slug_of: str = ""  # the column out of which an address is made
    slug_column: str = "slug"
    ends: bool = False
    about_end: Mapping[str, str] = field(default_factory=dict)  # column: what is written when absence ends the row
    about_start: Mapping[str, str] = field(default_factory=dict)  # the same columns, of a time that goes on
    about_begin: Mapping[str, str] = field(default_factory=dict)  # column: what is written of a time that begins
    kept: tuple[str, ...] = ()  # columns that the file does not have and a change leaves as they are
    stamped: Mapping[str, str] = field(default_factory=dict)  # columns of a new row: SQL with %(run)s and %(by)s
    afterwards: tuple[str, ...] = ()
    checks: tuple[tuple[str, str, str, str], ...] = ()  # SQL condition on s, column, rule, remedy
    personal: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.key_name, *(each.name for each in self.fields if each.name != self.key_name))

    def field(self, name: str) -> Field | None:
        return next((each for each in self.fields if name == each.name), None)

    def part(self, on: str) -> tuple[Field, ...]:
        return tuple(each for each in self.fields if each.on == on)

    @property
    def defaults(self) -> dict[str, str | int | bool | None]:
        """What a new row has where the file has no such column."""
        return {each.name: False if each.kind == "yes_no" else each.default for each in self.fields}

    @property
    def facts(self) -> str:
        """SQL: the row as it is written in a file, without its key."""
        pairs = ", ".join(f"'{each.name}', {each.shown()}" for each in self.fields)
        return f"jsonb_build_object({pairs})"

    @property
    def current(self) -> str:
        """SQL: the rows that are true on %(day)s, as (key, id, spell_id, since, facts)."""
        valid = "sp.valid @> %(day)s::date"
        if not self.identity:
            return f"SELECT {self.key_sql} AS key, NULL::bigint AS id, sp.id AS spell_id, lower(sp.valid) AS since, {self.facts} AS facts FROM {self.spell} sp WHERE {valid}"  # noqa: E501 - one statement
        if not self.spell:
            return f"SELECT {self.key_sql} AS key, i.id, NULL::bigint AS spell_id, NULL::date AS since, {self.facts} AS facts FROM {self.identity} i {self.beside}"  # noqa: E501 - one statement
        return f"SELECT {self.key_sql} AS key, i.id, sp.id AS spell_id, lower(sp.valid) AS since, {self.facts} AS facts FROM {self.identity} i JOIN {self.spell} sp ON sp.{self.link} = i.id AND {valid}"  # noqa: E501 - one statement

    @property
    def known(self) -> str:
        """SQL: all keys that have ever been, as (key, id)."""
        if not self.identity:
            return f"SELECT DISTINCT {self.key_sql} AS key, NULL::bigint AS id FROM {self.spell} sp"
        return f"SELECT {self.key_sql} AS key, i.id FROM {self.identity} i"
