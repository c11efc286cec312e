"""Each kind of question, from the keyboard."""

from __future__ import annotations

from textual.widgets import Input, TextArea

from .conftest import CASE_6, KeptUntil, Opening


async def test_a_digit_answers_a_single_choice_at_once(sit_down: Opening) -> None:
    async with sit_down("2") as agent:
        assert agent.given("nature") == "non_financiere"
        assert agent.place == "domaine"


async def test_arrows_and_enter_answer_too(sit_down: Opening) -> None:
    async with sit_down("down", "down", "enter") as agent:
        assert agent.given("nature") == "non_financiere"


async def test_enter_alone_never_answers_a_choice_by_accident(sit_down: Opening) -> None:
    async with sit_down("enter") as agent:
        assert agent.place == "nature"
        assert "Tapez un chiffre, ou ↓ puis Entrée." in agent.sees


async def test_zero_is_we_do_not_know_where_it_is_taken(sit_down: Opening) -> None:
    async with sit_down("0") as agent:
        assert agent.place == "nature"
        await agent.types("1", *"rsa", "enter", "0")
        assert agent.given("eligibilite") == "inconnu"
        assert "à vérifier : 1" in agent.sees


async def test_letters_filter_a_long_list_whatever_the_accents(sit_down: Opening) -> None:
    async with sit_down("2", *"energie") as agent:
        assert "Énergie et eau" in agent.sees
        assert "Domiciliation" not in agent.sees
        await agent.types("1")
        assert agent.given("domaine") == "energie"


async def test_digits_still_choose_in_a_long_list(sit_down: Opening) -> None:
    async with sit_down("2", "9") as agent:
        assert agent.given("domaine") == "mobilite"


async def test_an_old_name_finds_the_benefit_and_says_so(sit_down: Opening) -> None:
    async with sit_down("1", *"cmuc") as agent:
        assert "CMU-C : aujourd’hui la complémentaire santé solidaire (C2S)" in agent.sees
        await agent.types("enter")
        assert agent.given("prestation") == "c2s"


async def test_nothing_found_is_said_and_keeps_what_is_typed(sit_down: Opening) -> None:
    async with sit_down("1", *"zzzzzz", "enter") as agent:
        assert agent.place == "prestation"
        assert "Rien ne répond à ce nom" in agent.sees
        assert agent.app.screen.query_one(Input).value == "zzzzzz"


async def test_several_choices_are_ticked_and_given_with_enter(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down(*"121", "enter", resume=kept_until("raisons_non_reception")) as agent:
        assert agent.given("raisons_non_reception") == ("erreur_administrative",)


async def test_not_established_excludes_the_other_reasons(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(*"120", "enter", resume=kept_until("raisons_non_reception")) as agent:
        assert agent.given("raisons_non_reception") == ("non_etablie",)


async def test_nothing_ticked_is_told_how_to_go_on(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down("enter", resume=kept_until("raisons_non_reception")) as agent:
        assert agent.place == "raisons_non_reception"
        assert "Cochez au moins une réponse" in agent.sees


async def test_enter_takes_the_household_that_is_proposed(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("menage")) as agent:
        proposed = agent.held.interview.household
        assert proposed in agent.sees
        await agent.types("enter")
        assert agent.given("menage") == proposed


async def test_a_known_household_is_found_by_its_first_characters(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down("enter", resume=kept_until("menage")) as agent:
        known = agent.held.interview.household
    async with sit_down(*known[:3].lower(), resume=kept_until("menage")) as agent:
        assert f"{known} 1 situation" in agent.sees
        await agent.types("enter")
        assert agent.held.interview.household == known


async def test_a_mistyped_household_is_refused_kindly_and_kept(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down(resume=kept_until("menage")) as agent:
        await agent.writes("zzzz")
        assert agent.place == "menage"
        assert "sept caractères" in agent.sees
        assert agent.app.screen.query_one(Input).value == "zzzz"


async def test_a_number_out_of_bounds_is_told_its_ceiling(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("personnes_concernees", taille_menage=3)) as agent:
        await agent.writes("4")
        assert "3 au plus : c’est la taille du ménage." in agent.sees
        await agent.writes("2")
        assert agent.given("personnes_concernees") == 2


async def test_the_organism_of_the_benefit_is_proposed_and_others_join_it(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down(resume=kept_until("organismes")) as agent:
        assert "Retenus : Caisse primaire d’assurance maladie (CPAM)" in agent.sees
        await agent.types(*"ccas", "enter", "enter")
        assert agent.given("organismes") == ("cpam", "ccas")


async def test_backspace_takes_the_last_organism_away(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("organismes")) as agent:
        await agent.types("backspace", *"caf", "enter", "enter")
        assert agent.given("organismes") == ("caf",)


async def test_long_lists_show_their_groups_and_repeat_what_is_ticked(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down(resume=kept_until("details")) as agent:
        await agent.types("4", *"lassi", "1")
        assert "Cochés : Page vierge ou verso non scanné ; Lassitude" in agent.sees
        assert "Les pratiques des institutions" in agent.sees
        await agent.types("enter")
        assert agent.given("details") == ("page_non_scannee", "lassitude")


async def test_a_month_is_read_as_people_write_it(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("depuis")) as agent:
        await agent.writes("hier")
        assert "Écrivez un mois, par exemple 08/2025 ou août 2025." in agent.sees
        agent.app.screen.query_one(Input).value = ""
        await agent.writes("août 2025")
        assert agent.given("depuis") == "2025-08"


async def test_zero_in_a_month_is_we_do_not_know(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("depuis")) as agent:
        await agent.types("0", "enter")
        assert agent.given("depuis") == "inconnu"


async def test_the_link_offers_the_earlier_situations_of_the_interview(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down(resume=kept_until("fin")) as agent:
        await agent.types("4", "2", *CASE_6, "enter", "enter")
        while agent.place != "causee_par":
            await agent.types("tab")
        assert "2 Complémentaire santé solidaire (C2S)" in agent.sees
        await agent.types("2")
        assert agent.given("causee_par") == 1


async def test_an_amount_is_read_with_its_comma(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("manque_mensuel")) as agent:
        await agent.writes("206,50")
        assert agent.given("manque_mensuel") == 20650
        assert "206,50 €" in agent.sees


async def test_zero_is_an_amount_and_a_question_mark_is_we_do_not_know(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down(resume=kept_until("asf_demandee")) as agent:
        await agent.types("1")
        await agent.writes("0")
        assert agent.given("asf_montant") == 0
        await agent.types("escape")
        await agent.writes("?")
        assert agent.given("asf_montant") == "inconnu"


async def test_a_text_goes_on_with_tab_and_keeps_its_lines(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("synthese")) as agent:
        await agent.types(*"un", "enter", *"deux", "tab")
        assert agent.given("synthese") == "un\ndeux"


async def test_f8_gives_a_text_too(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("synthese")) as agent:
        await agent.types(*"fait", "f8")
        assert agent.given("synthese") == "fait"


async def test_an_emptied_text_is_an_answer_taken_back(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("synthese")) as agent:
        await agent.types(*"fait", "tab", "escape")
        agent.app.screen.query_one(TextArea).text = ""
        await agent.types("tab")
        assert agent.given("synthese") is None


async def test_the_date_of_the_agreement_is_today_with_enter(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down(resume=kept_until("accord")) as agent:
        await agent.types("1")
        assert "Entrée : aujourd’hui, 03/03/2026." in agent.sees
        await agent.types("enter")
        assert agent.given("accord_date") == "2026-03-03"
