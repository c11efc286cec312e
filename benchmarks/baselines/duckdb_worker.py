"""DuckDB counting the same tables: run by the interpreter of its own environment.

Talks in lines: prints one JSON object when ready. « count PATH SINCE UNTIL ORGANISM » copies what is needed of
that SQLite file into memory, counts the tables of the nine headings, and answers how long it took, the counts
that say whether both sides did the same work, and the memory of the process. « - » leaves a filter out.
It imports nothing of this project.
"""

# mypy: ignore-errors
# ruff: noqa: E501 — a query reads better in one piece

import gc
import json
import sys
import time
from importlib.resources import files
from pathlib import Path

import duckdb

COPIED = {
    "interview": "row, household, size, concerned, started_at, service, territory",
    "situation": "row, interview, reference, nature, prestation, domaine, certitude, abandon, depuis, issue, "
    "manque_mensuel, manque_mois, recuperable, asf_demandee, asf_montant, minutes, core_complete, suite, "
    "suite_date, recupere, utile, requalifie",
    "situation_form": "situation, form, decided",
    "situation_reason": "situation, form, reason",
    "typology": "situation, code",
    "situation_organism": "situation, code",
    "situation_level": "situation, code",
    "situation_detail": "situation, code",
    "situation_action": "situation, code",
    "situation_link": "situation, cause",
    "chronology": "situation, date",
    "follow_up": "situation, kind, code, minutes",
}
DAY = (
    "datediff('day', DATE '1970-01-01', try_cast(CASE length({0}) WHEN 7 THEN {0} || '-15' "
    "WHEN 4 THEN {0} || '-07-01' ELSE {0} END AS DATE))"
)
OUTCOME = (
    "CASE WHEN s.suite IN ('droit_ouvert', 'rejet', 'perdu') THEN s.suite "
    "WHEN s.issue IN ('regularisee', 'droit_perdu') THEN s.issue ELSE '' END"
)
COUNTED = (
    "s.core_complete AND s.certitude IS DISTINCT FROM 'aucun' "
    "AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.reference = s.reference)"
)
PREPARED = (
    "CREATE TABLE gone AS SELECT DISTINCT requalifie AS reference FROM situation "
    "WHERE requalifie IS NOT NULL AND core_complete",
    f"CREATE TABLE counted AS SELECT s.*, i.household, i.size, i.concerned, i.service, i.territory, "
    f"i.started_at // 86400000 AS begun, {OUTCOME} AS outcome, {DAY.format('s.suite_date')} AS ended_on, "
    f"{DAY.format('s.depuis')} AS since_on, s.manque_mensuel * s.manque_mois AS lost "
    f"FROM situation s JOIN interview i ON i.row = s.interview WHERE {COUNTED}",
    "CREATE TABLE picked AS SELECT * FROM counted s WHERE {within}",
    "CREATE TABLE tie AS SELECT DISTINCT c.row AS cause, e.row AS effect FROM situation_link l "
    "JOIN counted e ON e.row = l.situation JOIN counted c ON c.reference = l.cause",
    "CREATE TABLE tied AS SELECT cause AS row FROM tie UNION SELECT effect FROM tie",
)
FORMS = "(SELECT situation, form FROM situation_form WHERE decided)"
TABLES = (
    "SELECT count(*), count(DISTINCT interview), count(DISTINCT household) FROM picked",
    "SELECT count(*) FILTER (NOT core_complete), count(*) FILTER (certitude = 'aucun') FROM situation",
    "SELECT begun, count(*) FROM picked GROUP BY 1",
    "SELECT service, count(*), sum(minutes), min(minutes), max(minutes), count(minutes) FROM picked GROUP BY 1",
    "SELECT territory, count(*) FROM picked GROUP BY 1",
    "SELECT certitude, count(*) FROM picked GROUP BY 1",
    f"SELECT form, count(*), sum(abandon) FROM picked p JOIN {FORMS} f ON f.situation = p.row GROUP BY 1",
    "SELECT form, reason, count(*) FROM picked p JOIN situation_reason d ON d.situation = p.row GROUP BY 1, 2",
    "SELECT form, count(DISTINCT situation) FROM picked p JOIN situation_reason d ON d.situation = p.row "
    "GROUP BY 1",
    "SELECT nature, service, count(*) FROM picked GROUP BY 1, 2",
    "SELECT prestation, domaine, service, count(*) FROM picked GROUP BY 1, 2, 3",
    f"SELECT prestation, domaine, form, count(*) FROM picked p JOIN {FORMS} f ON f.situation = p.row "
    "GROUP BY 1, 2, 3",
    *(
        f"SELECT code, count(*) FROM picked p JOIN {table} d ON d.situation = p.row GROUP BY 1"
        for table in ("typology", "situation_level", "situation_detail", "situation_action")
    ),
    *(
        f"SELECT count(DISTINCT situation) FROM picked p JOIN {table} d ON d.situation = p.row"
        for table in ("typology", "situation_level", "situation_detail", "situation_organism")
    ),
    "SELECT code, outcome, count(*) FROM picked p JOIN situation_organism d ON d.situation = p.row GROUP BY 1, 2",
    "SELECT code, d.minutes, count(*) FROM picked p JOIN follow_up d ON d.situation = p.row AND kind = 'action' "
    "GROUP BY 1, 2",
    "SELECT count(*) FROM picked p WHERE row IN (SELECT situation FROM situation_action) "
    "OR row IN (SELECT situation FROM follow_up WHERE kind = 'action')",
    "SELECT concerned, size, count(*) FROM picked GROUP BY 1, 2",
    "SELECT n, cumulative, complete, count(*), sum(concerned), sum(size) FROM (SELECT household, count(*) n, "
    "count(*) FILTER (row IN (SELECT row FROM tied)) cumulative, count(*) FILTER (row IN (SELECT situation FROM "
    "typology WHERE code = 'complet')) complete, max(concerned) concerned, max(size) size FROM picked "
    "WHERE household IS NOT NULL GROUP BY household) GROUP BY 1, 2, 3",
    "SELECT c.prestation, c.domaine, e.prestation, e.domaine, count(*) FROM tie t "
    "JOIN picked c ON c.row = t.cause JOIN counted e ON e.row = t.effect GROUP BY 1, 2, 3, 4",
    "SELECT count(*) FROM tie t JOIN picked c ON c.row = t.cause JOIN picked e ON e.row = t.effect "
    "WHERE c.prestation = e.prestation AND c.lost IS NOT NULL AND e.lost IS NOT NULL",
    "SELECT count(asf_demandee), sum(asf_demandee), count(asf_montant), sum(asf_montant), "
    "count(*) FILTER (minutes < 30), count(*) FILTER (minutes > 60) FROM picked",
    "SELECT recuperable, count(lost), sum(lost) FROM picked GROUP BY 1",
    "SELECT issue, suite, utile, count(*), sum(recupere) FROM picked GROUP BY 1, 2, 3",
    "SELECT outcome <> '', greatest(coalesce(ended_on, 20779) - begun, 0), count(*) FROM picked GROUP BY 1, 2",
    f"SELECT outcome <> '', greatest(coalesce(ended_on, 20779) - coalesce(since_on, day), 0), count(*) "
    f"FROM picked p LEFT JOIN (SELECT situation, min({DAY.format('date')}) AS day FROM chronology GROUP BY 1) f "
    "ON f.situation = p.row GROUP BY 1, 2",
)


def counted(path, since, until, organism):
    """Seconds to copy and count, and what says that the work is the same."""
    scanner = files("duckdb_extension_sqlite_scanner") / "extensions" / f"v{duckdb.__version__}"
    gc.collect()
    started = time.perf_counter()
    with duckdb.connect() as base:
        base.execute(f"LOAD '{scanner / 'sqlite_scanner.duckdb_extension'}'")
        base.execute(f"ATTACH '{path}' AS file (TYPE sqlite, READ_ONLY)")
        for table, columns in COPIED.items():
            base.execute(f"CREATE TABLE {table} AS SELECT {columns} FROM file.{table}")
        told = ["true"]
        if since != "-":
            told.append(f"s.begun >= {int(since) // 86_400_000} AND s.begun < {int(until) // 86_400_000}")
        if organism != "-":
            told.append(f"s.row IN (SELECT situation FROM situation_organism WHERE code = '{organism}')")
        for sql in PREPARED:
            base.execute(sql.format(within=" AND ".join(told)))
        tables = [base.execute(sql).fetchall() for sql in TABLES]
    seconds = time.perf_counter() - started
    situations, interviews, households = tables[0][0]
    return {"seconds": seconds, "situations": situations, "interviews": interviews, "households": households}


def peak():
    """Bytes of memory that this program has held at most."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024


print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    word, *given = line.split()
    assert word == "count"
    print(json.dumps({**counted(*given), "peak": peak()}), flush=True)
