"""Flows of any size with the texture of the shipped one, and the same forms as XLSForm tables.

Ten questions a subject, as long in words as those of the shipped flow: choices with their findings, guards,
exits, bounds, a named fact, and a decision table over the first subjects. Everything follows from the number
of questions: no chance in it, so two runs measure the same file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Data: TypeAlias = dict[str, Any]
Sheets: TypeAlias = dict[str, list[dict[str, str]]]
"""An XLSForm: by name of sheet, its rows by name of column."""

_Choices: TypeAlias = tuple[tuple[str, str], ...]
"""Codes and labels."""

PER_SUBJECT = 10

_OBJECTS = (
    "l’allocation de logement",
    "la prime d’activité",
    "l’aide à la cantine",
    "la carte de transport",
    "le chèque énergie",
    "l’aide au chauffage",
    "la bourse scolaire",
    "la prise en charge des soins",
    "l’aide à la garde d’enfant",
    "la pension de retraite",
    "l’aide au déménagement",
    "la remise sur l’eau",
    "le forfait de téléphone",
    "l’aide au permis",
    "la place en crèche",
    "l’aide aux vacances",
    "la licence de sport",
    "le prêt d’honneur",
    "la carte d’invalidité",
    "l’aide à domicile",
)
_ASKED = ("deposee", "par_tiers", "empechee")
_UNKNOWN = ("inconnu", "On ne sait pas")
_YES_NO = (("oui", "Oui"), ("non", "Non"), _UNKNOWN)
_IN_DOUBT = "Sans papier sous les yeux, « On ne sait pas » est une réponse honnête."
_KNOWN = (("oui", "Oui"), ("partielle", "En partie"), ("non", "Non"), _UNKNOWN)


def flow_data(number: int) -> Data:
    """A flow of *number* questions (a multiple of ten), as plain data in the grammar of the flow files."""
    subjects = range(number // PER_SUBJECT)
    if number != len(subjects) * PER_SUBJECT or not subjects:
        raise ValueError(f"{number} is not a multiple of {PER_SUBJECT}")
    return {
        "grammaire": 1,
        "parcours": "long",
        "version": "2026.1",
        "titre": "Faire le tour des aides",
        "libelle_inconnu": "On ne sait pas",
        "sources": [
            {"titre": "Guide d’accueil, exemple inventé", "lu_le": "2026-11", "note": "aides et démarches"}
        ],
        "sections": [
            {"id": f"section_{rank}", "titre": _capital(_object(rank)), "qualifie": rank == subjects[-1]}
            for rank in subjects
        ],
        "questions": [question for rank in subjects for question in _questions(rank, len(subjects))],
        "fins": [{"id": "fin", "libelle": "Fin"}],
        "regles": _rules(subjects),
    }


def flow_text(number: int) -> str:
    """The same flow as the text of a file."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(flow_data(number), Dumper=dumper, allow_unicode=True, sort_keys=False, width=110)


def _object(rank: int) -> str:
    turn, place = divmod(rank, len(_OBJECTS))
    return _OBJECTS[place] + (f", période {turn + 1}" if turn else "")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _test(name: str, *codes: str) -> Data:
    return (
        {"question": name, "est": codes[0]} if len(codes) == 1 else {"question": name, "parmi": list(codes)}
    )


def _choices(known: _Choices, fact: str, required: bool) -> list[Data]:
    """As in the shipped flow, what is required can also be said after « si »."""
    return [
        {"code": code, "libelle": label, "constat": f"{_capital(fact)} : {label.lower()}."}
        | ({"hypothese": f"pour {fact}, la réponse était « {label.lower()} »"} if required else {})
        for code, label in known
    ]


def _questions(rank: int, subjects: int) -> Iterator[Data]:
    """The ten questions of a subject; the last leads to the next subject."""
    name = _object(rank)

    def made(key: str, kind: str, short: str, text: str, **more: Any) -> Data:
        return {
            "id": f"{key}_{rank}",
            "section": f"section_{rank}",
            "type": kind,
            "bref": short,
            "texte": text,
            "pourquoi": (
                f"Savoir où en est {name} permet de choisir à qui s’adresser, et de ne pas redemander à la "
                "personne ce qu’elle a déjà dit. Les chiffres restent comparables d’une équipe à l’autre."
            ),
            "aborder": f"« Racontez-moi comment cela s’est passé pour {name}, avec vos mots. »",
            **({"si_doute": _IN_DOUBT} if more.get("requise") else {}),
            **more,
        }

    def several(key: str, short: str, text: str, known: _Choices, **more: Any) -> Data:
        kind = "choix" if "requise" in more else "choix_multiple"
        choices = _choices(known, f"{short.lower()}, {name}", "requise" in more)
        return made(key, kind, short, text, **more, choix=choices)

    core = {"requise": True, "inconnu": True}
    yield several("connue", "Connaissance", f"La personne connaissait-elle {name} ?", _KNOWN, **core)
    yield several(
        "proposee", "Proposition", f"Un professionnel lui avait-il proposé {name} ?", _YES_NO, **core
    )
    yield several(
        "demande",
        "Demande",
        f"Une demande a-t-elle été faite pour {name} ?",
        (
            ("deposee", f"Oui, déposée pour {name}"),
            ("par_tiers", "Oui, par quelqu’un pour elle"),
            ("empechee", "Elle a essayé, sans pouvoir déposer"),
            ("laissee", "Commencée puis laissée"),
            ("non", f"Non, rien pour {name}"),
            _UNKNOWN,
        ),
        **core,
        suite=[{"vers": f"recue_{rank}", "si": _test(f"demande_{rank}", *_ASKED)}, {"vers": f"appui_{rank}"}],
    )
    yield several(
        "recue",
        "Ce qui a été reçu",
        f"Qu’a reçu la personne de {name} ?",
        (
            ("rien", "Rien"),
            ("partie", f"Une partie de {name}"),
            ("retard", "Tout, mais en retard"),
            ("tout", "Tout, à temps"),
            _UNKNOWN,
        ),
        **core,
    )
    yield several(
        "ecart",
        "Écart",
        f"Cet écart est-il normal pour {name} ?",
        _YES_NO,
        **core,
        si=_test(f"recue_{rank}", "rien", "partie", "retard"),
    )
    yield several(
        "blocages",
        "Ce qui bloque",
        f"Qu’est-ce qui a gêné pour {name} ?",
        (
            ("pieces", f"Des papiers, {name}"),
            ("delai", "Le délai était trop court"),
            ("guichet", "Le guichet était fermé, ou trop loin"),
            ("internet", "Il fallait passer par internet"),
            ("langue", "La langue"),
            ("autre", "Autre chose"),
        ),
        si={"tous": [_test(f"demande_{rank}", *_ASKED), {"question": f"recue_{rank}", "hors": ["tout"]}]},
    )
    yield several("appui", "Appui", f"La personne est-elle aidée pour {name} ?", _YES_NO, **core)
    yield made(
        "mois",
        "entier",
        "Durée",
        f"Depuis combien de mois cela dure-t-il pour {name} ?",
        minimum=0,
        maximum=600,
        unite="mois",
        si=_test(f"connue_{rank}", "oui", "partielle"),
    )
    yield made(
        "manque",
        "montant",
        "Manque par mois",
        f"Combien manque-t-il par mois pour {name} ?",
        minimum=0,
        maximum=100_000,
        si=_test(f"proposee_{rank}", "oui", "non"),
    )
    after = f"connue_{rank + 1}" if rank + 1 < subjects else "fin"
    yield made(
        "recit",
        "texte",
        "En quelques mots",
        f"Que faut-il retenir pour {name} ?",
        si=_test(f"appui_{rank}", "oui"),
        suite=[{"vers": after}],
    )


def _rules(subjects: range) -> Data:
    """A decision table over the first three subjects, as the shipped one reads one situation."""
    first, last = 0, min(2, subjects[-1])
    asked = {"fait": f"demande_faite_{first}"}
    return {
        "faits": [
            {
                "code": f"demande_faite_{rank}",
                "libelle": f"une demande a été faite pour {_object(rank)}",
                "si": _test(f"demande_{rank}", *_ASKED),
            }
            for rank in subjects
        ],
        "formes": [
            _form(
                "a",
                "Méconnaissance",
                [_test(f"connue_{first}", "non", "partielle"), _test(f"appui_{first}", "non")],
            ),
            _form("b", "Oubli", [_test(f"proposee_{first}", "non"), _test(f"connue_{first}", "non")]),
            _form(
                "c",
                "Renoncement",
                [_test(f"demande_{last}", "non", "laissee"), _test(f"connue_{last}", "oui")],
            ),
            _form(
                "d",
                "Retenue",
                [asked, _test(f"recue_{first}", "rien", "partie"), _test(f"ecart_{first}", "non")],
            ),
        ],
        "abandon": {"tous": [{"fait": "forme_c"}, _test(f"demande_{last}", "laissee")]},
        "avere": {"tous": [_test(f"connue_{first}", "oui", "non"), _test(f"appui_{first}", "oui", "non")]},
        "certitudes": [
            {"code": "avere", "libelle": "Avéré", "explication": "Tous les faits qui décident sont connus."},
            {"code": "potentiel", "libelle": "Potentiel", "explication": "Il reste un fait à vérifier."},
            {"code": "aucun", "libelle": "Rien", "explication": "Les réponses ne concluent à rien."},
        ],
        "typologie": [
            {
                "code": "secondaire",
                "libelle": "Secondaire",
                "explication": "La demande est faite, et ce qui est dû n’est pas reçu.",
                "si": {"fait": "forme_d"},
            }
        ],
        "aucun": [
            {"code": "tout_recu", "phrase": "Tout a été reçu.", "si": _test(f"recue_{first}", "tout")},
            {"code": "rien", "phrase": "Les réponses ne concluent à rien."},
        ],
    }


def _form(letter: str, label: str, tests: list[Data]) -> Data:
    return {
        "code": f"forme_{letter}",
        "libelle": label,
        "avec_article": f"le constat de {label.lower()}",
        "definition": f"Un constat de {label.lower()} apparaît dans les réponses.",
        "si": {"tous": tests},
    }


# ---------------------------------------------------------------------------------- the same form as XLSForm

_TYPES: Mapping[str, str] = {"entier": "integer", "montant": "integer", "texte": "text"}


def xlsform(number: int, *, every_word: bool = True) -> Sheets:
    """The same sections, questions, choices, conditions and words as an XLSForm, written as its author would.

    A section is a group; why a question is asked is its hint, how to bring it up its guidance hint; findings
    are columns of the choices. Lists that are the same word for word are written once. An exit becomes the
    relevance of what it jumps over, since XLSForm has no exits. Rules and sources are left out.

    Args:
        every_word: without it, only questions, one hint, and the labels of choices, in a single group.
    """
    flow = flow_data(number)
    if not every_word:
        _keep_labels(flow)
    lists: dict[str, str] = {}
    choices: list[dict[str, str]] = []
    survey: list[dict[str, str]] = []
    asked: dict[str, list[Data]] = {section["id"]: [] for section in flow["sections"]}
    for question in flow["questions"]:
        asked[question["section"]].append(question)
    for section in flow["sections"]:
        survey.append({"type": "begin_group", "name": section["id"], "label": section["titre"]})
        survey += [_row(question, _list_of(question, lists, choices)) for question in asked[section["id"]]]
        survey.append({"type": "end_group"})
    settings = [{"form_title": flow["titre"], "form_id": flow["parcours"], "version": flow["version"]}]
    return {"survey": survey, "choices": choices, "settings": settings}


def _keep_labels(flow: Data) -> None:
    flow["sections"] = flow["sections"][:1]
    for question in flow["questions"]:
        question["section"] = flow["sections"][0]["id"]
        for key in ("aborder", "si_doute"):
            question.pop(key, None)
        for choice in question.get("choix", []):
            choice.pop("constat")
            choice.pop("hypothese", None)


def _row(question: Data, known: str) -> dict[str, str]:
    several = "select_multiple" if question["type"] == "choix_multiple" else "select_one"
    cells = {
        "type": f"{several} {known}" if known else _TYPES[question["type"]],
        "name": question["id"],
        "label": question["texte"],
        "hint": question["pourquoi"],
        "guidance_hint": " ".join(question[key] for key in ("aborder", "si_doute") if key in question),
        "required": "yes" if question.get("requise") else "",
        "relevant": _relevance(question),
        "constraint": _constraint(question),
    }
    return {name: cell for name, cell in cells.items() if cell}


def _list_of(question: Data, lists: dict[str, str], choices: list[dict[str, str]]) -> str:
    """The name of the list of choices of a question, written if it was not; "" if it has none."""
    known = question.get("choix", [])
    key = repr(known)
    if known and key not in lists:
        lists[key] = f"choix_{len(lists)}"
        words = {"code": "name", "libelle": "label"}
        choices += [
            {"list_name": lists[key]} | {words.get(name, name): cell for name, cell in choice.items()}
            for choice in known
        ]
    return lists.get(key, "")


def _constraint(question: Data) -> str:
    return f". >= {question['minimum']} and . <= {question['maximum']}" if "maximum" in question else ""


def _relevance(question: Data) -> str:
    key, _, rank = question["id"].rpartition("_")
    if key == "recue":  # what an exit of the question above jumps over
        return _xpath(_test(f"demande_{rank}", *_ASKED))
    return _xpath(question["si"]) if "si" in question else ""


def _xpath(condition: Data) -> str:
    if "tous" in condition:
        return " and ".join(f"({_xpath(each)})" for each in condition["tous"])
    name = f"${{{condition['question']}}}"
    if "hors" in condition:
        return " and ".join(f"{name} != '{code}'" for code in condition["hors"])
    codes = condition.get("parmi") or [condition["est"]]
    return " or ".join(f"{name} = '{code}'" for code in codes)
