"""The figures as other programs read them: the contract of ``repere bilan --json``.

Every share has what it is out of beside it (``sur``). What is hidden is ``null``, and ``"masque": true``
beside it where there is room; ``null`` alone is « not recorded », or a share out of too few situations.
Money is in euros.
"""

from __future__ import annotations

from typing import Any

from .shown import Cross, Delays, Heading, Line, Measure, Published, Table

Json = dict[str, Any]


def as_json(said: Published, period: Json | None = None) -> Json:
    """The published figures as one object; only the headings that are there. *period* is given back as it
    is."""
    written: Json = {
        "periode": period,
        "mode": said.mode,
        "seuil": said.threshold,
        "masques": said.small + said.further,
        "notes": list(said.notes),
    }
    for heading in said.headings:
        written |= _WRITTEN[heading.code](heading)
    return written


def _volume(heading: Heading) -> Json:
    return {
        "volume": {
            "situations": _value(heading, "situations"),
            "menages": _value(heading, "menages"),
            "entretiens": _value(heading, "entretiens"),
            "sans_non_recours": _value(heading, "ecartees"),
            "requalifiees": _value(heading, "requalifiees"),
            "inachevees": _value(heading, "inachevees"),
            "par_service": _counts(heading.table("services")),
            "par_territoire": _counts(heading.table("territoires")),
            "par_mois": _counts(heading.table("mois")),
            "certitudes": _shares(heading.table("certitudes")),
        }
    }


def _forms(heading: Heading) -> Json:
    reasons = [each for each in heading.tables if each.code.startswith("raisons/")]
    return {
        "formes": _shares(heading.table("formes")),
        "plusieurs_formes": _share(heading.measure("plusieurs_formes")),
        "abandon": _share(heading.measure("abandon")),
        "raisons": {each.code.partition("/")[2]: _counts(each) for each in reasons},
        "niveaux": _shares(heading.table("niveaux")),
        "details": _shares(heading.table("details")),
    }


def _objects(heading: Heading) -> Json:
    return {
        "nature": _shares(heading.table("nature")),
        "prestations": _shares(heading.table("prestations")),
        "prestations_detail": _shares(heading.table("prestations_detail")),
        "domaines": _shares(heading.table("domaines")),
        "organismes": _shares(heading.table("organismes")),
        "croisements": {each.code: _crossed(each) for each in heading.crosses},
    }


def _cumulation(heading: Heading) -> Json:
    cumul: Json = {
        "menages_2_et_plus": _value(heading, "menages_2_et_plus"),
        "situations": _value(heading, "situations_2_et_plus"),
        "cumulatives": _value(heading, "cumulatives"),
        "menages_cumulatifs": _value(heading, "menages_cumulatifs"),
        "completes": _value(heading, "completes"),
        "moyenne_par_menage": _value(heading, "moyenne_par_menage"),
        "causent": _value(heading, "causent"),
        "causees": _value(heading, "causees"),
        "enchainements": _counts(heading.table("enchainements")),
    }
    profiles = heading.table("profils")
    if profiles is not None:
        cumul["profils"] = _counts(profiles)
    return {"cumul": cumul}


def _impact(heading: Heading) -> Json:
    return {
        "impact": {
            "personnes": _value(heading, "personnes"),
            "situations_2_et_plus": _value(heading, "personnes_2_et_plus"),
            "personnes_taille_connue": _value(heading, "personnes_mesurees"),
            "membres": _value(heading, "membres"),
            "situations_par_personnes": _shares(heading.table("personnes_par_situation")),
        }
    }


def _intensity(heading: Heading) -> Json:
    return {"intensite": _shares(heading.table("intensite"))}


def _actions(heading: Heading) -> Json:
    return {
        "actions": {
            "n": _value(heading, "actions"),
            "moyenne": _value(heading, "actions_moyenne"),
            "situations": _value(heading, "situations_actions"),
            "par_type": _counts(heading.table("actions_par_type")),
        }
    }


def _cost(heading: Heading) -> Json:
    services = [each.code.split("/")[1] for each in heading.measures if _is_mean_of_service(each)]
    recoverable = [each for each in heading.measures if each.code.startswith("manque/")]
    return {
        "cout": {
            "asf_demandee": _value(heading, "asf_demandee"),
            "asf_n": _value(heading, "asf"),
            "asf_total": _value(heading, "asf_total"),
            "asf_moyenne": _value(heading, "asf_moyenne"),
            "minutes": {
                **_minutes(heading, "minutes"),
                "tranches": _shares(heading.table("durees")),
                "par_service": {each: _minutes(heading, f"minutes_par_service/{each}") for each in services},
            },
            "manque": {
                "total": _value(heading, "manque"),
                "recuperable": _euros_of(recoverable, "oui"),
                "recuperable_en_partie": _euros_of(recoverable, "partie"),
                "perdu": _euros_of(recoverable, "non"),
                "inconnu": _euros_of(recoverable, "inconnu"),
                "non_renseigne": _euros_of(recoverable, ""),
                "situations_inconnues": _value(heading, "manque_inconnu"),
            },
        }
    }


def _is_mean_of_service(measure: Measure) -> bool:
    return measure.code.startswith("minutes_par_service/") and measure.code.endswith("/moyenne")


def _minutes(heading: Heading, code: str) -> Json:
    mean = heading.measure(f"{code}/moyenne")
    return {
        **{part: _value(heading, f"{code}/{part}") for part in ("total", "moyenne", "min", "max")},
        "sur": None if mean is None else mean.on,
    }


def _euros_of(measures: list[Measure], code: str) -> float | None:
    found = next((each for each in measures if each.code == f"manque/{code}"), None)
    return 0 if found is None else _number(found)


def _resolution(heading: Heading) -> Json:
    rate = heading.measure("taux")
    organisms = [each for each in heading.measures if each.code.startswith("par_organisme/")]
    return {
        "resolution": {
            "taux": None if rate is None else rate.pct,
            "n": None if rate is None else rate.value,
            "sur": None if rate is None else rate.on,
            **{f"{each.code}_median_jours": _median(each) for each in heading.delays},
            "delais": {each.code: _lasting(each) for each in heading.delays},
            "recupere": _value(heading, "recupere"),
            "issues": _shares(heading.table("issues")),
            "utile": _shares(heading.table("utile")),
            "ouvertes_par_age": _counts(heading.table("ouvertes_par_age")),
            "par_organisme": {each.code.partition("/")[2]: _share(each) for each in organisms},
        }
    }


_WRITTEN = {
    "volume": _volume,
    "formes": _forms,
    "objets": _objects,
    "cumul": _cumulation,
    "impact": _impact,
    "intensite": _intensity,
    "actions": _actions,
    "cout": _cost,
    "resolution": _resolution,
}


def _value(heading: Heading, code: str) -> float | None:
    found = heading.measure(code)
    return None if found is None else _number(found)


def _number(measure: Measure) -> float | None:
    if measure.value is None or measure.unit != "centimes":
        return measure.value
    return round(measure.value / 100, 2)


def _share(measure: Measure | None) -> Json | None:
    if measure is None:
        return None
    written: Json = {"n": measure.value, "pct": measure.pct, "sur": measure.on}
    return _marked(written, measure.masked, measure.at_least)


def _counts(table: Table | None) -> Json:
    return {} if table is None else {each.code: each.n for each in table.lines}


def _shares(table: Table | None) -> Json:
    return {} if table is None else {each.code: _line(each) for each in table.lines}


def _line(line: Line) -> Json:
    return _marked({"n": line.n, "pct": line.pct, "sur": line.on}, line.masked, line.at_least)


def _marked(written: Json, masked: bool, at_least: int | None) -> Json:
    if masked:
        written["masque"] = True
    if at_least is not None:
        written["au_moins"] = at_least
    return written


def _crossed(cross: Cross) -> Json:
    return {
        "lignes": list(cross.rows),
        "colonnes": list(cross.columns),
        "n": [[each.n for each in row] for row in cross.lines],
        "liens": [
            {
                "entre": each.label,
                "lecture": each.reading,
                "test": None if each.test is None else each.test.test,
                "p": None if each.test is None else each.test.p,
                "chi2": None if each.test is None else each.test.statistic,
                "degres": None if each.test is None else each.test.freedom,
            }
            for each in cross.links
        ],
    }


def _median(delays: Delays) -> int | None:
    return None if delays.lasting is None else delays.lasting.median


def _lasting(delays: Delays) -> Json | None:
    said = delays.lasting
    if said is None:
        return None
    return {"mediane": said.median, "terminees": said.ended, "sur": said.on, "lecture": said.reading}
