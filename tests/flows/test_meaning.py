"""Labels may be reworded; what a code means may not change unseen."""

from __future__ import annotations

import re

import msgspec
import pytest

from flows.checks.likeness import inverted, numbers_changed, unrelated
from flows.checks.meaning import meaning_faults
from flows.faults import Fault
from flows.grammar import FlowFile
from flows.loader import flow_from_text, load_catalogue
from flows.reading import read_text
from tests.support import shipped_flow

NEWER = ('version: "2026.1"', 'version: "2027.1"')


def older_file(**changes: object) -> FlowFile:
    return msgspec.structs.replace(shipped_flow().file, **changes)


def told(*replacements: tuple[str, str], older: FlowFile | None = None) -> list[Fault]:
    """The faults of the shipped flow changed so, against the flow as it is shipped."""
    source = shipped_flow().source
    for before, after in (NEWER, *replacements):
        assert before in source, f"the shipped flow no longer says {before!r}"
        source = source.replace(before, after, 1)
    file = flow_from_text(source, "neuf.yaml", load_catalogue()).file
    return list(meaning_faults(read_text(source, "neuf.yaml"), file, [older or older_file()]))


def plain(fault: Fault) -> str:
    """What a fault says, with ordinary spaces."""
    text = " | ".join((fault.node, fault.found, fault.expected, fault.remedy))
    return re.sub("[\u202f\u00a0]", " ", text)


def only(code: str, faults: list[Fault]) -> str:
    assert [each.code for each in faults] == [code], [plain(each) for each in faults]
    return plain(faults[0])


def test_the_same_flow_means_the_same() -> None:
    """A new version that changes nothing, or another flow, has nothing told of it."""
    assert told() == []
    assert told(("libelle: En partie", "libelle: Non"), older=older_file(id="autre")) == []


def test_an_honest_rewording_passes() -> None:
    """Other words that share one with the old ones, in the label or in what explains it."""
    assert told(("libelle: Une partie", "libelle: Une partie seulement")) == []
    assert told(("libelle: Cela s’est arrêté", "libelle: Versement coupé")) == []


def test_an_answer_that_says_the_contrary_is_refused() -> None:
    """With its line, what it said, and how to state that it means the same."""
    faults = told(("libelle: Probablement", "libelle: Probablement pas"))
    said = only("P094", faults)
    assert said.startswith("questions › eligibilite › choix › probable › libelle")
    assert "« Probablement pas » ; la version 2026.1 disait « Probablement »" in said
    assert 'ajoutez « meme_sens: "2026.1" »' in said
    source = shipped_flow().source.splitlines()
    assert "libelle: Probablement" in source[faults[0].line - 1]


def test_the_finding_counts_as_much_as_the_label() -> None:
    """What the sheet would say is compared too."""
    said = only(
        "P094", told(("constat: La personne n’a rien reçu.", "constat: La personne a reçu son droit."))
    )
    assert said.startswith("questions › reception › choix › rien › constat")


def test_words_that_recall_nothing_are_refused() -> None:
    """An answer and a question that could be anything else."""
    said = only("P095", told(("libelle: Réglée", "libelle: Au tribunal")))
    assert said.startswith("questions › issue › choix › regularisee › libelle")
    said = only(
        "P095", told(("texte: Une demande a-t-elle été faite ?", "texte: Habite-t-elle la commune ?"))
    )
    assert said.startswith("questions › demande › texte")


def test_a_number_that_changes_is_refused() -> None:
    """« 30 jours » is not « 60 jours »."""
    old = ("libelle: Délai réglementaire dépassé", "libelle: Délai de 30 jours dépassé")
    source = shipped_flow().source.replace(*old)
    older = flow_from_text(source, "ancien.yaml", load_catalogue()).file
    said = only("P096", told((old[0], "libelle: Délai de 60 jours dépassé"), older=older))
    assert said.startswith("questions › raisons_non_reception › choix › lenteur_administrative")


@pytest.mark.parametrize(("stated", "refused"), [("2026.1", False), ("2025.9", False), ("2026.10", True)])
def test_the_author_may_state_that_the_meaning_is_the_same(stated: str, refused: bool) -> None:
    """Against that version and all later ones, not against earlier ones."""
    words = f'libelle: Réglée, meme_sens: "{stated}"'
    changed = told(("libelle: Réglée", words.replace("Réglée", "Au tribunal")))
    assert [each.code for each in changed] == (["P095"] if refused else [])
    faults = told(
        (
            "    texte: Une demande a-t-elle été faite ?",
            f'    meme_sens: "{stated}"\n    texte: Habite-t-elle la commune ?',
        )
    )
    assert [each.code for each in faults] == (["P095"] if refused else [])


def test_two_answers_that_exchange_their_words_are_refused() -> None:
    """Each is told, with the code its words had."""
    one, other = "libelle: Une partie", 'libelle: "Tout, mais en retard"'
    faults = told((one, "libelle: @"), (other, one), ("libelle: @", other))
    assert [each.code for each in faults] == ["P091", "P091"]
    said = [plain(each) for each in faults]
    assert any("« Une partie » voulait dire « partie » dans la version 2026.1" in each for each in said)
    assert {each.node.split(" › ")[3] for each in faults} == {"partie", "retard"}


def test_a_stated_meaning_settles_words_taken_from_another_code() -> None:
    """For the choice that states it, not for the other."""
    one, other = "libelle: Une partie", 'libelle: "Tout, mais en retard"'
    stated = f'meme_sens: "2026.1"\n        {one}'
    faults = told((one, "libelle: @"), (other, stated), ("libelle: @", other))
    assert [each.node.split(" › ")[3] for each in faults] == ["partie"]


def test_new_words_explained_by_the_old_ones_pass() -> None:
    """« Terminée », whose help says « la situation est réglée »."""
    assert told(("libelle: Réglée", "libelle: Terminée, aide: tout est réglé")) == []


def test_an_answer_under_another_code_is_refused() -> None:
    """The words stay, the code changes: figures would be cut in two."""
    said = only("P090", told(("code: examen_approfondi,", "code: examen_complet,")))
    assert said.startswith("questions › actions › choix › examen_complet › code")
    assert "était « examen_approfondi » dans la version 2026.1" in said


def test_an_answer_that_disappears_is_advice() -> None:
    """Records hold it: it can be read, and will no longer be given."""
    said = only("A091", told(("      - {code: recours, libelle: Recours}\n", "")))
    assert said.startswith("questions › actions › choix | « Recours » (recours)")


def test_a_question_that_changes_its_name_is_refused() -> None:
    """Its words stay under another id."""
    said = only("P090", told(("  - id: minutes\n", "  - id: temps_passe\n")))
    assert said.startswith("questions › temps_passe › id")
    assert "posait cette question sous le nom « minutes »" in said


def test_a_question_that_disappears_is_advice() -> None:
    """It may be meant."""
    start = shipped_flow().source.index("  - id: minutes\n")
    end = shipped_flow().source.index("  # ───", start)
    said = only("A090", told((shipped_flow().source[start:end], "")))
    assert said.startswith("questions | la question « Temps passé » (minutes) de la version 2026.1")


def test_another_kind_of_answer_is_refused() -> None:
    """A list of codes is not one code."""
    said = only(
        "P092", told(("    type: choix_multiple\n    bref: Actions", "    type: choix\n    bref: Actions"))
    )
    assert said.startswith("questions › actions › type")


def test_another_unit_is_refused() -> None:
    """« Par mois » is not « par an »; the plural of a unit is the same unit."""
    said = only("P093", told(("unite: euros par mois", "unite: euros par an")))
    assert said.startswith("questions › manque_mensuel › unite")
    assert "« euros par an », et « euros par mois » dans la version 2026.1" in said
    assert told(("unite: minute\n", "unite: minutes\n")) == []


def test_narrower_bounds_are_advice() -> None:
    """Wider ones are nothing."""
    narrow = (
        "    minimum: 1\n    maximum: 600\n    unite: minute",
        "    minimum: 5\n    maximum: 600\n    unite: minute",
    )
    said = only("A092", told(narrow))
    assert said.startswith("questions › minutes › minimum | de 5 à 600 | de 1 à 600")
    assert told((narrow[0], narrow[1].replace("5", "1").replace("600", "900"))) == []


def test_forms_and_traits_keep_their_codes() -> None:
    """What is concluded is in the records too."""
    said = only(
        "P090", told(("    - code: quasi\n      libelle: Quasi", "    - code: presque\n      libelle: Quasi"))
    )
    assert said.startswith("regles › typologie › presque › code")


def test_a_change_is_told_once_for_several_versions() -> None:
    """Against the first of them in which it shows."""
    source = shipped_flow().source.replace("libelle: Réglée", "libelle: Au tribunal", 1).replace(*NEWER)
    file = flow_from_text(source, "neuf.yaml", load_catalogue()).file
    versions = [older_file(version="2026.2"), older_file(version="2026.1")]
    faults = list(meaning_faults(read_text(source, "neuf.yaml"), file, versions))
    assert "la version 2026.2 disait" in only("P095", faults)


HONEST = (
    ("De l’argent", "Une aide en argent"),
    ("Probablement", "Probablement oui"),
    ("Presque : une seule condition manque", "Presque, il manque une seule condition"),
    ("Vérifié : la règle, le barème ou un simulateur", "On l’a vérifié (barème, règle, simulateur)"),
    ("L’organisme lui-même l’a dit ou écrit", "C’est l’organisme qui le dit"),
    ("Ressources au-dessus du plafond", "Les ressources dépassent le plafond"),
    ("En partie", "En partie seulement"),
    ("Non, alors qu’un professionnel la voyait", "Non, un professionnel la voyait pourtant"),
    ("Non : aucun professionnel ne la voyait", "Non, elle n’était suivie par aucun professionnel"),
    ("Oui, déposée", "La demande a été déposée"),
    ("Oui, par quelqu’un pour elle", "Oui, quelqu’un l’a faite pour elle"),
    ("Elle a essayé, sans pouvoir déposer", "Elle n’a pas pu déposer sa demande"),
    ("Commencée puis laissée", "Commencée, puis abandonnée"),
    ("Rien", "Rien du tout"),
    ("Une partie", "Une partie seulement de ce qui est dû"),
    ("Tout, mais en retard", "Tout a été reçu, en retard"),
    ("Cela s’est arrêté", "Le versement s’est arrêté"),
    ("Tout ce qui était dû", "Tout son dû"),
    ("Non, ce n’est pas normal", "Ce n’est pas normal"),
    ("Oui, c’est normal à ce stade", "C’est normal pour le moment"),
    ("Le droit est perdu", "Droit définitivement perdu"),
    ("Réglée", "La situation est réglée"),
    ("Trop de risques ou d’efforts pour le gain", "Les efforts et les risques dépassent le gain"),
    ("Pour laisser l’aide à d’autres, plus démunis selon elle", "Elle laisse l’aide aux plus démunis"),
    ("Délai réglementaire dépassé", "Le délai prévu par la règle est dépassé"),
    ("Pas encore demandé", "On ne l’a pas encore demandé"),
    ("Une demande a-t-elle été faite ?", "La personne a-t-elle demandé cette offre ?"),
    ("Qu’a reçu la personne ?", "Qu’est-ce que la personne a reçu ?"),
    ("Au vu des règles et des délais, est-ce normal ?", "Est-ce conforme aux règles et aux délais ?"),
    ("Combien manque-t-il chaque mois, à peu près ?", "À peu près, quelle somme manque chaque mois ?"),
    ("Entretien sur rendez-vous", "Sur rendez-vous"),
    ("Sur dossier, sans la personne", "Étude du dossier, sans la personne présente"),
    ("Lassitude", "Elle est lasse des démarches"),
    ("Peur de dépendre", "Crainte de dépendre des autres"),
    ("Un autre motif ferme ce droit.", "Le droit est fermé pour un autre motif."),
    ("Refus avec un motif", "Refus motivé"),
    ("Refus sans examen du dossier", "Refusé sans que le dossier soit examiné"),
)
CHANGED = (
    ("Oui", "Non"),
    ("La personne connaissait cette offre.", "La personne ne connaissait pas cette offre."),
    ("Non, ce n’est pas normal", "Oui, c’est normal"),
    ("Normal à ce stade", "Anormal à ce stade"),
    ("Versement régulier", "Versement irrégulier"),
    ("Dossier incomplet", "Dossier complet"),
    ("De l’argent", "Un logement"),
    ("Santé et accès aux soins", "Éducation nationale"),
    ("Une partie", "Tout ce qui était dû"),
    ("En cours", "Réglée"),
    ("Avec l’accord de la personne", "Sans l’accord de la personne"),
    ("Délai de plus de 30 jours", "Délai de plus de 60 jours"),
    ("Un professionnel lui en avait parlé", "Aucun professionnel ne lui en avait parlé"),
    ("Courrier perdu", "Peur des indus"),
    ("La personne le dit", "Vérifié sur le barème"),
    ("Une demande a-t-elle été faite ?", "La situation est-elle réglée ?"),
    ("Combien manque-t-il chaque mois ?", "Combien de personnes vivent dans ce ménage ?"),
    ("Elle attend autre chose", "Elle préfère s’arranger"),
    ("Droit coupé", "Droit ouvert"),
    ("Dossier accepté", "Dossier refusé"),
    ("Au-dessus du plafond", "Au-dessous du plafond"),
    ("Plus d’un an", "Moins d’un an"),
    ("Refus avec un motif", "Refus sans motif"),
    ("Pas de réponse", "Réponse reçue"),
    ("Qu’avez-vous fait ?", "Combien de minutes avez-vous passées ?"),
)
TO_BE_STATED = (
    ("Cela s’est arrêté", "Versement coupé"),
    ("Appel à l’organisme", "Coup de téléphone"),
    ("Notre estimation, sans vérification", "Notre estimation"),
    ("Réglée", "Terminée"),
    ("Jamais le même interlocuteur", "Un interlocuteur différent à chaque fois"),
    ("Codes d’identification non harmonisés", "Identifiants différents d’un organisme à l’autre"),
)
"""Honest rewordings that no likeness of words can recognise: the author states them."""


def changed(before: str, after: str) -> bool:
    return inverted(before, after) or numbers_changed(before, after) or unrelated(before, after)


@pytest.mark.parametrize(("before", "after"), HONEST)
def test_an_honest_label_is_taken_for_the_same(before: str, after: str) -> None:
    """In either direction."""
    assert not changed(before, after)
    assert not changed(after, before)


@pytest.mark.parametrize(("before", "after"), [*CHANGED, *TO_BE_STATED])
def test_a_changed_label_is_seen(before: str, after: str) -> None:
    """In either direction."""
    assert changed(before, after)
    assert changed(after, before)
