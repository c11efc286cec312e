"""Whom or what a dossier is about: from what is typed to codes, from codes to a scope and to words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from interview.dossier.state import Subject
from interview.files.finding import benefits_named, instants
from interview.follow_up.requests import FollowError, FollowFault
from interview.wording import capital, joined
from store.figures.scope import Scope
from templates.typography import day, french, when

if TYPE_CHECKING:
    from flows.flow import Flow
    from interview.conversation import Workplace

NOBODY = "Un dossier porte sur un organisme, une prestation ou un domaine : donnez au moins l’un des trois."
BACKWARDS = "La période finit avant de commencer."


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """A subject as it is typed: codes or names, dates as people write them. Its fields name the faults."""

    organism: str = ""
    benefit: str = ""
    domain: str = ""
    since: str = ""
    until: str = ""
    service: str = ""
    territory: str = ""


def subject_of(flow: Flow, typed: Typed, *, general: bool = False) -> Subject:
    """The subject that is meant; about everything too where *general*. Raises FollowError, all at once."""
    faults: list[FollowFault] = []
    subject = Subject(
        organism=_organism(flow, typed.organism.strip(), faults),
        benefits=_benefits(flow, typed.benefit.strip(), faults),
        domain=_domain(flow, typed.domain.strip(), faults),
        since=_day(typed.since, "since", faults),
        until=_day(typed.until, "until", faults),
        service=typed.service.strip(),
        territory=typed.territory.strip(),
    )
    return _sound(subject, "organism", faults, general=general)


def changed(flow: Flow, subject: Subject, field: str, typed: str) -> Subject:
    """The same subject with one field typed again (a field of :class:`Typed`). Raises FollowError."""
    faults: list[FollowFault] = []
    text = typed.strip()
    if field == "organism":
        subject = msgspec.structs.replace(subject, organism=_organism(flow, text, faults))
    elif field == "benefit":
        subject = msgspec.structs.replace(subject, benefits=_benefits(flow, text, faults))
    elif field == "domain":
        subject = msgspec.structs.replace(subject, domain=_domain(flow, text, faults))
    elif field in ("since", "until"):
        subject = msgspec.structs.replace(subject, **{field: _day(text, field, faults)})
    else:
        subject = msgspec.structs.replace(subject, **{field: text})
    return _sound(subject, field, faults)


def check_typed(flow: Flow, field: str, typed: str) -> None:
    """Say at once what is wrong with one line of a subject, on its own. Raises FollowError."""
    faults: list[FollowFault] = []
    text = typed.strip()
    if field == "organism":
        _organism(flow, text, faults)
    elif field == "benefit":
        _benefits(flow, text, faults)
    elif field == "domain":
        _domain(flow, text, faults)
    elif field in ("since", "until"):
        _day(text, field, faults)
    if faults:
        raise FollowError(*faults)


def as_typed(flow: Flow, field: str, code: str) -> str:
    """The name one would type for that code; the code itself where its name could mean another."""
    catalogue = flow.catalogue
    if field == "organism" and code in catalogue.organisms:
        name, read = capital(catalogue.organisms[code].title), _organism
    elif field == "domain" and "domaine" in flow.questions and code in flow.questions["domaine"].codes:
        name, read = capital(flow.label("domaine", code)), _domain
    elif field == "benefit" and code in catalogue.benefits:
        name = capital(catalogue.benefits[code].title)
        return name if benefits_named(catalogue, name) == (code,) else code
    else:
        return code
    return name if read(flow, name, []) == code else code


def _sound(subject: Subject, field: str, faults: list[FollowFault], *, general: bool = False) -> Subject:
    if not faults and not subject.named and not general:
        _fault(faults, field, NOBODY)
    first, end = instants_of(subject)
    if first is not None and end is not None and first >= end:
        _fault(faults, field if field in ("since", "until") else "until", BACKWARDS)
    if faults:
        raise FollowError(*faults)
    return subject


def scope_of(place: Workplace, subject: Subject) -> Scope:
    """What is counted for that subject, as of today."""
    since, until = instants(subject.since, subject.until)
    return Scope(
        today=place.today().isoformat(),
        since=since,
        until=until,
        services=(subject.service,) if subject.service else (),
        territories=(subject.territory,) if subject.territory else (),
        organisms=(subject.organism,) if subject.organism else (),
        benefits=subject.benefits,
        domains=(subject.domain,) if subject.domain else (),
    )


def instants_of(subject: Subject) -> tuple[int | None, int | None]:
    """The instants of its period, in milliseconds, the second one excluded; None for no bound."""
    return instants(subject.since, subject.until)


def whole_of(subject: Subject) -> Subject:
    """The same period, service and territory, whatever the institution: what a share is a share of."""
    return msgspec.structs.replace(subject, organism="", benefits=(), domain="")


def title_of(flow: Flow, subject: Subject) -> str:
    """« Caisse primaire d’assurance maladie (CPAM) · complémentaire santé solidaire »."""
    names = [capital(each) for each in named(flow, subject)]
    return french(" · ".join(names))


def named(flow: Flow, subject: Subject) -> tuple[str, ...]:
    """The organism, the benefits and the theme, in words."""
    names = [flow.catalogue.organisms[subject.organism].title] if subject.organism in _organisms(flow) else []
    if subject.organism and not names:
        names.append(subject.organism)
    if subject.benefits:
        known = flow.catalogue.benefits
        titles = [known[code].title if code in known else code for code in subject.benefits]
        names.append(joined(titles))
    if subject.domain:
        label = flow.label("domaine", subject.domain) if "domaine" in flow.questions else subject.domain
        names.append(label)
    return tuple(french(each) for each in names)


def period_in_words(subject: Subject) -> str:
    """« du 1er janvier 2026 au 31 mars 2026 », « depuis mars 2026 », « sans limite de dates »."""
    first, last = subject.since, subject.until
    if first and first == last:
        return french(when(first))
    if first and last:
        begins = "du " if len(first) == 10 else "d’" if day(first)[0] in "ao" else "de "
        ends = "au" if len(last) == 10 else "à"
        return french(f"{begins}{day(first)} {ends} {day(last)}")
    if first:
        return french(f"depuis le {day(first)}" if len(first) == 10 else f"depuis {day(first)}")
    if last:
        return french(f"jusqu’au {day(last)}" if len(last) == 10 else f"jusqu’à {day(last)}")
    return "sans limite de dates"


def where_in_words(subject: Subject) -> str:
    """« service asf, territoire nord », "" for everywhere."""
    told = [
        f"service {subject.service}" if subject.service else "",
        f"territoire {subject.territory}" if subject.territory else "",
    ]
    return ", ".join(each for each in told if each)


# ── inside ───────────────────────────────────────────────────────────────────────────────────────────


def _organisms(flow: Flow) -> frozenset[str]:
    return frozenset(flow.catalogue.organisms)


def _organism(flow: Flow, typed: str, faults: list[FollowFault]) -> str:
    if not typed or typed in flow.catalogue.organisms:
        return typed
    found = [match.entry for match in flow.catalogue.search_organisms(typed)]
    if not found:
        known = ", ".join(each.acronym or each.label for each in flow.catalogue.organisms.values())
        _fault(faults, "organism", f"L’organisme « {typed} » est inconnu. Connus : {known}.")
        return ""
    named = _organisms_named(flow, typed)
    if len(found) > 1 and len(named) != 1:
        several = joined([each.acronym or each.label for each in found[:5]])
        _fault(faults, "organism", f"« {typed} » peut désigner {several} : précisez lequel.")
        return ""
    return next(iter(named), found[0].code)


def _organisms_named(flow: Flow, typed: str) -> frozenset[str]:
    """Those one of whose names is just what was typed, but for case, accents and an article."""
    from flows.lookup import words

    wanted = [each for each in words(typed) if each not in ("la", "le", "l", "les")]
    return frozenset(
        each.code
        for each in flow.catalogue.organisms.values()
        if any(
            wanted == list(words(one))
            for one in (each.code, each.acronym, each.label, each.title, *each.aliases)
        )
    )


def _benefits(flow: Flow, typed: str, faults: list[FollowFault]) -> tuple[str, ...]:
    if not typed or typed in flow.catalogue.benefits:
        return (typed,) if typed else ()
    found = benefits_named(flow.catalogue, typed)
    if not found:
        known = flow.catalogue.benefits
        near = [known[code].title for code in flow.catalogue.nearest_benefit_codes(typed, 5)]
        others = f" Voisines : {joined(near)}." if near else ""
        _fault(faults, "benefit", f"La prestation « {typed} » est inconnue.{others}")
    return tuple(found)


def _domain(flow: Flow, typed: str, faults: list[FollowFault]) -> str:
    """A domain by its code or its label; by the beginning of its label, where one alone begins so."""
    from flows.lookup import words

    asked = flow.questions.get("domaine")
    codes = list(asked.codes) if asked else []
    if not typed or typed in codes:
        return typed
    labels = {code: flow.label("domaine", code) for code in codes}
    wanted = " ".join(words(typed))
    same = [code for code in codes if wanted in (code, " ".join(words(labels[code])))]
    begun = [code for code in codes if wanted and " ".join(words(labels[code])).startswith(wanted)]
    if len(found := same or begun) == 1:
        return found[0]
    known = ", ".join(capital(each) for each in labels.values())
    _fault(faults, "domain", f"Le domaine « {typed} » est inconnu. Connus : {known}.")
    return ""


def _day(typed: str, field: str, faults: list[FollowFault]) -> str:
    from interview.engine.values import day_of

    text = typed.strip()
    if not text:
        return ""
    found = day_of(text)
    if found is None:
        _fault(faults, field, f"« {text} » n’est pas une date ; par exemple 12/08/2025, 08/2025 ou 2025.")
    return found or ""


def _fault(faults: list[FollowFault], field: str, sentence: str) -> None:
    faults.append(FollowFault(field, french(sentence)))
