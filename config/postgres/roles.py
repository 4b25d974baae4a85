"""The roles of an embedded cluster: one owns the tables, another runs the application."""

import psycopg
from psycopg import sql

OWNER = "insyn_owner"
APP = "insyn_app"
DATABASE = "insyn"


def make_roles(connection: psycopg.Connection) -> None:
    """Make what is missing; safe to run at every start."""
    connection.autocommit = True
    _make_role(connection, OWNER, "LOGIN CREATEDB")
    _make_role(connection, APP, "LOGIN")
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
        make_database(connection, DATABASE)


def make_database(connection: psycopg.Connection, name: str, template: str = "template0") -> None:
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
        )
    )


def drop_database(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _make_role(connection: psycopg.Connection, name: str, rights: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(name), sql.SQL(rights)))
