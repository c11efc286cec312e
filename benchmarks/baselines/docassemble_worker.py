"""docassemble.base assembling our core questions headless: run by the interpreter of its own environment.

Talks in lines: prints one JSON object when ready, then for each line read on stdin plays whole interviews
and prints one JSON object with the time of every assembly and the size of every snapshot. It imports nothing
of this project: the other interpreter has only docassemble.

What stands in for the server is what `assemble` asks it for and nothing more: language, locale, configuration.
Two things that the package loads at import are left out, because no question here uses them and nothing that is
timed changes: linguistic corpora (plurals of English nouns, fetched from the network) and a reader of bar codes
(a system library).
"""

# mypy: ignore-errors
# ruff: noqa: E501  one question a line is easier to read here

import codecs
import copy
import datetime
import gc
import json
import pickle
import sys
import time
import types


def _leave_out() -> None:
    pattern = types.ModuleType("docassemble.base.pattern")
    for language in ("de", "en", "es", "fr", "it", "nl"):
        setattr(pattern, f"pattern_{language}", types.SimpleNamespace())
    sys.modules["docassemble.base.pattern"] = pattern
    barcodes = types.ModuleType("pyzbar.pyzbar")
    barcodes.decode = None
    sys.modules["pyzbar.pyzbar"] = barcodes


_leave_out()

import docassemble.base.parse as parse  # noqa: E402
import docassemble.base.util  # noqa: E402, F401  the names an interview may use, as the web application loads them
import pluggy  # noqa: E402
from docassemble.base import thread_context  # noqa: E402
from docassemble.base.functions import pickleable_objects  # noqa: E402
from docassemble.base.interview_source import InterviewSourceString  # noqa: E402
from docassemble.base.plugin_manager import pm  # noqa: E402

# The few answers that the web application gives to `docassemble.base`.
SERVER = {
    "get_default_language": "fr",
    "get_default_dialect": "fr",
    "get_default_voice": None,
    "get_default_country": "FR",
    "get_default_locale": "fr_FR.utf8",
    "get_default_timezone": "Europe/Paris",
    "get_configuration": {},
    "get_debug_status": False,
    "get_main_page_parts": {},
}


def server() -> object:
    """A plugin of docassemble that gives those answers."""
    hook = pluggy.HookimplMarker("docassemble")

    def answering(value):
        return staticmethod(hook(lambda: value))

    return type("Server", (), {name: answering(value) for name, value in SERVER.items()})()


YES_NO = (("oui", "Oui"), ("non", "Non"), ("inconnu", "On ne sait pas"))

# (variable, question, what asks it, choices): the core of the interview, with as many words and choices as ours.
QUESTIONS = (
    (
        "nature",
        "De quoi s’agit-il ?",
        (("financiere", "Une prestation financière"), ("non_financiere", "Un autre droit ou service")),
    ),
    (
        "prestation",
        "Quelle prestation est en cause ?",
        tuple((f"prestation_{n}", f"Prestation numéro {n}") for n in range(1, 41)),
    ),
    (
        "eligibilite",
        "La personne y a-t-elle droit ?",
        (
            ("oui", "Oui"),
            ("probable", "Probablement"),
            ("quasi", "À une condition près"),
            ("non", "Non"),
            ("inconnu", "On ne sait pas"),
        ),
    ),
    (
        "appui_eligibilite",
        "Sur quoi cela repose-t-il ?",
        (
            ("verifie", "Règle ou barème vérifié"),
            ("institution", "Parole de l’institution"),
            ("personne", "Parole de la personne"),
            ("estimation", "Estimation"),
        ),
    ),
    (
        "connaissance",
        "La personne connaissait-elle ce droit avant de venir ?",
        (("oui", "Oui"), ("partielle", "En partie"), ("non", "Non"), ("inconnu", "On ne sait pas")),
    ),
    (
        "proposition",
        "Quelqu’un le lui avait-il proposé ?",
        (
            ("oui", "Oui"),
            ("non_malgre_contact", "Non, malgré un contact"),
            ("pas_de_contact", "Pas de contact"),
            ("inconnu", "On ne sait pas"),
        ),
    ),
    (
        "demande",
        "La demande a-t-elle été faite ?",
        (
            ("deposee", "Déposée"),
            ("par_tiers", "Par un tiers"),
            ("empechee", "Empêchée"),
            ("droit_ouvert", "Droit déjà ouvert"),
            ("commencee_abandonnee", "Commencée puis abandonnée"),
            ("non", "Non"),
            ("inconnu", "On ne sait pas"),
        ),
    ),
    (
        "reception",
        "Qu’a reçu la personne ?",
        (
            ("rien", "Rien"),
            ("partie", "Une partie"),
            ("retard", "En retard"),
            ("interrompue", "Interrompu"),
            ("tout", "Tout"),
            ("inconnu", "On ne sait pas"),
        ),
    ),
    (
        "regularite",
        "Est-ce ce qui devait arriver ?",
        (
            ("anormal", "Non, ce n’est pas normal"),
            ("normal", "Oui, c’est la règle"),
            ("inconnu", "On ne sait pas"),
        ),
    ),
    (
        "blocage",
        "Qu’est-ce qui bloque ?",
        (
            ("sans_reponse", "Sans réponse"),
            ("dossier_renvoye", "Dossier renvoyé"),
            ("refus_motive", "Refus motivé"),
            ("rupture", "Rupture"),
            ("autre", "Autre"),
        ),
    ),
    (
        "issue",
        "Où en est-on ?",
        (
            ("en_cours", "En cours"),
            ("regularisee", "Régularisée"),
            ("droit_perdu", "Droit perdu"),
            ("inconnu", "On ne sait pas"),
        ),
    ),
    ("accord", "La personne est-elle d’accord pour la fiche ?", YES_NO),
)

# One mandatory block that names the variables, the usual way of writing a docassemble interview.
LOGIC = """
mandatory: True
code: |
  nature
  if nature == 'financiere':
    prestation
  eligibilite
  if eligibilite != 'inconnu':
    appui_eligibilite
  connaissance
  proposition
  demande
  if demande in ('deposee', 'par_tiers', 'empechee', 'droit_ouvert'):
    reception
    if reception != 'tout':
      regularite
      blocage
  issue
  accord
  fin
"""

END = """
event: fin
question: Fin de l’entretien.
subquestion: |
  ${ nature }, ${ eligibilite }, ${ demande }.
"""

ANSWERS = {
    "nature": "financiere",
    "prestation": "prestation_7",
    "eligibilite": "oui",
    "appui_eligibilite": "verifie",
    "connaissance": "oui",
    "proposition": "oui",
    "demande": "deposee",
    "reception": "rien",
    "regularite": "anormal",
    "blocage": "dossier_renvoye",
    "issue": "en_cours",
    "accord": "oui",
}


def source() -> str:
    blocks = ["metadata:\n  title: Entretien\n", LOGIC]
    for variable, question, choices in QUESTIONS:
        lines = "".join(f"  - {json.dumps(label, ensure_ascii=False)}: {code}\n" for code, label in choices)
        blocks.append(
            f"question: |\n  {question}\nsubquestion: |\n  Cette question aide à situer ce qui a manqué.\n"
            f"field: {variable}\nchoices:\n{lines}"
        )
    blocks.append(END)
    return "---\n".join(blocks)


def current_info() -> dict:
    """The session of one person, as the web application describes it to `assemble`."""
    user = {
        "is_anonymous": True,
        "is_authenticated": False,
        "session_uid": "s" * 32,
        "device_id": "d" * 32,
        "the_user_id": "t1",
        "theid": 1,
        "roles": ["user"],
        "location": None,
    }
    return {
        "user": user,
        "session": "i" * 32,
        "secret": None,
        "yaml_filename": "core.yml",
        "interface": "web",
        "url": "http://localhost/interview",
        "url_root": "http://localhost/",
        "encrypted": False,
    }


def one_interview(interview, measured, restored) -> None:
    """Play one interview; `restored` starts every step from the stored snapshot, as each request does."""
    facts = parse.get_initial_dict()
    facts["_internal"]["starttime"] = facts["_internal"]["modtime"] = datetime.datetime(2026, 3, 3, 9, 0)
    path = []
    asked = None
    while asked != "fin":
        status = parse.InterviewStatus(current_info=copy.deepcopy(BASE_INFO))
        started = time.perf_counter()
        interview.assemble(facts, status)
        measured["seconds"].append(time.perf_counter() - started)
        asked = status.sought
        path.append(asked)
        if asked in ANSWERS:
            # The web application executes the assignment as text, then records what was answered.
            exec(f"{asked} = {ANSWERS[asked]!r}", facts)
            facts["_internal"]["answered"].add(status.question.name)
            facts["_internal"]["steps"] += 1
        snapshot = pickle.dumps(pickleable_objects(facts))
        measured["pickled"].append(len(snapshot))
        measured["stored"].append(len(codecs.encode(snapshot, "base64")))
        if restored:
            facts = pickle.loads(snapshot)
    if path != PATH:
        raise SystemExit(f"the interview took another path: {path}")


def main() -> None:
    pm.register(server())
    with thread_context.global_context(thread_context.empty_globals()):
        where = {"path": "core.yml", "package": "docassemble.base"}
        interview = parse.Interview(source=InterviewSourceString(content=source(), **where))
        print(json.dumps({"ready": True}), flush=True)
        for line in sys.stdin:
            kind, count = line.split()
            measured = {"seconds": [], "pickled": [], "stored": []}
            gc.collect()
            for _ in range(int(count)):
                one_interview(interview, measured, restored=kind == "restored")
            print(json.dumps(measured), flush=True)


PATH = [*ANSWERS, "fin"]
BASE_INFO = current_info()

if __name__ == "__main__":
    main()
